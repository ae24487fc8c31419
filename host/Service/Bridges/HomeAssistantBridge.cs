using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeTester.Mqtt;
using EdgeTester.Service.Api;
using EdgeTester.Service.Live;

namespace EdgeTester.Service.Bridges;

/// <summary>
/// Makes every channel a device in Home Assistant by MQTT discovery (https://www.home-assistant.io/integrations/mqtt/#mqtt-discovery).
/// </summary>
internal sealed class HomeAssistantBridge(
    HomeAssistantSettings settings,
    ChannelBoard board,
    TimeProvider time,
    Action<string> log
) : Bridge(settings, board, time, log)
{
    private const string HostStatus = "edgetester/host/status";

    private static readonly Sensor[] Sensors =
    [
        new("voltage", "Voltage", "V", "voltage", "voltage_v"),
        new("current", "Current", "A", "current", "current_a"),
        new("temperature", "Temperature", "°C", "temperature", "temperature_c"),
        new("state", "State", null, null, "state"),
        new("step", "Step", null, null, "step_in_words"),
        new("cycle", "Cycle", null, null, "cycle"),
        new("elapsed", "Elapsed", "s", "duration", "elapsed_s"),
        new("missing", "Missing records", null, null, "missing"),
    ];

    private readonly HashSet<ChannelKey> introduced = [];

    /// <inheritdoc/>
    protected override string Name => "Home Assistant";

    /// <inheritdoc/>
    protected override MqttOptions Next(MqttOptions options) =>
        options with
        {
            WillTopic = HostStatus,
            WillPayload = "offline",
        };

    /// <inheritdoc/>
    protected override async Task BeginAsync(
        IMqttClient client,
        IReadOnlyList<ChannelView> all,
        CancellationToken cancellation
    )
    {
        introduced.Clear();
        await SayAsync(client, HostStatus, "online", cancellation).ConfigureAwait(false);
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
        foreach (var channel in changed)
        {
            if (introduced.Add(new ChannelKey(channel.Device, (byte)channel.Channel)))
                foreach (var sensor in Sensors)
                    await SayAsync(
                            client,
                            $"{settings.Prefix}/sensor/{NodeOf(channel)}/{sensor.Id}/config",
                            Discovery(channel, sensor).ToJsonString(),
                            cancellation
                        )
                        .ConfigureAwait(false);
            var topic = TopicOf(channel);
            await SayAsync(
                    client,
                    topic + "/availability",
                    channel.Online ? "online" : "offline",
                    cancellation
                )
                .ConfigureAwait(false);
            await SayAsync(
                    client,
                    topic + "/state",
                    JsonSerializer.Serialize(channel, ApiJson.Options),
                    cancellation
                )
                .ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    protected override Task EndAsync(IMqttClient client, CancellationToken cancellation) =>
        SayAsync(client, HostStatus, "offline", cancellation);

    private static JsonObject Discovery(ChannelView channel, Sensor sensor)
    {
        var topic = TopicOf(channel);
        var document = new JsonObject
        {
            ["name"] = sensor.Name,
            ["unique_id"] = $"{NodeOf(channel)}_{sensor.Id}",
            ["state_topic"] = topic + "/state",
            ["value_template"] = $"{{{{ value_json.{sensor.Field} }}}}",
            ["availability_mode"] = "all",
            ["availability"] = new JsonArray(
                new JsonObject { ["topic"] = HostStatus },
                new JsonObject { ["topic"] = topic + "/availability" }
            ),
            ["device"] = new JsonObject
            {
                ["identifiers"] = new JsonArray(NodeOf(channel)),
                ["name"] = $"{channel.Device} channel {channel.Channel}",
                ["manufacturer"] = "EdgeTester",
            },
        };
        if (sensor.Unit is not null)
        {
            document["unit_of_measurement"] = sensor.Unit;
            document["state_class"] = "measurement";
        }
        if (sensor.Class is not null)
            document["device_class"] = sensor.Class;
        return document;
    }

    private static string NodeOf(ChannelView channel) => $"edgetester_{channel.Device}_{channel.Channel}";

    private static string TopicOf(ChannelView channel) => $"edgetester/{channel.Device}/{channel.Channel}";

    private static Task SayAsync(
        IMqttClient client,
        string topic,
        string text,
        CancellationToken cancellation
    ) => client.PublishAsync(topic, Encoding.UTF8.GetBytes(text), true, true, cancellation);

    private sealed record Sensor(string Id, string Name, string? Unit, string? Class, string Field);
}
