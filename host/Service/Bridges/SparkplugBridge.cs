using EdgeTester.Mqtt;
using EdgeTester.Service.Live;

namespace EdgeTester.Service.Bridges;

/// <summary>
/// Sparkplug B: this host is an edge node, each tester a device below it. A birth names all metrics, data only those of channels that
/// changed; the node's death certificate is the will, with the same bdSeq as its birth.
/// </summary>
internal sealed class SparkplugBridge(
    SparkplugSettings settings,
    ChannelBoard board,
    TimeProvider time,
    Action<string> log
) : Bridge(settings, board, time, log)
{
    private const string Root = "spBv1.0";
    private readonly HashSet<string> alive = [];
    private long birth = -1;
    private int sequence;
    private int isRebirthAsked;

    /// <inheritdoc/>
    protected override string Name => "Sparkplug B";

    /// <inheritdoc/>
    protected override MqttOptions Next(MqttOptions options)
    {
        birth = (birth + 1) % 256;
        return options with { WillTopic = Topic("NDEATH"), WillBytes = Death(), WillRetained = false };
    }

    /// <inheritdoc/>
    protected override async Task BeginAsync(
        IMqttClient client,
        IReadOnlyList<ChannelView> all,
        CancellationToken cancellation
    )
    {
        alive.Clear();
        await client.SubscribeAsync(Topic("NCMD"), cancellation).ConfigureAwait(false);
        sequence = 0;
        await SayAsync(
                client,
                Topic("NBIRTH"),
                [
                    new("bdSeq", birth),
                    new(SparkplugPayload.Rebirth, false),
                    new("Version", HostVersion.Number),
                ],
                cancellation
            )
            .ConfigureAwait(false);
        await TellAsync(client, all, all, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async Task TellAsync(
        IMqttClient client,
        IReadOnlyList<ChannelView> all,
        IReadOnlyList<ChannelView> changed,
        CancellationToken cancellation
    )
    {
        foreach (var tester in changed.GroupBy(c => c.Device))
        {
            var channels = all.Where(c => c.Device == tester.Key).ToList();
            var isOnline = channels.Any(c => c.Online);
            if (!isOnline)
            {
                if (alive.Remove(tester.Key))
                    await SayAsync(client, Topic("DDEATH", tester.Key), [], cancellation)
                        .ConfigureAwait(false);
            }
            else if (alive.Add(tester.Key))
                await SayAsync(
                        client,
                        Topic("DBIRTH", tester.Key),
                        channels.SelectMany(Metrics),
                        cancellation
                    )
                    .ConfigureAwait(false);
            else
                await SayAsync(client, Topic("DDATA", tester.Key), tester.SelectMany(Metrics), cancellation)
                    .ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    protected override Task EndAsync(IMqttClient client, CancellationToken cancellation) =>
        client.PublishAsync(Topic("NDEATH"), Death(), true, false, cancellation);

    /// <inheritdoc/>
    protected override void Hear(MqttMessage message)
    {
        if (SparkplugPayload.AsksForRebirth(message.Payload))
            Interlocked.Exchange(ref isRebirthAsked, 1);
    }

    /// <inheritdoc/>
    protected override bool TakeRebirth() => Interlocked.Exchange(ref isRebirthAsked, 0) == 1;

    private static IEnumerable<KeyValuePair<string, object?>> Metrics(ChannelView channel)
    {
        var at = $"Channel {channel.Channel}/";
        yield return new(at + "State", channel.State);
        yield return new(at + "Run", channel.RunId ?? "");
        yield return new(at + "Step", channel.StepInWords);
        yield return new(at + "Voltage (V)", channel.VoltageV);
        yield return new(at + "Current (A)", channel.CurrentA);
        yield return new(at + "Charge (C)", channel.ChargeC);
        yield return new(at + "Temperature (degC)", channel.TemperatureC);
        yield return new(at + "Elapsed (s)", channel.ElapsedS);
        yield return new(at + "Records", channel.Records);
        yield return new(at + "Missing", channel.Missing);
    }

    private byte[] Death() => SparkplugPayload.Write(null, null, [new("bdSeq", birth)]);

    private string Topic(string kind) => $"{Root}/{settings.Group}/{kind}/{settings.Edge}";

    private string Topic(string kind, string device) => $"{Topic(kind)}/{device}";

    private Task SayAsync(
        IMqttClient client,
        string topic,
        IEnumerable<KeyValuePair<string, object?>> metrics,
        CancellationToken cancellation
    )
    {
        var payload = SparkplugPayload.Write(Time.GetUtcNow().ToUnixTimeMilliseconds(), sequence, metrics);
        sequence = (sequence + 1) % 256;
        // The specification asks for QoS 0 here: the sequence tells what was lost.
        return client.PublishAsync(topic, payload, false, false, cancellation);
    }
}
