using System.Reflection;
using EdgeTester.Contracts;
using EdgeTester.Firmware.Channels;
using EdgeTester.Firmware.Runner;
using EdgeTester.Firmware.Virtual.Analog;
using EdgeTester.Firmware.Virtual.Chips;
using EdgeTester.Firmware.Virtual.Ports;
using EdgeTester.Mqtt;

namespace EdgeTester.Firmware.Virtual.Composition;

/// <summary>The whole virtual tester: firmware core, chip models, analog board, cells, journal on disk, MQTT.</summary>
public sealed class VirtualTester : IAsyncDisposable
{
    private readonly TesterArguments arguments;
    private const long FlashBytes = 512L * 1024 * 1024;
    private const long AverageRecordBytes = 12;
    private readonly IMqttClient client;
    private readonly FileSegmentStore segments;
    private readonly FileNonVolatileMemory memory;
    private readonly StreamWriter truthLog;
    private readonly Tester tester;
    private readonly SimulationLoop loop;

    /// <summary>Puts it together; nothing runs yet.</summary>
    /// <exception cref="Cells.CellDefinitionException">A cell is not known.</exception>
    /// <exception cref="IOException">The state folder cannot be used, for instance because another tester uses it.</exception>
    public VirtualTester(TesterArguments arguments)
    {
        this.arguments = arguments;
        var sockets = new CellSockets(arguments.Cells);
        // A clock that runs ahead of the world's cannot tell the time of day: commands would seem to come too late.
        var time = new VirtualTime(arguments.Speed == 1 ? DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() : 0);
        var chips = new VirtualChips(
            time,
            new AnalogBoard(sockets.Cells, arguments.WithErrors ? arguments.Seed : null),
            new VirtualChipOptions
            {
                Seed = (ulong)arguments.Seed,
                WithErrors = arguments.WithErrors,
                HasModule = arguments.HasModule,
            }
        );
        var frontEnd = new CellNodeFrontEnd(
            chips.WaveformBus,
            chips.ConverterBus,
            time,
            new FrontEndCalibration { Name = arguments.WithErrors ? "" : "nominal parts" }
        );
        client = MqttClients.Create(OptionsOf(arguments));
        var uplink = new MqttUplink(client);
        memory = new FileNonVolatileMemory(Path.Combine(arguments.StateFolder, "fram.bin"), 32 * 1024);
        segments = new FileSegmentStore(Path.Combine(arguments.StateFolder, "journal"), FlashBytes);
        truthLog = new StreamWriter(Path.Combine(arguments.StateFolder, "truths.jsonl"), append: true);
        tester = new Tester(
            new TesterOptions
            {
                Serial = arguments.Serial,
                Board = "Virtual",
                Firmware = Version,
                MinimumVoltage = -7.2,
                MaximumVoltage = 7.2,
                MaximumTickMicroseconds = arguments.LongestTickSeconds * 1_000_000L,
                // Simulated seconds are cheap, writes of the state are not: what a restart can lose stays below a real second.
                CheckpointMicroseconds = double.IsInfinity(arguments.Speed) ? 60_000_000 : 1_000_000,
            },
            time,
            frontEnd,
            uplink,
            memory,
            new TruthWitness(segments, sockets.Cells, sockets.Truths, time, truthLog)
        );
        tester.Watchdog = chips.Watchdog;
        loop = new SimulationLoop(
            time,
            tester.Step,
            IsIdle,
            () => tester.Backlog * AverageRecordBytes,
            arguments.Speed
        );
        uplink.MessageArrived = loop.Wake;
    }

    /// <summary>Version of the firmware.</summary>
    public static string Version { get; } =
        typeof(VirtualTester)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion
        ?? "0";

    /// <summary>Runs until cancelled. Where it may start without a broker it measures on while it waits for one.</summary>
    /// <exception cref="MqttException">The broker cannot be reached, and the tester was not told to wait for it.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await client.SubscribeAsync(Topics.DownFilter(arguments.Serial), cancellation);
        var connecting = client.StartAsync(arguments.WaitForBroker, cancellation);
        if (!arguments.WaitForBroker)
            await connecting;
        await Task.Factory.StartNew(
            () =>
            {
                tester.Start();
                loop.Run(cancellation);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
    }

    /// <summary>Disconnects and closes the files.</summary>
    public async ValueTask DisposeAsync()
    {
        // A connection that is closed in order leaves no will: the host is told that the tester has gone.
        var offline = System.Text.Encoding.UTF8.GetBytes(Topics.Offline);
        if (client.IsConnected && client.TryPublish(Topics.State(arguments.Serial), offline, true, true))
            await Task.Delay(TimeSpan.FromMilliseconds(300));
        await client.DisposeAsync();
        loop.Dispose();
        segments.Dispose();
        memory.Dispose();
        await truthLog.DisposeAsync();
    }

    private bool IsIdle()
    {
        for (var k = 0; k < tester.ChannelCount; k++)
            if (tester.ChannelAt(k).State == ChannelState.Running)
                return false;
        return true;
    }

    private static MqttOptions OptionsOf(TesterArguments arguments) =>
        new()
        {
            Host = arguments.BrokerHost,
            Port = arguments.BrokerPort,
            ClientId = arguments.Serial,
            WillTopic = Topics.State(arguments.Serial),
            WillPayload = Topics.Offline,
            CertificateAuthorityFile = arguments.AuthorityFile,
            CertificateFile = arguments.IdentityFolder is { } own ? Path.Combine(own, "device.crt") : null,
            PrivateKeyFile = arguments.IdentityFolder is { } folder
                ? Path.Combine(folder, "device.key")
                : null,
        };
}
