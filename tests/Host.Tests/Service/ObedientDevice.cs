using System.Collections.Concurrent;
using EdgeTester.Contracts;
using EdgeTester.Host.Tests.Messaging;
using EdgeTester.Mqtt;

namespace EdgeTester.Host.Tests.Service;

/// <summary>A device that introduces itself and answers every command as it is told to.</summary>
internal sealed class ObedientDevice : IAsyncDisposable
{
    private readonly string _serial;
    private readonly IMqttClient _client;
    private readonly ConcurrentDictionary<ulong, Command> _commands = new();

    private ObedientDevice(string serial, IMqttClient client)
    {
        _serial = serial;
        _client = client;
        _client.MessageReceived = Receive;
    }

    /// <summary>What it says to the next command; None = nothing.</summary>
    public CommandResult Answer { get; set; } = CommandResult.Accepted;

    /// <summary>Every command that it heard, once.</summary>
    public ICollection<Command> Commands => _commands.Values;

    public static async Task<ObedientDevice> StartAsync(string serial, TestBroker broker)
    {
        var device = new ObedientDevice(serial, MqttClients.Create(broker.Options()));
        await device._client.SubscribeAsync(Topics.DownFilter(serial), default);
        await device._client.StartAsync(false, default);
        await device._client.PublishAsync(Topics.Birth(serial), LiveTests.Birth(), true, true, default);
        return device;
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private void Receive(MqttMessage message)
    {
        var command = new Command();
        if (
            command.TryDecode(message.Payload, 0, message.Payload.Length, new FrameHeader(), new ByteReader())
            != FrameError.None
        )
            return;
        _commands.TryAdd(command.Id, command);
        if (Answer == CommandResult.None)
            return;
        var buffer = new byte[CommandAcknowledgement.LargestSize];
        var answer = new CommandAcknowledgement
        {
            Id = command.Id,
            Run = command.Run,
            Channel = command.Channel,
            Result = Answer,
        };
        var length = answer.Encode(buffer, 0, new FrameHeader(), new ByteWriter());
        _client.TryPublish(Topics.Acknowledgements(_serial), buffer.AsSpan(0, length), true, false);
    }
}
