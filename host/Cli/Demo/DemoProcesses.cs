using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EdgeTester.Cli.Client;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Cli.Processes;

namespace EdgeTester.Cli.Demo;

/// <summary>Broker, host and tester as processes of their own, started again when they die.</summary>
internal sealed class DemoProcesses : IAsyncDisposable
{
    private readonly BrokerKeeper broker;
    private readonly Supervised host;
    private readonly Supervised tester;

    private DemoProcesses(
        BrokerKeeper broker,
        Supervised host,
        Supervised tester,
        string address,
        string testerFolder
    )
    {
        this.broker = broker;
        this.host = host;
        this.tester = tester;
        Address = address;
        TruthFile = Path.Combine(testerFolder, "truths.jsonl");
    }

    /// <summary>Serial of the tester.</summary>
    public const string Serial = "demo-tester";

    /// <summary>Address of page and API.</summary>
    public string Address { get; }

    /// <summary>Where the tester writes what its cells truly are.</summary>
    public string TruthFile { get; }

    /// <summary>Names and process numbers, for people who want to kill one.</summary>
    public string InWords => $"broker {broker.ProcessId}, host {host.ProcessId}, tester {tester.ProcessId}";

    /// <summary>How often something had to be started again, in words; empty when nothing had.</summary>
    public string RestartsInWords =>
        string.Join(
            ", ",
            new[] { ("broker", broker.Restarts), ("host", host.Restarts), ("tester", tester.Restarts) }
                .Where(x => x.Item2 > 0)
                .Select(x => $"{x.Item1} {x.Item2} time(s)")
        );

    /// <summary>Starts all three and waits until the host answers and knows the tester.</summary>
    /// <exception cref="CliException">One does not come up; the message holds its last words.</exception>
    public static async Task<DemoProcesses> StartAsync(
        DemoOptions options,
        IReadOnlyList<DemoCell> cells,
        TextWriter progress,
        CancellationToken cancellation
    )
    {
        var testerProgram = Programs.VirtualTester(progress);
        var self = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var broker = await BrokerKeeper.StartAsync(Path.Combine(options.Folder, "broker"), cancellation);
        var brokerPort = broker.Port;
        var httpPort = options.HttpPort == 0 ? FreePort() : options.HttpPort;
        var testerFolder = Path.Combine(options.Folder, "tester");
        Directory.CreateDirectory(testerFolder);
        string Log(string name) => Path.Combine(options.Folder, name + ".log");
        var host = new Supervised(
            "host",
            Programs.Dotnet,
            [
                Programs.Self,
                "serve",
                "--data",
                Path.Combine(options.Folder, "data"),
                "--broker",
                $"127.0.0.1:{Text(brokerPort)}",
                "--port",
                Text(httpPort),
                "--exit-with",
                self,
            ],
            Log("host")
        );
        var tester = new Supervised(
            "tester",
            Programs.Dotnet,
            [
                testerProgram,
                "--serial",
                Serial,
                "--broker",
                $"127.0.0.1:{Text(brokerPort)}",
                "--speed",
                "fast",
                "--wait-for-broker",
                "--state",
                testerFolder,
                "--seed",
                Text(options.Seed),
                "--cells",
                string.Join(',', cells.Select(c => c.Cell)),
                "--exit-with",
                self,
            ],
            Log("tester")
        );
        var processes = new DemoProcesses(
            broker,
            host,
            tester,
            $"http://127.0.0.1:{Text(httpPort)}",
            testerFolder
        );
        try
        {
            await processes.WaitUntilReadyAsync(cancellation);
            return processes;
        }
        catch
        {
            await processes.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the tester: nothing is left to measure.</summary>
    public ValueTask StopTesterAsync() => tester.DisposeAsync();

    /// <summary>Ends all three.</summary>
    public async ValueTask DisposeAsync()
    {
        await tester.DisposeAsync();
        await host.DisposeAsync();
        await broker.DisposeAsync();
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellation)
    {
        using var client = new HostClient(Address);
        var until = DateTime.UtcNow + TimeSpan.FromSeconds(60);
        while (DateTime.UtcNow < until)
        {
            if (
                await client.IsReadyAsync(cancellation)
                && (await client.ChannelsAsync(cancellation)).Any(c => c.Device == Serial && c.Online)
            )
                return;
            if (new[] { host, tester }.FirstOrDefault(p => p.Restarts > 3) is { } dead)
                throw new CliException(
                    ExitCode.Unavailable,
                    $"the {dead.Name} does not start; its last words:\n{dead.LogTail(8)}"
                );
            await Task.Delay(100, cancellation);
        }
        throw new CliException(
            ExitCode.Unavailable,
            "broker, host and tester did not find each other in a minute; their last words:\n"
                + string.Join('\n', new[] { host, tester }.Select(p => $"{p.Name}: {p.LogTail(3)}"))
        );
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
