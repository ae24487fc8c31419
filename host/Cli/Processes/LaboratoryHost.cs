using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EdgeTester.Cli.Client;
using EdgeTester.Cli.Infrastructure;

namespace EdgeTester.Cli.Processes;

/// <summary>A broker and a host with its store as processes of their own, started again when they die. Virtual testers come and go beside them.</summary>
internal sealed class LaboratoryHost : IAsyncDisposable
{
    private readonly BrokerKeeper broker;
    private readonly Supervised host;
    private readonly string folder;
    private readonly string testerProgram;

    private LaboratoryHost(
        BrokerKeeper broker,
        Supervised host,
        string folder,
        string testerProgram,
        string address
    )
    {
        this.broker = broker;
        this.host = host;
        this.folder = folder;
        this.testerProgram = testerProgram;
        Address = address;
    }

    /// <summary>Address of page and API.</summary>
    public string Address { get; }

    /// <summary>Folder of the store.</summary>
    public string DataFolder => Path.Combine(folder, "data");

    /// <summary>Port of the broker on the loopback address.</summary>
    public int BrokerPort => broker.Port;

    /// <summary>Process number of the broker just now.</summary>
    public int BrokerProcessId => broker.ProcessId;

    /// <summary>Process number of the host just now.</summary>
    public int HostProcessId => host.ProcessId;

    /// <summary>Names and process numbers, for people who want to kill one.</summary>
    public string InWords => $"broker {broker.ProcessId}, host {host.ProcessId}";

    /// <summary>What had to be started again and how often.</summary>
    public IEnumerable<(string Name, int Restarts)> Restarts =>
        [("broker", broker.Restarts), ("host", host.Restarts)];

    /// <summary>Starts broker and host and waits until the host answers.</summary>
    /// <param name="folder">Where data and logs go.</param>
    /// <param name="httpPort">Port of the page, 0 = any that is free.</param>
    /// <param name="progress">Told when something has to be built first.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="store">Address of the store; null = a file in the folder of the data.</param>
    /// <exception cref="CliException">One does not come up; the message holds its last words.</exception>
    public static async Task<LaboratoryHost> StartAsync(
        string folder,
        int httpPort,
        TextWriter progress,
        CancellationToken cancellation,
        string? store = null
    )
    {
        var testerProgram = Programs.VirtualTester(progress);
        Directory.CreateDirectory(folder);
        var broker = await BrokerKeeper.StartAsync(Path.Combine(folder, "broker"), cancellation);
        var port = httpPort == 0 ? FreePort() : httpPort;
        var host = new Supervised(
            "host",
            Programs.Dotnet,
            [
                Programs.Self,
                "serve",
                "--data",
                Path.Combine(folder, "data"),
                "--broker",
                $"127.0.0.1:{Text(broker.Port)}",
                "--port",
                Text(port),
                "--exit-with",
                Text(Environment.ProcessId),
                .. store is null ? Array.Empty<string>() : ["--store", store],
            ],
            Path.Combine(folder, "host.log")
        );
        var laboratory = new LaboratoryHost(
            broker,
            host,
            folder,
            testerProgram,
            $"http://127.0.0.1:{Text(port)}"
        );
        try
        {
            using var client = new HostClient(laboratory.Address);
            await Readiness.WaitAsync(client.IsReadyAsync, [host], cancellation);
            return laboratory;
        }
        catch
        {
            await laboratory.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a virtual tester, and waits until the host knows it.</summary>
    /// <param name="serial">Its name.</param>
    /// <param name="cells">A cell a channel.</param>
    /// <param name="seed">Seed of noise.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="port">Port where it finds the broker; null = the broker's own.</param>
    /// <param name="speed">fast, real, or simulated seconds a second.</param>
    /// <param name="withErrors">Parts with the errors that data sheets allow.</param>
    /// <param name="hasModule">With the 1 MHz option module.</param>
    /// <param name="longestTickSeconds">Longest time between two readings of a steady cell, in simulated seconds.</param>
    /// <exception cref="CliException">It does not come up; the message holds its last words.</exception>
    public async Task<LaboratoryTester> StartTesterAsync(
        string serial,
        IEnumerable<string> cells,
        int seed,
        CancellationToken cancellation,
        int? port = null,
        string speed = "fast",
        bool withErrors = false,
        bool hasModule = false,
        int longestTickSeconds = 1
    )
    {
        var state = Path.Combine(folder, serial);
        Directory.CreateDirectory(state);
        var process = new Supervised(
            serial,
            Programs.Dotnet,
            [
                testerProgram,
                "--serial",
                serial,
                "--broker",
                $"127.0.0.1:{Text(port ?? broker.Port)}",
                "--speed",
                speed,
                "--wait-for-broker",
                "--state",
                state,
                "--seed",
                Text(seed),
                "--cells",
                string.Join(',', cells),
                "--longest-tick",
                Text(longestTickSeconds),
                "--exit-with",
                Text(Environment.ProcessId),
                .. withErrors ? ["--errors"] : Array.Empty<string>(),
                .. hasModule ? ["--option-1mhz"] : Array.Empty<string>(),
            ],
            Path.Combine(folder, serial + ".log")
        );
        try
        {
            using var client = new HostClient(Address);
            await Readiness.WaitAsync(
                async token => (await client.ChannelsAsync(token)).Any(c => c.Device == serial && c.Online),
                [host, process],
                cancellation
            );
            return new LaboratoryTester(serial, process, Path.Combine(state, "truths.jsonl"));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends host and broker.</summary>
    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await broker.DisposeAsync();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
