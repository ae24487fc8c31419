using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using EdgeTester.Contracts;
using EdgeTester.Host.Tests.Messaging;
using EdgeTester.Messaging;
using EdgeTester.Mqtt;
using EdgeTester.Service.Analyses;
using EdgeTester.Storage;
using EdgeTester.Storage.Postgres;
using EdgeTester.Storage.Sqlite;

namespace EdgeTester.Host.Tests.Storage;

/// <summary>
/// This test program started again as a process of its own that a test can kill -9: an environment variable says what it
/// is to be, and then it never comes as far as the tests.
/// </summary>
public sealed class Child : IDisposable
{
    private const string Role = "EDGETESTER_TEST_CHILD";
    private readonly Process process;

    private Child(Process process)
    {
        this.process = process;
    }

    /// <summary>Appends blocks of 10 samples for ever and says after each commit up to where it is durable.</summary>
    public static Child StoreWriter(string database)
    {
        return Start("store", database);
    }

    /// <summary>Packs a store, says "cut" after so many steps, and kills itself at once.</summary>
    public static Child Compactor(string address, string schema, int steps)
    {
        return Start("compact", address, schema, steps.ToString());
    }

    /// <summary>An analysis worker with a lease of so many milliseconds; works for ever.</summary>
    public static Child Worker(string address, string schema, int lease)
    {
        return Start("worker", address, schema, lease.ToString());
    }

    /// <summary>An ingest on a database and a broker; says "ready".</summary>
    public static Child Host(string database, int port)
    {
        return Start("host", database, port.ToString());
    }

    /// <summary>An ingest on a PostgreSQL that shares the records with others of its group; says "ready".</summary>
    public static Child Replica(string address, string schema, int port)
    {
        return Start("host", address, port.ToString(), schema);
    }

    /// <summary>Starts a broker in a folder, says its process number and waits for ever.</summary>
    public static Child BrokerOwner(string folder)
    {
        return Start("broker", folder);
    }

    public StreamReader Output => process.StandardOutput;

    public Task ExitedAsync()
    {
        return process.WaitForExitAsync();
    }

    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            Kill();
        process.Dispose();
    }

    private static Child Start(params string[] role)
    {
        var info = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        // Under "dotnet X.dll" the process is dotnet itself.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            info.ArgumentList.Add(typeof(Child).Assembly.Location);
        info.Environment[Role] = string.Join('\n', role);
        return new Child(Process.Start(info)!);
    }

    [ModuleInitializer]
    internal static void Become()
    {
        string? role = Environment.GetEnvironmentVariable(Role);
        if (role == null)
            return;
        Environment.SetEnvironmentVariable(Role, null);
        // While an initializer runs, no other thread may enter its module; a second copy of it is free of that.
        Assembly copy = new AssemblyLoadContext("child").LoadFromAssemblyPath(
            typeof(Child).Assembly.Location
        );
        MethodInfo run = copy.GetType(typeof(Child).FullName!)!
            .GetMethod(nameof(Run), BindingFlags.NonPublic | BindingFlags.Static)!;
        run.Invoke(null, [role.Split('\n')]);
        Environment.Exit(3);
    }

    private static void Run(string[] role)
    {
        _ = Task.Run(() => RunAsync(role));
        // A child whose test has gone ends with it: its input closes.
        while (Console.In.Read() >= 0) { }
    }

    private static async Task RunAsync(string[] role)
    {
        try
        {
            await WorkAsync(role);
        }
        catch (Exception e)
        {
            Console.WriteLine(e);
            Console.Out.Flush();
        }
    }

    private static Task WorkAsync(string[] role)
    {
        return role[0] switch
        {
            "store" => WriteForEverAsync(role[1]),
            "compact" => CompactAsync(role[1], role[2], int.Parse(role[3])),
            "worker" => WorkAsync(OpenStore(role[1], role[2]), int.Parse(role[3])),
            "host" => HostAsync(
                OpenStore(role[1], role.Length > 3 ? role[3] : ""),
                int.Parse(role[2]),
                role.Length > 3 ? "hosts" : null
            ),
            _ => OwnBrokerAsync(role[1]),
        };
    }

    private static async Task WriteForEverAsync(string database)
    {
        SqliteRunStore store = SqliteRunStore.Open(
            new SqliteOptions { Path = database, MinimumFreeBytes = 0 },
            TimeProvider.System
        );
        ChannelProgress? progress = await store.FindProgressAsync(Frames.Run, 0, default);
        long next = progress?.NextSequence ?? 0;
        while (true)
        {
            var frames = new List<IncomingFrame>();
            for (int k = 0; k < 5; k++, next += 10)
                frames.Add(Frames.Decode(Frames.Block(next, 10)));
            AppendResult result = await store.AppendAsync(frames, default);
            Console.WriteLine(result.Progress[0].NextSequence);
            Console.Out.Flush();
        }
    }

    private static IRunStore OpenStore(string address, string schema)
    {
        return schema.Length > 0
            ? PostgresRunStore.Open(
                new PostgresOptions { Address = address, Schema = schema },
                TimeProvider.System
            )
            : RunStores.Open(address, TimeProvider.System);
    }

    private static Task WorkAsync(IRunStore store, int lease)
    {
        var options = new AnalysisWorkerOptions
        {
            Name = "child " + Environment.ProcessId,
            Lease = TimeSpan.FromMilliseconds(lease),
        };
        return new AnalysisWorker(store, TimeProvider.System, options).RunAsync(default);
    }

    private static async Task CompactAsync(string address, string schema, int steps)
    {
        IRunStore store = OpenStore(address, schema);
        int left = steps;
        void Cut(CompactionStep step)
        {
            if (--left > 0)
                return;
            Console.WriteLine("cut");
            Console.Out.Flush();
            Process.GetCurrentProcess().Kill();
            Thread.Sleep(Timeout.Infinite);
        }
        // One after the other, so that each cut is at a place of its own.
        await store.CompactAsync(
            new CompactionOptions
            {
                SamplesPerSegment = 50,
                SegmentsAtOnce = 1,
                Told = Cut,
            },
            default
        );
    }

    private static async Task HostAsync(IRunStore store, int port, string? group)
    {
        var options = new MqttOptions
        {
            Host = "127.0.0.1",
            Port = port,
            ClientId = "host-" + Environment.ProcessId,
        };
        var ingest = new Ingest(
            MqttClients.Create(options),
            store,
            new IngestOptions { GapPatience = TimeSpan.FromMilliseconds(200), ShareGroup = group },
            TimeProvider.System
        );
        await ingest.StartAsync(true, default);
        Console.WriteLine("ready");
        await Task.Delay(Timeout.Infinite);
    }

    private static async Task OwnBrokerAsync(string folder)
    {
        MosquittoBroker broker = await MosquittoBroker.StartAsync(
            new MosquittoBrokerOptions { Folder = folder },
            default
        );
        Console.WriteLine(broker.ProcessId);
        await Task.Delay(Timeout.Infinite);
    }
}
