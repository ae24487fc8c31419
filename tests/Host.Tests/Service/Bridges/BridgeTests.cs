using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using EdgeTester.Contracts;
using EdgeTester.Host.Tests.Messaging;
using EdgeTester.Mqtt;
using EdgeTester.Service;
using EdgeTester.Service.Bridges;
using Google.Protobuf;

namespace EdgeTester.Host.Tests.Service.Bridges;

/// <summary>What other systems hear on a real broker when a tester introduces itself, and when host or tester go.</summary>
public sealed class BridgeTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgetester-bridge-").FullName;
    private readonly ConcurrentQueue<MqttMessage> _heard = new();
    private EdgeTesterHost? _host;
    private IMqttClient? _tester;

    public async ValueTask DisposeAsync()
    {
        if (_tester is not null)
            await _tester.DisposeAsync();
        if (_host is not null)
            await _host.DisposeAsync();
        Directory.Delete(_folder, true);
    }

    [Fact]
    public async Task Sparkplug_has_births_data_deaths_and_one_sequence()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        await using var listener = await ListenAsync(broker, "spBv1.0/#");
        await StartAsync(
            broker,
            new BridgeSettings { Sparkplug = new SparkplugSettings { Port = broker.Process.Port } }
        );
        await Eventually.Holds(() => Topics("NBIRTH").Any(), "the node is born");

        await IntroduceAsync(broker);
        await Eventually.Holds(() => Topics("DBIRTH").Any(), "the tester is born");
        await LeaveAsync();
        await Eventually.Holds(() => Topics("DDEATH").Any(), "the tester is dead");
        await listener.PublishAsync(
            "spBv1.0/EdgeTester/NCMD/host",
            Command("Node Control/Rebirth"),
            true,
            false,
            Cancelled
        );
        await Eventually.Holds(() => Topics("NBIRTH").Count() == 2, "the node is born again");
        await _host!.DisposeAsync();
        _host = null;
        await Eventually.Holds(() => Topics("NDEATH").Any(), "the node is dead");

        var node = Decode(Topics("NBIRTH").First().Payload);
        Assert.Equal(0UL, node.Sequence);
        Assert.Contains("Node Control/Rebirth", node.Metrics.Keys);
        Assert.Equal(node.Metrics["bdSeq"], Decode(Topics("NDEATH").First().Payload).Metrics["bdSeq"]);
        Assert.Null(Decode(Topics("NDEATH").First().Payload).Sequence);
        var device = Topics("DBIRTH").First();
        Assert.Equal("spBv1.0/EdgeTester/DBIRTH/host/bench-1", device.Topic);
        Assert.Equal("idle", Decode(device.Payload).Metrics["Channel 0/State"]);
        // Every message of a birth's life counts on by one; a new birth begins at 0.
        ulong expected = 0;
        foreach (var message in _heard.Where(m => !m.Topic.Contains("NDEATH") && !m.Topic.Contains("NCMD")))
        {
            if (message.Topic.Contains("NBIRTH"))
                expected = 0;
            Assert.Equal(expected++ % 256, Decode(message.Payload).Sequence);
        }
    }

    [Fact]
    public async Task Home_Assistant_finds_every_channel_and_sees_when_host_or_tester_is_away()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        await StartAsync(
            broker,
            new BridgeSettings { HomeAssistant = new HomeAssistantSettings { Port = broker.Process.Port } }
        );
        await IntroduceAsync(broker);
        await using var listener = await ListenAsync(broker, "homeassistant/#", "edgetester/#");
        await Eventually.Holds(() => Last("edgetester/bench-1/1/availability") == "online", "it is there");

        var config = JsonNode.Parse(Last("homeassistant/sensor/edgetester_bench-1_1/voltage/config")!)!;
        Assert.Equal("V", (string)config["unit_of_measurement"]!);
        Assert.Equal("voltage", (string)config["device_class"]!);
        var state = JsonNode.Parse(Last((string)config["state_topic"]!)!)!;
        Assert.Equal("{{ value_json.voltage_v }}", (string)config["value_template"]!);
        Assert.True(state.AsObject().ContainsKey("voltage_v"));
        var named = config["availability"]!.AsArray().Select(a => (string)a!["topic"]!).ToList();
        Assert.All(named, topic => Assert.Equal("online", Last(topic)));
        var identities = _heard
            .Where(m => m.Topic.EndsWith("/config", StringComparison.Ordinal))
            .Select(m => (string)JsonNode.Parse(m.Payload)!["unique_id"]!)
            .ToList();
        Assert.Equal(identities.Count, identities.Distinct().Count());

        await LeaveAsync();
        await Eventually.Holds(() => Last("edgetester/bench-1/1/availability") == "offline", "it is away");
        await _host!.DisposeAsync();
        _host = null;
        await Eventually.Holds(() => Last("edgetester/host/status") == "offline", "the host is away");
    }

    [Fact]
    public void No_bytes_of_a_command_do_harm()
    {
        var random = new Random(3);
        var good = Command("Node Control/Rebirth");
        Assert.True(SparkplugPayload.AsksForRebirth(good));
        Assert.False(SparkplugPayload.AsksForRebirth(Command("Node Control/Reboot")));
        for (var k = 0; k < 20_000; k++)
        {
            var bytes = (byte[])good.Clone();
            for (var change = random.Next(1, 6); change > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            SparkplugPayload.AsksForRebirth(bytes[..random.Next(bytes.Length + 1)]);
        }
    }

    [Theory]
    [InlineData("{ \"sparkplug\": { \"group\": \"a/b\" } }", "a/b")]
    [InlineData("{ \"mqtt\": {} }", "mqtt")]
    [InlineData("[]", "bridges.json")]
    public async Task Settings_with_a_mistake_are_named(string text, string named)
    {
        File.WriteAllText(BridgeSettings.PathIn(_folder), text);
        var failure = await Assert.ThrowsAsync<HostException>(() => StartAsync(null, null));
        Assert.Contains(named, failure.Message);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private IEnumerable<MqttMessage> Topics(string kind) =>
        _heard.Where(m => m.Topic.Contains($"/{kind}/", StringComparison.Ordinal));

    private string? Last(string topic) =>
        _heard.LastOrDefault(m => m.Topic == topic) is { Payload: { } payload }
            ? Encoding.UTF8.GetString(payload)
            : null;

    private async Task StartAsync(TestBroker? broker, BridgeSettings? bridges) =>
        _host = await EdgeTesterHost.StartAsync(
            new HostOptions
            {
                DatabasePath = Path.Combine(_folder, "host.db"),
                HttpPort = 0,
                Broker = broker is null ? null : new BrokerAddress(broker.Process.Host, broker.Process.Port),
                Bridges = bridges,
            },
            TimeProvider.System,
            Cancelled
        );

    private async Task<IMqttClient> ListenAsync(TestBroker broker, params string[] filters)
    {
        var client = MqttClients.Create(broker.Options());
        client.MessageReceived = _heard.Enqueue;
        await client.StartAsync(false, Cancelled);
        foreach (var filter in filters)
            await client.SubscribeAsync(filter, Cancelled);
        return client;
    }

    private async Task IntroduceAsync(TestBroker broker)
    {
        _tester = MqttClients.Create(
            broker.Options() with
            {
                WillTopic = Contracts.Topics.State("bench-1"),
                WillPayload = Contracts.Topics.Offline,
            }
        );
        await _tester.StartAsync(false, Cancelled);
        var description = new DeviceDescription
        {
            Serial = "bench-1",
            Board = "Test",
            Channels = [new ChannelSummary(), new ChannelSummary()],
        };
        var buffer = new byte[DeviceDescription.LargestSize];
        var length = description.Encode(buffer, 0, new FrameHeader(), new ByteWriter());
        await _tester.PublishAsync(
            Contracts.Topics.State("bench-1"),
            Encoding.UTF8.GetBytes(Contracts.Topics.Online),
            true,
            true,
            Cancelled
        );
        await _tester.PublishAsync(
            Contracts.Topics.Birth("bench-1"),
            buffer.AsMemory(0, length),
            true,
            true,
            Cancelled
        );
    }

    /// <summary>As the broker says for a device that is gone.</summary>
    private Task LeaveAsync() =>
        _tester!.PublishAsync(
            Contracts.Topics.State("bench-1"),
            Encoding.UTF8.GetBytes(Contracts.Topics.Offline),
            true,
            true,
            Cancelled
        );

    private static byte[] Command(string name) =>
        SparkplugPayload.Write(1, null, [new KeyValuePair<string, object?>(name, true)]);

    /// <summary>Reads a payload by the field numbers of sparkplug_b.proto.</summary>
    private static (ulong? Sequence, Dictionary<string, object?> Metrics) Decode(byte[] payload)
    {
        ulong? sequence = null;
        var metrics = new Dictionary<string, object?>();
        var input = new CodedInputStream(payload);
        while (input.ReadTag() is var tag and not 0)
        {
            switch (tag >> 3)
            {
                case 2:
                    var (name, value) = DecodeMetric(input.ReadBytes().ToByteArray());
                    metrics.Add(name, value);
                    break;
                case 3:
                    sequence = input.ReadUInt64();
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }
        return (sequence, metrics);
    }

    private static (string, object?) DecodeMetric(byte[] bytes)
    {
        var name = "";
        object? value = null;
        uint type = 0;
        var input = new CodedInputStream(bytes);
        while (input.ReadTag() is var tag and not 0)
        {
            switch (tag >> 3)
            {
                case 1:
                    name = input.ReadString();
                    break;
                case 4:
                    type = input.ReadUInt32();
                    break;
                case 11:
                    value = input.ReadUInt64();
                    break;
                case 13:
                    value = input.ReadDouble();
                    break;
                case 14:
                    value = input.ReadBool();
                    break;
                case 15:
                    value = input.ReadString();
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }
        Assert.True(type > 0, "a birth names the type of every metric");
        return (name, value);
    }
}
