using System.Buffers;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace EdgeTester.Mqtt.MqttNet;

/// <summary>One connection: opened once, closed once. MQTTnet's exceptions end here and become ours.</summary>
internal sealed class MqttNetConnection : IAsyncDisposable
{
    private static readonly MqttClientFactory Factory = new();
    private readonly MqttOptions options;
    private readonly MQTTnet.IMqttClient client = Factory.CreateMqttClient();
    private readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource closed = new();

    /// <summary>Makes a connection that is not open yet.</summary>
    /// <param name="options">Broker and identity.</param>
    /// <param name="received">Hears of every message, one after the other; must not throw.</param>
    public MqttNetConnection(MqttOptions options, Action<MqttMessage> received)
    {
        this.options = options;
        client.ApplicationMessageReceivedAsync += e =>
        {
            MqttApplicationMessage message = e.ApplicationMessage;
            received(new MqttMessage(message.Topic, message.Payload.ToArray(), message.Retain));
            return Task.CompletedTask;
        };
        client.DisconnectedAsync += _ =>
        {
            over.TrySetResult();
            return Task.CompletedTask;
        };
    }

    /// <summary>Whether messages can go out.</summary>
    public bool IsUp => client.IsConnected;

    /// <summary>Completes when the connection is over, whoever ended it.</summary>
    public Task Ended => over.Task;

    /// <summary>Connects and waits for the broker's word.</summary>
    public async Task<MqttConnectOutcome> OpenAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(MqttNetSetup.AnswerTimeout);
        try
        {
            MqttClientConnectResult result = await client
                .ConnectAsync(MqttNetSetup.Build(options), limit.Token)
                .ConfigureAwait(false);
            return MqttConnectOutcome.Of(options, result.ResultCode);
        }
        catch (MqttException e)
        {
            return new MqttConnectOutcome(e, false);
        }
        catch (Exception e)
        {
            return MqttConnectOutcome.Of(options, e);
        }
    }

    /// <summary>Subscribes; false when the broker says no, true when granted or when the connection is gone.</summary>
    /// <exception cref="MqttException">The filter is malformed.</exception>
    public async Task<bool> SubscribeAsync(string filter, CancellationToken cancellation)
    {
        MqttClientSubscribeOptions asked = Factory
            .CreateSubscribeOptionsBuilder()
            .WithTopicFilter(filter, MqttQualityOfServiceLevel.AtLeastOnce)
            .Build();
        try
        {
            MqttClientSubscribeResult result = await client
                .SubscribeAsync(asked, cancellation)
                .ConfigureAwait(false);
            return result.Items.All(item => item.ResultCode <= MqttClientSubscribeResultCode.GrantedQoS2);
        }
        catch (MqttProtocolViolationException e)
        {
            throw new MqttException($"\"{filter}\" is not a topic filter: {e.Message}. Check it.", e);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested && IsConnectionGone(e))
        {
            return true;
        }
    }

    /// <summary>Publishes; completes with the acknowledgement (QoS 1) or when written to the socket (QoS 0).</summary>
    /// <exception cref="MqttException">The topic is malformed, or the connection broke.</exception>
    public async Task PublishAsync(string topic, byte[] payload, bool atLeastOnce, bool retain)
    {
        var message = new MqttApplicationMessageBuilder()
            .WithTopic(topic)
            .WithPayload(payload)
            .WithRetainFlag(retain)
            .WithQualityOfServiceLevel(
                atLeastOnce ? MqttQualityOfServiceLevel.AtLeastOnce : MqttQualityOfServiceLevel.AtMostOnce
            );
        try
        {
            await client.PublishAsync(message.Build(), closed.Token).ConfigureAwait(false);
        }
        catch (MqttProtocolViolationException e)
        {
            throw new MqttException($"Cannot publish to \"{topic}\": {e.Message}.", e);
        }
        catch (MqttClientNotConnectedException)
        {
            throw MqttFailure.NotConnected(options);
        }
        catch (Exception e) when (IsConnectionGone(e))
        {
            throw MqttFailure.BrokenOnTheWay();
        }
    }

    /// <summary>Says goodbye where that is still possible, so that the broker does not publish our will.</summary>
    public async Task CloseAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        try
        {
            if (client.IsConnected)
                await client
                    .DisconnectAsync(new MqttClientDisconnectOptions(), limit.Token)
                    .ConfigureAwait(false);
        }
        catch (Exception e) when (IsConnectionGone(e))
        {
            // It was gone before: the will is the broker's business then.
        }
        await closed.CancelAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await closed.CancelAsync().ConfigureAwait(false);
        client.Dispose();
    }

    private static bool IsConnectionGone(Exception e)
    {
        return e
            is MqttCommunicationException
                or MqttClientDisconnectedException
                or MqttClientUnexpectedDisconnectReceivedException
                or OperationCanceledException
                or ObjectDisposedException
                or IOException
                or System.Net.Sockets.SocketException
                or InvalidOperationException;
    }
}
