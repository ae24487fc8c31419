using System.Diagnostics;
using System.Globalization;
using EdgeTester.Benchmarks.Ingest;
using EdgeTester.Contracts;
using EdgeTester.Messaging;
using EdgeTester.Storage;
using EdgeTester.Storage.Postgres;

namespace EdgeTester.Benchmarks.Store;

/// <summary>
/// A run of 40 million samples (8 channels of 5 million, one a second for two months), put in through the store's own
/// interface: how large it is as it comes and packed, and how quickly it opens.
/// </summary>
public static class LongRunBenchmarks
{
    private const int Channels = 8;
    private const int PerBlock = 100;
    private const int BlocksAtOnce = 4000;
    private static readonly RunId Run = new(40, 1);

    /// <summary>Runs all measurements and writes their figures, one a line.</summary>
    /// <param name="output">Where the figures go.</param>
    /// <param name="samples">Samples of the whole run.</param>
    /// <param name="inPostgres">In PostgreSQL, else SQLite.</param>
    public static async Task MeasureAsync(TextWriter output, long samples, bool inPostgres)
    {
        using var folder = new TemporaryFolder();
        if (!inPostgres)
        {
            Measure(output, "SQLite", () => folder.Open(), samples);
            return;
        }
        await using PostgresServer server = await PostgresServer.StartAsync(folder.Path, [], default);
        Measure(
            output,
            "PostgreSQL",
            () =>
                PostgresRunStore.Open(new PostgresOptions { Address = server.Address }, TimeProvider.System),
            samples
        );
    }

    /// <summary>The same on any store.</summary>
    /// <param name="output">Where the figures go.</param>
    /// <param name="name">Name of the store.</param>
    /// <param name="open">Opens the store, which is empty at first.</param>
    /// <param name="samples">Samples of the whole run.</param>
    public static void Measure(TextWriter output, string name, Func<IRunStore> open, long samples)
    {
        IRunStore store = open();
        long empty = store.MeasureSize();
        long perChannel = samples / Channels;
        Timed(output, name + ": put in", () => Fill(store, perChannel), 1);
        Close(store);
        store = open();
        Write(output, name + ": as it came", $"{Rate(store, empty, samples):0.00} bytes/sample on the disk");
        Timed(
            output,
            name + ": pack and give the room back",
            () =>
                (long)
                    store
                        .CompactAsync(new CompactionOptions { IncludeRest = true, Shrink = true }, default)
                        .GetAwaiter()
                        .GetResult()
                        .Segments,
            1
        );
        Close(store);
        store = open();
        Write(output, name + ": packed", $"{Rate(store, empty, samples):0.00} bytes/sample on the disk");
        Read(output, name, store, perChannel);
        Close(store);
    }

    private static void Read(TextWriter output, string name, IRunStore store, long perChannel)
    {
        long end = perChannel * 1_000_000;
        Timed(output, name + ": open (overview of 2,000 points, all 8 channels)", () => Overviews(store), 5);
        foreach (double share in new[] { 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.001, 0.0001 })
        {
            long from = (long)(end * 0.37);
            long to = from + (long)(end * share);
            Timed(
                output,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name}: zoom to {share:P2} of a channel, 2,000 points"
                ),
                () => store.ReadOverview(Run, 3, from, to, 2000).Counts.Count,
                5
            );
        }
        Timed(
            output,
            name + ": summary of all cycles, all 8 channels",
            () =>
                Enumerable
                    .Range(0, Channels)
                    .Sum(channel => CycleSummary.Of(store.ReadSteps(Run, (byte)channel)).Count),
            5
        );
        Timed(
            output,
            name + ": read all samples of a channel",
            () => store.ReadBlocks(Run, 0).Sum(block => (long)block.Count),
            1
        );
        Timed(
            output,
            name + ": verify a channel, every frame made again",
            () => store.Verify(Run, 0)!.Samples,
            1
        );
    }

    private static long Overviews(IRunStore store)
    {
        long points = 0;
        for (byte channel = 0; channel < Channels; channel++)
            points += store.ReadOverview(Run, channel, 0, long.MaxValue, 2000).Counts.Count;
        return points;
    }

    private static long Fill(IRunStore store, long perChannel)
    {
        var generator = new BlockGenerator(4);
        var decoder = new FrameDecoder();
        for (byte channel = 0; channel < Channels; channel++)
        for (long next = 0; next < perChannel; )
        {
            var frames = new List<IncomingFrame>();
            for (int k = 0; k < BlocksAtOnce && next < perChannel; k++, next += PerBlock)
            {
                decoder.TryDecode(
                    "bench",
                    generator.Make(Run, channel, next, PerBlock),
                    out IncomingFrame? frame
                );
                frames.Add(frame!);
            }
            store.AppendAsync(frames, default).GetAwaiter().GetResult();
        }
        return perChannel * Channels;
    }

    private static double Rate(IRunStore store, long empty, long samples)
    {
        return (double)(store.MeasureSize() - empty) / samples;
    }

    private static void Close(IRunStore store)
    {
        store.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    /// <summary>The best of some rounds, in wall time and processor time of this process: other work on the machine only makes it longer.</summary>
    private static void Timed(TextWriter output, string name, Func<long> work, int rounds)
    {
        long result = 0;
        double wall = double.MaxValue;
        double processor = double.MaxValue;
        for (int k = 0; k < rounds; k++)
        {
            TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
            var clock = Stopwatch.StartNew();
            result = work();
            wall = Math.Min(wall, clock.Elapsed.TotalMilliseconds);
            processor = Math.Min(
                processor,
                (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds
            );
        }
        Write(output, name, $"{wall:0.0} ms, processor {processor:0} ms ({result})");
    }

    private static void Write(TextWriter output, string name, FormattableString figures)
    {
        long memory = Process.GetCurrentProcess().WorkingSet64 / 1_000_000;
        output.WriteLine($"{name}: {figures.ToString(CultureInfo.InvariantCulture)}; memory {memory} MB");
        output.Flush();
    }
}
