using System.Net.Http.Json;
using System.Text.Json.Nodes;
using EdgeTester.Service;

namespace EdgeTester.Host.Tests.Service;

/// <summary>A host on a free loopback port over a database of its own; fails when the host logged something that nobody expected.</summary>
internal sealed class HostBench : IAsyncDisposable
{
    private readonly string _folder;
    private readonly List<string> _log;

    private HostBench(EdgeTesterHost host, string folder, List<string> log)
    {
        Host = host;
        _folder = folder;
        _log = log;
        Http = new HttpClient { BaseAddress = host.Address };
    }

    public EdgeTesterHost Host { get; private set; }

    public HttpClient Http { get; private set; }

    public IReadOnlyList<string> Log
    {
        get
        {
            lock (_log)
                return _log.ToArray();
        }
    }

    public static async Task<HostBench> StartAsync(
        BrokerAddress? broker = null,
        string? folder = null,
        double commandSeconds = 120
    )
    {
        folder ??= Directory.CreateTempSubdirectory("edgetester-host-").FullName;
        var log = new List<string>();
        var host = await EdgeTesterHost.StartAsync(
            Options(folder, broker, log, commandSeconds),
            TimeProvider.System,
            Cancelled
        );
        return new HostBench(host, folder, log);
    }

    /// <summary>Ends the host and starts another one on the same database.</summary>
    public async Task RestartAsync()
    {
        await Host.DisposeAsync();
        Http.Dispose();
        Host = await EdgeTesterHost.StartAsync(
            Options(_folder, null, _log, 120),
            TimeProvider.System,
            Cancelled
        );
        Http = new HttpClient { BaseAddress = Host.Address };
    }

    public async Task<JsonNode> GetAsync(string path) =>
        (await Http.GetFromJsonAsync<JsonNode>(path, Cancelled))!;

    /// <summary>Adds a run and waits until its spectra are analysed.</summary>
    public async Task AddAsync(StoredRun run, Func<int, bool>? drop = null)
    {
        await run.StoreAsync(Host.Store, drop);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        limit.CancelAfter(TimeSpan.FromSeconds(300));
        await Host.WhenAnalysedAsync(limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
        try
        {
            Directory.Delete(_folder, true);
        }
        catch (IOException)
        {
            // On Windows a file may be held for a moment longer; the system clears its temporary folder.
        }
        Assert.DoesNotContain(Log, line => line.Contains("failed", StringComparison.Ordinal));
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static HostOptions Options(
        string folder,
        BrokerAddress? broker,
        List<string> log,
        double commandSeconds
    ) =>
        new()
        {
            DatabasePath = Path.Combine(folder, "edgetester.db"),
            HttpPort = 0,
            Broker = broker,
            CommandTimeout = TimeSpan.FromSeconds(commandSeconds),
            Log = line =>
            {
                lock (log)
                    log.Add(line);
            },
        };
}
