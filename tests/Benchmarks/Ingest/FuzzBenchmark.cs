using System.Diagnostics;
using System.Globalization;
using EdgeTester.Contracts;
using EdgeTester.Messaging;
using EdgeTester.Mqtt;
using EdgeTester.Storage.Sqlite;

namespace EdgeTester.Benchmarks.Ingest;

/// <summary>
/// Damaged frames on good and bad topics through a real broker for minutes: the ingest must neither end nor grow, and account for every message.
/// An honest device works beside it.
/// </summary>
internal static class FuzzBenchmark
{
    private const int Window = 200;

    /// <summary>Runs it and prints what it saw; true when every message was accounted for.</summary>
    public static async Task<bool> RunAsync(TextWriter output, TimeSpan length)
    {
        using var folder = new TemporaryFolder();
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(
            new MosquittoBrokerOptions { Folder = folder.Path },
            default
        );
        await using SqliteRunStore store = folder.Open();
        await using var ingest = new Messaging.Ingest(
            MqttClients.Create(Options(broker, "host")),
            store,
            new IngestOptions(),
            TimeProvider.System
        );
        await ingest.StartAsync(true, default);
        await using IMqttClient noise = MqttClients.Create(Options(broker, "noise"));
        await noise.StartAsync(true, default);
        await using var honest = new LoadDevice("honest", Options(broker, "honest"), 8, 100, 1);
        await honest.StartAsync();
        using var until = new CancellationTokenSource(length);
        Task working = Task.Factory.StartNew(
            () => honest.Send(window: 4, 50, until.Token),
            TaskCreationOptions.LongRunning
        );
        var random = new Random(20261122);
        var clock = Stopwatch.StartNew();
        long sent = 0;
        long memoryEarly = 0;
        var underWay = new Queue<Task>();
        while (clock.Elapsed < length)
        {
            underWay.Enqueue(noise.PublishAsync(Topic(random), Damaged(random), true, false, default));
            sent++;
            if (underWay.Count >= Window)
                await underWay.Dequeue();
            if (memoryEarly == 0 && clock.Elapsed > length / 5)
                memoryEarly = Process.GetCurrentProcess().WorkingSet64;
        }
        await Task.WhenAll(underWay);
        await working;
        long expected = sent + honest.Sent;
        while (
            (ingest.Counters.Messages < expected || ingest.Counters.Waiting > 0)
            && clock.Elapsed < length * 1.2 + TimeSpan.FromSeconds(30)
        )
            await Task.Delay(100);
        await Task.Delay(2000);
        IngestCounters counters = ingest.Counters;
        long accounted =
            counters.Stored
            + counters.Duplicates
            + counters.Quarantined
            + counters.Dropped
            + counters.Refused;
        long written = store.CountQuarantined().Sum(one => one.Count);
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                {length.TotalMinutes:F1} min: {sent} damaged messages and {honest.Sent} good blocks, {counters.Messages} came in
                stored {counters.Stored}, doubled {counters.Duplicates}, quarantined {counters.Quarantined} ({written} counted in the store), dropped {counters.Dropped}, refused {counters.Refused}: {accounted} accounted for
                good blocks durable: {honest.Durable} of {honest.Sent}
                memory of the process: {memoryEarly
                    / 1e6:F0} MB after a fifth, {Process.GetCurrentProcess().WorkingSet64
                    / 1e6:F0} MB at the end
                """
            )
        );
        return accounted == counters.Messages
            && written == counters.Quarantined
            && honest.Durable == honest.Sent;
    }

    private static string Topic(Random random) =>
        random.Next(8) switch
        {
            0 => "cell/" + Word(random) + "/up/" + Word(random),
            1 => "cell/fuzz/up/" + random.Next(-5, 300).ToString(CultureInfo.InvariantCulture) + "/records",
            _ => Topics.Records(
                "fuzz" + random.Next(3).ToString(CultureInfo.InvariantCulture),
                random.Next(4)
            ),
        };

    private static string Word(Random random) =>
        new([.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => Letter(random))]);

    private static char Letter(Random random)
    {
        char letter = (char)(random.Next(2) == 0 ? random.Next(33, 126) : random.Next(161, 500));
        return letter is '+' or '#' or '/' ? 'x' : letter;
    }

    private static byte[] Damaged(Random random)
    {
        byte[] payload = new BlockGenerator(random.Next(8)).Make(
            new RunId((ulong)random.Next(4), 1),
            (byte)random.Next(4),
            random.Next(1000),
            random.Next(1, 100)
        );
        for (int flips = random.Next(1, 6); flips > 0; flips--)
            payload[random.Next(payload.Length)] ^= (byte)(1 << random.Next(8));
        if (random.Next(4) == 0)
            payload = payload[..random.Next(payload.Length)];
        // Half of the noise has a right checksum, so that it reaches the decoders behind it.
        if (random.Next(2) == 0 && payload.Length > 48)
            Frame.Seal(payload, 0, payload.Length - 4);
        return payload;
    }

    private static MqttOptions Options(MosquittoBroker broker, string name) =>
        new()
        {
            Host = broker.Host,
            Port = broker.Port,
            ClientId = name,
            MaximumInFlight = Window,
        };
}
