using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using EdgeTester.Contracts;
using EdgeTester.Messaging;
using EdgeTester.Mqtt;
using EdgeTester.Storage;
using EdgeTester.Storage.Postgres;
using EdgeTester.Storage.Sql;
using EdgeTester.Storage.Sqlite;

namespace EdgeTester.Benchmarks.Ingest;

/// <summary>
/// How much the host takes in with every acknowledged block on the disk, and how quickly it shows it again. Load
/// generator, broker and host run together on this machine.
/// </summary>
public static class IngestBenchmarks
{
    private const int Samples = 100;

    /// <summary>Runs all measurements with a given length of each load.</summary>
    /// <param name="output">Where the figures go.</param>
    /// <param name="length">How long each load lasts.</param>
    /// <param name="parts">Which ones: alone, rows, overview, sqlite, pipe, postgres; empty = all.</param>
    public static void Run(TextWriter output, TimeSpan length, IReadOnlySet<string> parts)
    {
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Environment.ProcessorCount} cores, {Environment.OSVersion.VersionString}, .NET {Environment.Version}, server GC {GCSettings.IsServerGC}, {DateTime.UtcNow:yyyy-MM-dd}"
            )
        );
        if (Wanted("alone"))
            using (var folder = new TemporaryFolder())
                StoreAlone(output, length, "SQLite", folder.Open(), null);
        if (Wanted("rows"))
            RowPerSample.Measure(output, length);
        if (Wanted("overview"))
            Overview(output);
        if (!MosquittoBroker.IsInstalled)
            output.WriteLine("mosquitto is not installed: apt-get install mosquitto libmosquitto1");
        if (MosquittoBroker.IsInstalled && Wanted("sqlite"))
            WithBroker(output, length, "SQLite", null);
        if (MosquittoBroker.IsInstalled && Wanted("pipe"))
            PlainPipe.MeasureAsync(output, length).GetAwaiter().GetResult();
        if (!PostgresServer.IsInstalled)
            output.WriteLine("PostgreSQL is not installed: apt-get install postgresql");
        else if (Wanted("postgres"))
            WithPostgresAsync(output, length).GetAwaiter().GetResult();

        bool Wanted(string part) => parts.Count == 0 || parts.Contains(part);
    }

    private static void WithBroker(TextWriter output, TimeSpan length, string name, PostgresServer? server)
    {
        EndToEndAsync(output, length, name + ", as fast as it goes", 0, server).GetAwaiter().GetResult();
        EndToEndAsync(output, length, name + ", at 1,000 blocks/s", 1000, server).GetAwaiter().GetResult();
    }

    private static async Task WithPostgresAsync(TextWriter output, TimeSpan length)
    {
        string folder = Directory.CreateTempSubdirectory("edgetester-bench-").FullName;
        await using (PostgresServer server = await PostgresServer.StartAsync(folder, [], default))
        {
            StoreAlone(output, length, "PostgreSQL", OpenSchema(server, "alone"), server);
            if (MosquittoBroker.IsInstalled)
                WithBroker(output, length, "PostgreSQL", server);
        }
        Directory.Delete(folder, recursive: true);
    }

    private static PostgresRunStore OpenSchema(PostgresServer server, string schema)
    {
        return PostgresRunStore.Open(
            new PostgresOptions { Address = server.Address, Schema = schema },
            TimeProvider.System
        );
    }

    private static void StoreAlone(
        TextWriter output,
        TimeSpan length,
        string name,
        IRunStore store,
        PostgresServer? server
    )
    {
        const int channels = 200;
        var decoder = new FrameDecoder();
        var generator = new BlockGenerator(1);
        long blocks = 0;
        long bytes = 0;
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        TimeSpan serverBefore = ServerTime.Of(server);
        var clock = Stopwatch.StartNew();
        for (long next = 0; clock.Elapsed < length; next += Samples)
        {
            var frames = new List<IncomingFrame>(channels);
            for (int channel = 0; channel < channels; channel++)
            {
                byte[] frame = generator.Make(new RunId(1, (ulong)channel + 1), (byte)channel, next, Samples);
                decoder.TryDecode("bench", frame, out IncomingFrame? decoded);
                frames.Add(decoded!);
                bytes += frame.Length;
            }
            store.AppendAsync(frames, default).GetAwaiter().GetResult();
            blocks += frames.Count;
        }
        double seconds = clock.Elapsed.TotalSeconds;
        TimeSpan used = Process.GetCurrentProcess().TotalProcessorTime - before;
        TimeSpan served = ServerTime.Of(server) - serverBefore;
        double perSample = (double)store.MeasureSize() / (blocks * Samples);
        store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Write(
            output,
            $"store alone, {name}, 200 channels",
            $"{blocks / seconds:0} blocks/s ({blocks * Samples / seconds / 1e6:0.00} M samples/s), {used.TotalMilliseconds * 1000 / blocks:0} us of processor a block here and {served.TotalMilliseconds * 1000 / blocks:0} in the server, {bytes / (double)(blocks * Samples):0.00} bytes/sample on the wire, {perSample:0.00} on the disk"
        );
    }

    private static void Overview(TextWriter output)
    {
        using var folder = new TemporaryFolder();
        SqliteRunStore store = folder.Open();
        const int perBlock = 60;
        const long total = 5_040_000;
        var run = new RunId(1, 1);
        var decoder = new FrameDecoder();
        var generator = new BlockGenerator(2);
        for (long next = 0; next < total; )
        {
            var frames = new List<IncomingFrame>();
            for (int k = 0; k < 2000 && next < total; k++, next += perBlock)
            {
                decoder.TryDecode("bench", generator.Make(run, 0, next, perBlock), out IncomingFrame? frame);
                frames.Add(frame!);
            }
            store.AppendAsync(frames, default).GetAwaiter().GetResult();
        }
        Time(
            output,
            "overview of 5.04 M samples in 2,000 points",
            () => store.ReadOverview(run, 0, 0, long.MaxValue, 2000).Counts.Count
        );
        long middle = total / 2 * 1_000_000;
        Time(
            output,
            "zoom to 1 % of it in 2,000 points",
            () => store.ReadOverview(run, 0, middle, middle + total * 10_000, 2000).Counts.Count
        );
        Time(
            output,
            "zoom to 2,000 samples",
            () => store.ReadOverview(run, 0, middle, middle + 2_000_000_000, 2000).Counts.Count
        );
        Time(output, "read all samples", () => store.ReadBlocks(run, 0).Sum(block => block.Count));
        Time(output, "verify", () => (int)store.Verify(run, 0)!.Records);
        store.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private static async Task EndToEndAsync(
        TextWriter output,
        TimeSpan length,
        string name,
        double blocksPerSecond,
        PostgresServer? server
    )
    {
        const int devices = 4;
        const int channels = 25;
        using var folder = new TemporaryFolder();
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(
            new MosquittoBrokerOptions { Folder = folder.Path },
            default
        );
        await using SqlRunStore store =
            server == null ? folder.Open() : OpenSchema(server, "rate_" + (int)blocksPerSecond);
        await using var ingest = new Messaging.Ingest(
            MqttClients.Create(Options(broker, "host")),
            store,
            new IngestOptions(),
            TimeProvider.System
        );
        await ingest.StartAsync(true, default);
        var load = new List<LoadDevice>();
        for (int k = 0; k < devices; k++)
        {
            load.Add(new LoadDevice("load" + k, Options(broker, "load" + k), channels, Samples, k));
            await load[k].StartAsync();
        }
        using var until = new CancellationTokenSource(length);
        TimeSpan processorBefore = Process.GetCurrentProcess().TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        Task[] sending =
        [
            .. load.Select(device =>
                Task.Factory.StartNew(
                    () => device.Send(window: 16, blocksPerSecond / devices, until.Token),
                    TaskCreationOptions.LongRunning
                )
            ),
        ];
        await Task.Delay(length / 4);
        long memoryEarly = Process.GetCurrentProcess().WorkingSet64;
        await Task.WhenAll(sending);
        long durable = load.Sum(device => device.Durable);
        double seconds = clock.Elapsed.TotalSeconds;
        long memoryLate = Process.GetCurrentProcess().WorkingSet64;
        double busy =
            (Process.GetCurrentProcess().TotalProcessorTime - processorBefore).TotalSeconds / seconds;
        while (
            load.Sum(device => device.Durable) < load.Sum(device => device.Sent)
            && clock.Elapsed < length + TimeSpan.FromSeconds(20)
        )
            await Task.Delay(10);

        double[] latencies = [.. load.SelectMany(device => device.Latencies)];
        Array.Sort(latencies);
        long missing = 0;
        long doubled = 0;
        foreach (LoadDevice device in load)
        {
            foreach ((RunId run, byte channel) in device.Channels)
            {
                VerifyReport? report = store.Verify(run, channel);
                missing += report?.Missing ?? 0;
                doubled += report?.Doubled ?? 0;
            }
            await device.DisposeAsync();
        }
        long unacknowledged = load.Sum(device => device.Sent - device.Durable);
        Write(
            output,
            $"end to end, {devices * channels} channels, {name}",
            $"{durable / seconds:0} blocks/s durable and acknowledged ({durable * Samples / seconds / 1e6:0.00} M samples/s), acknowledgement p50 {At(latencies, 0.5):0.0} ms, p99 {At(latencies, 0.99):0.0} ms, worst {At(latencies, 1):0.0} ms, {busy:0.00} cores (host and load, without broker), memory {memoryEarly / 1e6:0} -> {memoryLate / 1e6:0} MB, {missing} missing, {doubled} doubled, {unacknowledged} unacknowledged"
        );
    }

    private static MqttOptions Options(MosquittoBroker broker, string id)
    {
        return new MqttOptions
        {
            Host = broker.Host,
            Port = broker.Port,
            ClientId = id,
            MaximumInFlight = 1000,
        };
    }

    private static double At(double[] sorted, double share)
    {
        return sorted.Length == 0
            ? double.NaN
            : sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)];
    }

    /// <summary>The best of a few, in wall time and processor time: other work on the machine only makes it longer.</summary>
    private static void Time(TextWriter output, string name, Func<int> work)
    {
        const int rounds = 5;
        int result = 0;
        double wall = double.MaxValue;
        double processor = double.MaxValue;
        for (int k = 0; k < rounds; k++)
        {
            TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
            var clock = Stopwatch.StartNew();
            result = work();
            wall = Math.Min(wall, clock.Elapsed.TotalMilliseconds);
            TimeSpan used = Process.GetCurrentProcess().TotalProcessorTime - before;
            processor = Math.Min(processor, used.TotalMilliseconds);
        }
        Write(output, name, $"{wall:0.0} ms, processor {processor:0} ms ({result} results)");
    }

    private static void Write(TextWriter output, string name, FormattableString figures)
    {
        output.WriteLine(name + ": " + figures.ToString(CultureInfo.InvariantCulture));
        output.Flush();
    }
}
