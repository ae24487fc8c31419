using System.Collections.Concurrent;
using System.Security.Cryptography;
using EdgeTester.Contracts;
using EdgeTester.Mqtt;

namespace EdgeTester.Messaging;

/// <summary>
/// Tells devices what to do. A command is sent again, with the same number, until it is acknowledged or its time is
/// over; devices do nothing twice. Thread-safe.
/// </summary>
public sealed class DeviceCommander : IAsyncDisposable
{
    private const string Filter = Topics.Root + "/+/up/ack";
    private const int LargestAcknowledgement = CommandAcknowledgement.LargestSize;

    private readonly IMqttClient client;
    private readonly TimeProvider time;
    private readonly TimeSpan retry;
    private readonly ConcurrentDictionary<
        (string Serial, ulong Id),
        TaskCompletionSource<CommandAcknowledgement>
    > waiting = new();

    /// <summary>Makes a commander.</summary>
    /// <param name="client">A client of its own, not yet started; disposed with this.</param>
    /// <param name="time">Measures the waits.</param>
    /// <param name="retry">How long to wait for an answer before sending again; null = one second.</param>
    public DeviceCommander(IMqttClient client, TimeProvider time, TimeSpan? retry = null)
    {
        this.client = client;
        this.time = time;
        this.retry = retry ?? TimeSpan.FromSeconds(1);
        client.MessageReceived = Receive;
    }

    /// <summary>A number that no other command has.</summary>
    public static ulong NewId()
    {
        ulong id;
        do id = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));
        while (id == 0);
        return id;
    }

    /// <summary>Connects and listens for answers.</summary>
    /// <exception cref="MqttException">The broker refused or cannot be reached.</exception>
    public async Task StartAsync(bool waitForBroker, CancellationToken cancellation)
    {
        await client.SubscribeAsync(Filter, cancellation).ConfigureAwait(false);
        await client.StartAsync(waitForBroker, cancellation).ConfigureAwait(false);
    }

    /// <summary>Sends a command until it is answered.</summary>
    /// <param name="serial">The device.</param>
    /// <param name="command">The command; a number of 0 is replaced by a new one.</param>
    /// <param name="timeout">How long to try.</param>
    /// <param name="cancellation">Ends the wait; the device may still do it.</param>
    /// <exception cref="ArgumentException">The serial cannot stand in a topic, or the command is too large.</exception>
    public async Task<CommandOutcome> SendAsync(
        string serial,
        Command command,
        TimeSpan timeout,
        CancellationToken cancellation
    )
    {
        if (!Topics.IsSerial(serial))
            throw new ArgumentException($"\"{serial}\" is not the serial of a device.", nameof(serial));
        if (command.Id == 0)
            command.Id = NewId();
        byte[] frame = Encode(command);
        var answer = new TaskCompletionSource<CommandAcknowledgement>(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        if (!waiting.TryAdd((serial, command.Id), answer))
            throw new ArgumentException("This very command is on its way already.", nameof(command));
        try
        {
            return await SendUntilAnsweredAsync(serial, frame, answer.Task, timeout, cancellation)
                .ConfigureAwait(false);
        }
        finally
        {
            waiting.TryRemove((serial, command.Id), out _);
        }
    }

    /// <summary>Leaves the broker.</summary>
    public ValueTask DisposeAsync()
    {
        return client.DisposeAsync();
    }

    private async Task<CommandOutcome> SendUntilAnsweredAsync(
        string serial,
        byte[] frame,
        Task<CommandAcknowledgement> answer,
        TimeSpan timeout,
        CancellationToken cancellation
    )
    {
        long begun = time.GetTimestamp();
        bool sent = false;
        while (true)
        {
            sent |= client.TryPublish(Topics.Commands(serial), frame, atLeastOnce: true, retain: false);
            TimeSpan left = timeout - time.GetElapsedTime(begun);
            TimeSpan wait = left < retry ? left : retry;
            if (wait > TimeSpan.Zero)
            {
                await Task.WhenAny(answer, Task.Delay(wait, time, cancellation)).ConfigureAwait(false);
                cancellation.ThrowIfCancellationRequested();
            }
            if (answer.IsCompletedSuccessfully)
                return new CommandOutcome(answer.Result.Result, answer.Result.Text);
            if (time.GetElapsedTime(begun) >= timeout)
                return new CommandOutcome(CommandResult.None, Silence(serial, timeout, sent));
        }
    }

    private static string Silence(string serial, TimeSpan timeout, bool sent)
    {
        return sent
            ? $"Device {serial} did not answer within {timeout.TotalSeconds:0.#} s. Check that it is on and connected; it may still have heard the command."
            : $"The command could not be sent within {timeout.TotalSeconds:0.#} s: there is no connection to the MQTT broker.";
    }

    private static byte[] Encode(Command command)
    {
        byte[] buffer = new byte[Frame.MaximumSize];
        int length = command.Encode(buffer, 0, new FrameHeader(), new ByteWriter());
        if (length == 0)
            throw new ArgumentException(
                $"The command's payload of {command.Payload.Length} bytes is too large."
            );
        return buffer[..length];
    }

    private void Receive(MqttMessage message)
    {
        if (!UpTopic.TryParse(message.Topic, out UpTopic topic) || topic.Kind != UpTopicKind.Acknowledgement)
            return;
        if (message.Payload.Length > LargestAcknowledgement)
            return;
        var acknowledgement = new CommandAcknowledgement();
        FrameError error = acknowledgement.TryDecode(
            message.Payload,
            0,
            message.Payload.Length,
            new FrameHeader(),
            new ByteReader()
        );
        if (
            error == FrameError.None
            && waiting.TryGetValue(
                (topic.Serial, acknowledgement.Id),
                out TaskCompletionSource<CommandAcknowledgement>? waiter
            )
        )
            waiter.TrySetResult(acknowledgement);
    }
}
