using System.Diagnostics;
using System.Globalization;
using EdgeTester.Cli.Client;
using EdgeTester.Cli.Commands;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Cli.Processes;

namespace EdgeTester.Cli.Chaos;

/// <summary>
/// Many virtual testers measure while host, broker, testers, network and disk are killed, stopped, cut off, slowed and filled at random;
/// then everything heals, the runs are ended, and the stored records are counted.
/// </summary>
internal sealed class ChaosRunner(ChaosOptions options, TextWriter progress)
{
    private const int ChannelsPerTester = 8;
    private const int DiskMegabytes = 512;

    private const string Plan = """
        {
          "name": "chaos",
          "sample": { "name": "dummy-rc", "cell_type": "dummy" },
          "record": { "time_s": 0.5 },
          "safety": { "max_voltage_V": 6, "min_voltage_V": -6, "max_current_mA": 10 },
          "resume": "continue",
          "method": [
            { "step": "tag", "tag": "cycle" },
            { "step": "constant_current", "current_mA": 0.05, "until_time_s": 7 },
            { "step": "open_circuit_voltage", "until_time_s": 3 },
            { "step": "constant_current", "current_mA": -0.05, "until_time_s": 7 },
            { "step": "loop", "loop_to": "cycle", "cycle_count": 100000 }
          ]
        }
        """;

    private readonly Stopwatch watch = Stopwatch.StartNew();

    /// <summary>Runs it.</summary>
    public async Task<ChaosOutcome> RunAsync(CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows())
            throw new CliException(
                ExitCode.Unavailable,
                "chaos stops and kills processes by Unix signals: use Linux or macOS"
            );
        var folder = Path.GetFullPath(options.Folder);
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new CliException(
                ExitCode.Usage,
                $"{folder} is not empty: name another folder with --output"
            );
        using var disk = SmallDisk.TryMount(
            Path.Combine(folder, options.OnPostgres ? "postgres" : "data"),
            DiskMegabytes
        );
        string[] notPossible = disk is null ? ["disk filled: mounting a small disk needs root on Linux"] : [];
        foreach (var one in notPossible)
            Say("not possible here: " + one);
        await using var store = options.OnPostgres
            ? await StoreKeeper.StartAsync(Path.Combine(folder, "postgres"), cancellation)
            : null;
        await using var laboratory = await LaboratoryHost.StartAsync(
            folder,
            0,
            progress,
            cancellation,
            store?.Address
        );
        await using var links = new LinkProxy(laboratory.BrokerPort);
        var testers = new List<LaboratoryTester>();
        try
        {
            await StartTestersAsync(laboratory, links.Port, testers, cancellation);
            using var client = new HostClient(laboratory.Address);
            var runs = await StartRunsAsync(client, testers, cancellation);
            var counts = await BreakAsync(
                new Faults(laboratory, testers, links, disk, store, new Random(options.Seed)),
                cancellation
            );
            Say(
                "no more faults; ending the runs and waiting until every tester has handed over its journal ..."
            );
            var healed = Stopwatch.StartNew();
            var isDone = await CatchUpAsync(client, testers, runs, cancellation);
            var seconds = healed.Elapsed.TotalSeconds;
            return await CountAsync(
                client,
                runs,
                counts,
                notPossible,
                laboratory
                    .Restarts.Concat([("testers", testers.Sum(t => t.Restarts))])
                    .Concat(store is null ? [] : [("store", store.Restarts)]),
                isDone ? seconds : null,
                cancellation
            );
        }
        finally
        {
            await Task.WhenAll(testers.Select(t => t.DisposeAsync().AsTask()));
        }
    }

    private async Task StartTestersAsync(
        LaboratoryHost laboratory,
        int port,
        List<LaboratoryTester> testers,
        CancellationToken cancellation
    )
    {
        Say($"starting {options.Testers} virtual testers with {ChannelsPerTester} channels each ...");
        foreach (var group in Enumerable.Range(1, options.Testers).Chunk(4))
            testers.AddRange(
                await Task.WhenAll(
                    group.Select(k =>
                        laboratory.StartTesterAsync(
                            string.Create(CultureInfo.InvariantCulture, $"chaos-{k:D3}"),
                            Enumerable.Repeat("dummy-rc", ChannelsPerTester),
                            options.Seed + k,
                            cancellation,
                            port,
                            "real"
                        )
                    )
                )
            );
    }

    private async Task<IReadOnlyList<(string Run, string Device, int Channel)>> StartRunsAsync(
        HostClient client,
        IReadOnlyList<LaboratoryTester> testers,
        CancellationToken cancellation
    )
    {
        var runs = new List<(string, string, int)>();
        foreach (var tester in testers)
            for (var channel = 0; channel < ChannelsPerTester; channel++)
            {
                var answer = await RunCommand.StartAsync(
                    client,
                    Plan,
                    tester.Serial,
                    channel,
                    $"{tester.Serial} channel {channel}",
                    cancellation
                );
                runs.Add(
                    (
                        answer.RunId
                            ?? throw new CliException(
                                ExitCode.Failed,
                                $"{tester.Serial} channel {channel} does not start: {answer.Result} {answer.Text}"
                            ),
                        tester.Serial,
                        channel
                    )
                );
            }
        Say($"{runs.Count} channels run");
        return runs;
    }

    private async Task<SortedDictionary<string, int>> BreakAsync(
        Faults faults,
        CancellationToken cancellation
    )
    {
        var random = new Random(options.Seed ^ 0x5EED);
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var until = watch.Elapsed + TimeSpan.FromMinutes(options.Minutes);
        // Each kind once in a shuffled order, then again: a short run too sees all of them.
        var order = new Queue<string>();
        while (watch.Elapsed < until)
        {
            await Task.Delay(
                TimeSpan.FromSeconds(options.MeanSecondsBetweenFaults * (0.25 + 1.5 * random.NextDouble())),
                cancellation
            );
            if (order.Count == 0)
            {
                var names = faults.Names.ToArray();
                random.Shuffle(names);
                foreach (var name in names)
                    order.Enqueue(name);
            }
            var next = order.Dequeue();
            Say(next);
            counts[next] = counts.GetValueOrDefault(next) + 1;
            await faults.HappenAsync(next, cancellation);
        }
        return counts;
    }

    private async Task<bool> CatchUpAsync(
        HostClient client,
        IReadOnlyList<LaboratoryTester> testers,
        IReadOnlyList<(string Run, string Device, int Channel)> runs,
        CancellationToken cancellation
    )
    {
        var until = watch.Elapsed + TimeSpan.FromMinutes(options.CatchUpMinutes);
        var stopped = new HashSet<string>();
        var said = TimeSpan.Zero;
        while (watch.Elapsed < until)
        {
            try
            {
                // A run may have ended by itself, by a fault of a tester that was stalled for too long: then there is nothing to stop.
                foreach (var over in await client.RunsAsync(cancellation))
                    if (over.Ended is not null)
                        stopped.Add(over.RunId);
                foreach (var (run, device, channel) in runs.Where(r => !stopped.Contains(r.Run)))
                {
                    await client.CommandAsync(
                        new
                        {
                            Verb = "stop",
                            Device = device,
                            Channel = channel,
                            RunId = run,
                        },
                        cancellation
                    );
                    stopped.Add(run);
                }
                var all = await client.RunsAsync(cancellation);
                var done = all.Count(r => r is { Ended: not null, Missing: 0 });
                if (done >= runs.Count && await AreDrainedAsync(client, testers, cancellation))
                    return true;
                if (watch.Elapsed - said > TimeSpan.FromSeconds(5))
                {
                    said = watch.Elapsed;
                    Say($"{done} of {runs.Count} runs are complete");
                }
            }
            catch (CliException e)
            {
                Say("not yet: " + e.Message);
            }
            await Task.Delay(500, cancellation);
        }
        return false;
    }

    private static async Task<bool> AreDrainedAsync(
        HostClient client,
        IReadOnlyList<LaboratoryTester> testers,
        CancellationToken cancellation
    )
    {
        var serials = testers.Select(t => t.Serial).ToHashSet();
        var channels = await client.ChannelsAsync(cancellation);
        return channels.Where(c => serials.Contains(c.Device)).All(c => c.State is "idle" or "faulted");
    }

    private async Task<ChaosOutcome> CountAsync(
        HostClient client,
        IReadOnlyList<(string Run, string Device, int Channel)> runs,
        IReadOnlyDictionary<string, int> faults,
        IReadOnlyList<string> notPossible,
        IEnumerable<(string Name, int Restarts)> restarts,
        double? catchUp,
        CancellationToken cancellation
    )
    {
        var counts = new List<VerifyAnswer>();
        foreach (var (run, _, channel) in runs)
            counts.Add(await client.VerifyAsync(run, channel, cancellation));
        return new ChaosOutcome(
            runs.Count,
            options.Minutes,
            faults,
            notPossible,
            restarts.ToDictionary(r => r.Name, r => r.Restarts),
            counts.Sum(c => c.Records),
            counts.Sum(c => c.Missing),
            counts.Sum(c => c.Doubled),
            counts.Sum(c => c.OutOfOrder),
            counts.Sum(c => c.Corrupt),
            counts.Count(c => !c.IsComplete),
            catchUp
        );
    }

    private void Say(string line) =>
        progress.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds, 6:F1} s  {line}")
        );
}
