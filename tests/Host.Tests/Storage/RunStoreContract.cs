using EdgeTester.Contracts;
using EdgeTester.Storage;

namespace EdgeTester.Host.Tests.Storage;

/// <summary>What every implementation of <see cref="IRunStore"/> must do. A store derives one class.</summary>
public abstract partial class RunStoreContract : IAsyncDisposable
{
    private readonly List<IRunStore> opened = [];

    /// <summary>Opens the same database as every other call in this test.</summary>
    protected abstract IRunStore OpenAnother();

    /// <summary>Changes tables behind the store's back.</summary>
    protected abstract void Execute(string sql);

    protected IRunStore Open()
    {
        IRunStore store = OpenAnother();
        opened.Add(store);
        return store;
    }

    public virtual async ValueTask DisposeAsync()
    {
        foreach (IRunStore store in opened)
            await store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_frame_that_comes_twice_is_stored_once()
    {
        IRunStore store = Open();
        AppendResult first = await AppendAsync(store, Frames.Block(0, 10), Frames.Block(0, 10));
        AppendResult second = await AppendAsync(store, Frames.Block(0, 10), Frames.Block(10, 10));

        Assert.Equal([AppendOutcome.Stored, AppendOutcome.Duplicate], first.Outcomes);
        Assert.Equal([AppendOutcome.Duplicate, AppendOutcome.Stored], second.Outcomes);
        Assert.Equal(20, Assert.Single(second.Progress).NextSequence);
        VerifyReport report = store.Verify(Frames.Run, 0)!;
        Assert.Equal(20, report.Records);
        Assert.Equal(2, report.Resent);
        Assert.True(report.Sound);
        Assert.False(report.Complete);
    }

    [Fact]
    public async Task A_duplicate_alone_still_says_how_far_it_is_durable()
    {
        IRunStore store = Open();
        await AppendAsync(store, Frames.Block(0, 10), Frames.Block(10, 10));
        AppendResult again = await AppendAsync(store, Frames.Block(0, 10));
        Assert.Equal(20, Assert.Single(again.Progress).NextSequence);
    }

    [Fact]
    public async Task Above_a_gap_nothing_is_acknowledged_until_it_is_filled()
    {
        IRunStore store = Open();
        AppendResult early = await AppendAsync(
            store,
            Frames.Block(0, 10),
            Frames.Block(30, 10),
            Frames.Block(20, 5),
            Frames.Block(60, 10)
        );
        ChannelProgress progress = Assert.Single(early.Progress);
        Assert.Equal(10, progress.NextSequence);
        Assert.Equal(70, progress.EndSequence);
        Assert.Equal(
            [new SequenceRange(10, 20), new SequenceRange(25, 30), new SequenceRange(40, 60)],
            progress.Gaps
        );
        VerifyReport report = store.Verify(Frames.Run, 0)!;
        Assert.Equal(35, report.Missing);
        Assert.Equal(progress.Gaps, report.Gaps);
        Assert.Equal(0, report.OutOfOrder);

        AppendResult late = await AppendAsync(
            store,
            Frames.Block(25, 5),
            Frames.Block(40, 20),
            Frames.Block(10, 10)
        );
        Assert.Equal(70, Assert.Single(late.Progress).NextSequence);
        Assert.True(store.Verify(Frames.Run, 0)!.Sound);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, 10)]
    [InlineData(10, 5)]
    [InlineData(12, 4)]
    [InlineData(15, 10)]
    [InlineData(5, 100)]
    public async Task A_frame_that_overlaps_another_is_put_into_quarantine(long first, int count)
    {
        IRunStore store = Open();
        await AppendAsync(store, Frames.Block(0, 10), Frames.Block(10, 10), Frames.Block(40, 10));
        AppendResult result = await AppendAsync(store, Frames.Block(first, count), Frames.Block(20, 10));

        Assert.Equal([AppendOutcome.Conflict, AppendOutcome.Stored], result.Outcomes);
        VerifyReport report = store.Verify(Frames.Run, 0)!;
        Assert.Equal(0, report.Doubled);
        Assert.Equal(40, report.Records);
        QuarantinedMessage kept = Assert.Single(store.ListQuarantined(10));
        Assert.Equal("Conflict", kept.Reason);
        Assert.Equal("dev1", kept.Device);
        Assert.Equal(Frames.Block(first, count), kept.Bytes);
        Assert.Equal(new QuarantineCount("dev1", "Conflict", 1), Assert.Single(store.CountQuarantined()));
    }

    [Fact]
    public async Task The_same_sequences_with_other_content_are_not_taken_for_the_same()
    {
        IRunStore store = Open();
        await AppendAsync(store, Frames.Block(0, 10));
        byte[] other = Frames.Block(0, 10, change: block => block.VoltageCounts[3]++);
        Assert.Equal(AppendOutcome.Conflict, (await AppendAsync(store, other)).Outcomes[0]);
    }

    [Fact]
    public async Task A_run_of_another_device_is_refused_and_that_device_is_named()
    {
        IRunStore store = Open();
        await AppendAsync(store, Frames.Block(0, 10));
        AppendResult result = await store.AppendAsync(
            [Frames.Decode(Frames.Block(10, 10), "thief"), Frames.Decode(Frames.Block(10, 10))],
            default
        );
        Assert.Equal([AppendOutcome.ForeignRun, AppendOutcome.Stored], result.Outcomes);
        Assert.Equal(20, Assert.Single(result.Progress).NextSequence);
        Assert.Equal("thief", Assert.Single(store.CountQuarantined()).Device);
    }

    [Fact]
    public async Task A_sequence_from_the_far_future_is_refused()
    {
        IRunStore store = Open();
        AppendResult result = await AppendAsync(
            store,
            Frames.Event(1L << 61, RunEventCode.Warning, change: e => e.ElapsedMicroseconds = 0),
            Frames.Block(0, 10),
            Frames.Event(1L << 60, RunEventCode.Warning, change: e => e.ElapsedMicroseconds = 0)
        );
        Assert.Equal(
            [AppendOutcome.TooFarAhead, AppendOutcome.Stored, AppendOutcome.TooFarAhead],
            result.Outcomes
        );
        Assert.Empty(Assert.Single(result.Progress).Gaps);
    }

    [Fact]
    public async Task A_sequence_that_no_device_can_have_reached_by_its_own_time_is_refused()
    {
        const long ahead = 1_000_000_000;
        IRunStore store = Open();
        AppendResult result = await AppendAsync(
            store,
            Frames.Block(0, 10),
            Frames.Event(ahead, RunEventCode.Warning, change: e => e.ElapsedMicroseconds = 5_000_000),
            // A host that is restored from a backup of long ago meets this, and it is true.
            Frames.Event(
                ahead + 1,
                RunEventCode.Warning,
                change: e => e.ElapsedMicroseconds = 10_000_000_000_000
            )
        );
        Assert.Equal(
            [AppendOutcome.Stored, AppendOutcome.TooFarAhead, AppendOutcome.Stored],
            result.Outcomes
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Any_order_with_any_repetition_gives_the_same_run(int seed)
    {
        IRunStore store = Open();
        var random = new Random(seed);
        List<byte[]> frames = Frames.WholeRun(60, 7);
        var sent = new List<byte[]>(frames);
        for (int k = 0; k < 100; k++)
            sent.Add(frames[random.Next(frames.Count)]);
        byte[][] shuffled = [.. sent];
        random.Shuffle(shuffled);
        for (int at = 0; at < shuffled.Length; )
        {
            int size = Math.Min(random.Next(1, 20), shuffled.Length - at);
            await AppendAsync(store, shuffled[at..(at + size)]);
            at += size;
        }

        VerifyReport report = store.Verify(Frames.Run, 0)!;
        Assert.True(report.Complete);
        Assert.True(report.Sound);
        Assert.Equal(427, report.Records);
        Assert.Equal(100, report.Resent);
        Assert.Equal(427, (await store.FindProgressAsync(Frames.Run, 0, default))!.NextSequence);
        Assert.True(Assert.Single(store.ListRuns(10)).IsComplete);
        Assert.Equal(5, store.ReadSpectrum(Frames.Run, 0, 0).Count);
    }

    [Fact]
    public async Task Two_programs_on_one_database_store_nothing_twice_and_lose_nothing()
    {
        IRunStore first = Open();
        IRunStore second = Open();
        List<byte[]> frames = Frames.WholeRun(200, 5);
        async Task Feed(IRunStore store, int seed)
        {
            byte[][] own = [.. frames];
            new Random(seed).Shuffle(own);
            foreach (byte[][] part in own.Chunk(7))
                await AppendAsync(store, part);
        }
        await Task.WhenAll(Task.Run(() => Feed(first, 1)), Task.Run(() => Feed(second, 2)));

        VerifyReport report = first.Verify(Frames.Run, 0)!;
        Assert.True(report.Complete);
        Assert.True(report.Sound);
        Assert.Equal(report.Records, (await first.FindProgressAsync(Frames.Run, 0, default))!.NextSequence);
        Assert.Equal(report.Records, (await second.FindProgressAsync(Frames.Run, 0, default))!.NextSequence);
        Assert.Equal(frames.Count, report.Resent);
    }

    [Fact]
    public async Task All_is_there_after_it_was_closed_and_opened()
    {
        IRunStore store = Open();
        await AppendAsync(store, Frames.Block(0, 10), Frames.Block(20, 10));
        await store.DisposeAsync();
        IRunStore again = Open();
        ChannelProgress progress = (await again.FindProgressAsync(Frames.Run, 0, default))!;
        Assert.Equal(10, progress.NextSequence);
        Assert.Equal([new SequenceRange(10, 20)], progress.Gaps);
        Assert.Equal(30, (await AppendAsync(again, Frames.Block(10, 10))).Progress[0].NextSequence);
    }

    [Fact]
    public async Task What_a_device_has_forgotten_is_no_longer_waited_for_but_stays_missing()
    {
        IRunStore store = Open();
        await AppendAsync(store, Frames.Block(100, 10), Frames.Block(120, 10));
        ChannelProgress lost = (await store.DeclareLostAsync("dev1", Frames.Run, 0, 100, default))!;
        Assert.Equal(110, lost.NextSequence);
        Assert.Equal([new SequenceRange(110, 120)], lost.Gaps);
        Assert.Null(await store.DeclareLostAsync("thief", Frames.Run, 0, 115, default));

        // It can still come, from wherever.
        Assert.Equal(AppendOutcome.Stored, (await AppendAsync(store, Frames.Block(50, 10))).Outcomes[0]);
        Assert.Equal(110, (await store.FindProgressAsync(Frames.Run, 0, default))!.NextSequence);
        Assert.Equal(100, store.Verify(Frames.Run, 0)!.Missing);
    }

    [Fact]
    public async Task Samples_come_back_as_they_went_in()
    {
        IRunStore store = Open();
        for (int k = 0; k < 700; k++)
            await AppendAsync(store, Frames.Block(k * 10, 10));
        SampleColumns all = store.ReadSamples(Frames.Run, 0, 0, long.MaxValue, 10_000);
        Assert.Equal(7000, all.Sequence.Count);
        Assert.False(all.Truncated);
        for (int k = 0; k < 7000; k++)
        {
            Assert.Equal(k, all.Sequence[k]);
            Assert.Equal(k * 1000, all.ElapsedMicroseconds[k]);
            Assert.Equal(3 + k * 1e-6, all.Voltage[k], 1e-12);
            Assert.Equal(k * 1e-9, all.Current[k], 1e-15);
        }
        Assert.Equal(25.0, all.TemperatureCelsius[0]);
        Assert.Equal(2, all.Step[0]);
        Assert.Equal(4u, all.Cycle[0]);

        SampleColumns window = store.ReadSamples(Frames.Run, 0, 1_234_500, 5_000_000, 100);
        Assert.Equal(Enumerable.Range(1235, 100).Select(k => (long)k), window.Sequence);
        Assert.True(window.Truncated);
        SampleColumns exact = store.ReadSamples(Frames.Run, 0, 6_990_000, 6_999_000, 10);
        Assert.Equal(10, exact.Sequence.Count);
        Assert.False(exact.Truncated);
        Assert.Empty(store.ReadSamples(Frames.Run, 0, 8_000_000, 9_000_000, 10).Sequence);
        Assert.Equal(3, store.ReadBlocks(Frames.Run, 0, 15_000, 35_000).Count());
        Assert.Empty(store.ReadBlocks(new RunId(1, 1), 0));
    }

    [Theory]
    [InlineData(0, long.MaxValue, 10)]
    [InlineData(0, long.MaxValue, 1)]
    [InlineData(0, long.MaxValue, 300)]
    [InlineData(0, long.MaxValue, 100_000)]
    [InlineData(123_456, 987_654, 3)]
    [InlineData(123_456, 987_654, 37)]
    [InlineData(123_456, 18_987_654, 20)]
    [InlineData(-5, 500_000, 7)]
    [InlineData(999_000, 999_000, 5)]
    [InlineData(19_999_000, 25_000_000, 5)]
    [InlineData(35_000_000, 36_000_000, 5)]
    public async Task An_overview_counts_every_sample_once_with_its_extremes(long from, long to, int buckets)
    {
        IRunStore store = Open();
        List<Sample> samples = await FillAsync(store, 1000);
        AssertOverview(store, samples, from, to, buckets);
    }

    [Fact]
    public async Task An_overview_sees_a_block_that_came_after_its_neighbours_were_gathered()
    {
        IRunStore store = Open();
        for (long k = 100; k < 300; k++)
            await AppendAsync(store, Frames.Block(k * 10, 10));
        await store.DeclareLostAsync("dev1", Frames.Run, 0, 1000, default);
        for (long k = 300; k < 400; k++)
            await AppendAsync(store, Frames.Block(k * 10, 10));
        Assert.Equal(3000, store.ReadOverview(Frames.Run, 0, 0, long.MaxValue, 5).Counts.Sum());
        await AppendAsync(store, Frames.Block(500, 10, change: block => block.VoltageCounts[5] = 9_000_000));
        Overview overview = store.ReadOverview(Frames.Run, 0, 0, long.MaxValue, 5);
        Assert.Equal(3010, overview.Counts.Sum());
        Assert.Equal(9.0, overview.MaximumVoltage.Max(), 1e-9);
    }

    [Fact]
    public async Task A_spectrum_is_complete_with_its_last_point_in_whatever_order()
    {
        IRunStore store = Open();
        var completed = new List<SpectrumKey>();
        foreach (int k in new[] { 3, 0, 4, 2, 1 })
        {
            Assert.Empty(completed);
            Assert.False(store.ListSpectra(Frames.Run, 0).SingleOrDefault()?.Complete ?? false);
            completed.AddRange((await AppendAsync(store, Frames.Point(10 + k, 7, k, 5))).CompletedSpectra);
        }
        Assert.Equal(7u, Assert.Single(completed).Spectrum);
        Assert.Empty((await AppendAsync(store, Frames.Point(11, 7, 1, 5))).CompletedSpectra);
        SpectrumSummary summary = Assert.Single(store.ListSpectra(Frames.Run, 0));
        Assert.Equal((5, 5, true), (summary.Points, summary.Expected, summary.Complete));
        Assert.Equal((10_000, 14_000), (summary.ElapsedFirst, summary.ElapsedLast));
        IReadOnlyList<ImpedancePoint> points = store.ReadSpectrum(Frames.Run, 0, 7);
        Assert.Equal([0, 1, 2, 3, 4], points.Select(p => (int)p.Index));
        Assert.Equal([100, 101, 102, 103, 104], points.Select(p => p.RealOhm));
        Assert.True(double.IsNaN(points[0].HarmonicShare));
        Assert.Empty(store.ReadSpectrum(Frames.Run, 0, 8));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_spectrum_that_was_ended_early_is_complete_with_what_it_has(bool eventFirst)
    {
        IRunStore store = Open();
        byte[] ended = Frames.Event(
            3,
            RunEventCode.SpectrumEnded,
            change: e =>
            {
                e.Value1 = 0;
                e.Value2 = 2;
            }
        );
        byte[][] points = [Frames.Point(1, 0, 0, 50), Frames.Point(2, 0, 1, 50)];
        byte[][] order = eventFirst ? [ended, .. points] : [.. points, ended];
        var completed = new List<SpectrumKey>();
        foreach (byte[] frame in order)
            completed.AddRange((await AppendAsync(store, frame)).CompletedSpectra);
        Assert.Single(completed);
        SpectrumSummary summary = Assert.Single(store.ListSpectra(Frames.Run, 0));
        Assert.Equal((2, 2, true), (summary.Points, summary.Expected, summary.Complete));
        Assert.Equal(2, store.ReadSpectrum(Frames.Run, 0, 0).Count);
    }

    [Fact]
    public async Task Results_are_kept_and_replaced_and_what_lacks_one_is_listed()
    {
        IRunStore store = Open();
        await AppendAsync(
            store,
            Frames.Point(0, 0, 0, 1),
            Frames.Point(1, 1, 0, 1),
            Frames.Point(2, 2, 0, 2)
        );
        Assert.Equal([0u, 1u], store.ListUnanalysed("fit", 1, 10).Select(key => key.Spectrum));
        AnalysisResult result = new()
        {
            Run = Frames.Run,
            Channel = 0,
            Spectrum = 0,
            Method = "fit",
            Version = 1,
            Created = DateTimeOffset.UnixEpoch,
            Json = "{\"r\":1}",
        };
        await store.SaveResultAsync(result, default);
        await store.SaveResultAsync(result with { Json = "{\"r\":2}" }, default);
        await store.SaveResultAsync(result with { Spectrum = null, Method = "summary" }, default);

        Assert.Equal([1u], store.ListUnanalysed("fit", 1, 10).Select(key => key.Spectrum));
        Assert.Equal([0u, 1u], store.ListUnanalysed("fit", 2, 10).Select(key => key.Spectrum));
        Assert.Equal(2, store.ReadResults(Frames.Run, 0).Count);
        Assert.Equal("{\"r\":2}", Assert.Single(store.ReadResults(Frames.Run, 0, spectrum: 0)).Json);
        Assert.Null(Assert.Single(store.ReadResults(Frames.Run, 0, method: "summary")).Spectrum);
        StoreException e = await Assert.ThrowsAsync<StoreException>(() =>
            store.SaveResultAsync(result with { Channel = 9 }, default)
        );
        Assert.Equal(StoreFailure.UnknownRun, e.Failure);
    }

    [Fact]
    public async Task Runs_are_registered_once_and_keep_their_plan()
    {
        IRunStore store = Open();
        var definition = new RunDefinition
        {
            Run = Frames.Run,
            Channel = 3,
            Device = "dev1",
            Name = "Na | Na, 25 °C",
            PlanJson = "{}",
            CompiledPlan = [1, 2, 3],
            MetadataJson = "{\"areaSquareCentimetre\":1}",
        };
        await store.RegisterRunAsync(definition, default);
        await store.RegisterRunAsync(definition, default);
        RunSummary run = Assert.Single(store.ListRuns(10));
        Assert.Equal("Na | Na, 25 °C", run.Name);
        Assert.True(run.Registered);
        Assert.Null(run.Started);
        RunDefinition kept = store.FindDefinition(Frames.Run, 3)!;
        Assert.Equal(definition.CompiledPlan, kept.CompiledPlan);
        Assert.Equal(definition.MetadataJson, kept.MetadataJson);
        StoreException e = await Assert.ThrowsAsync<StoreException>(() =>
            store.RegisterRunAsync(definition with { CompiledPlan = [1] }, default)
        );
        Assert.Equal(StoreFailure.RunTaken, e.Failure);
        await Assert.ThrowsAsync<StoreException>(() =>
            store.RegisterRunAsync(definition with { Device = "dev2" }, default)
        );
        Assert.Null(store.FindDefinition(new RunId(1, 2), 3));
        Assert.Empty(store.ListRuns(10, "dev2"));
        Assert.Single(store.ListRuns(10, "dev1"));
    }

    [Fact]
    public async Task A_run_that_was_first_heard_of_in_a_frame_can_be_registered_later()
    {
        IRunStore store = Open();
        await AppendAsync(store, Frames.Block(0, 10, channel: 3));
        Assert.False(Assert.Single(store.FindRun(Frames.Run)).Registered);
        await store.RegisterRunAsync(
            new RunDefinition
            {
                Run = Frames.Run,
                Channel = 3,
                Device = "dev1",
                Name = "late",
            },
            default
        );
        RunSummary run = Assert.Single(store.FindRun(Frames.Run));
        Assert.Equal("late", run.Name);
        Assert.Equal(10, run.Samples);
    }

    [Fact]
    public async Task The_audit_and_the_devices_are_kept()
    {
        IRunStore store = Open();
        var command = new CommandRecord
        {
            Id = ulong.MaxValue,
            Device = "dev1",
            Run = Frames.Run,
            Channel = 1,
            Verb = CommandVerb.Stop,
            Who = "anna",
            Issued = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000),
        };
        await store.SaveCommandAsync(command, default);
        CommandRecord answered = command with
        {
            Answered = command.Issued.AddSeconds(1),
            Result = CommandResult.Accepted,
            Text = "ok",
        };
        await store.SaveCommandAsync(answered, default);
        Assert.Equal(answered, Assert.Single(store.ListCommands(10)));
        Assert.Empty(store.ListCommands(10, new RunId(1, 1)));
        Assert.Single(store.ListCommands(10, Frames.Run));

        await store.SaveDeviceStateAsync("dev1", true, default);
        await store.SaveDeviceAsync("dev1", [1, 2, 3], default);
        await store.SaveDeviceStateAsync("dev2", false, default);
        IReadOnlyList<DeviceRecord> devices = store.ListDevices();
        Assert.Equal(["dev1", "dev2"], devices.Select(d => d.Serial));
        Assert.True(devices[0].Online);
        Assert.Equal([1, 2, 3], devices[0].Description);
        Assert.Empty(devices[1].Description);
    }

    [Fact]
    public async Task The_quarantine_counts_all_and_keeps_some()
    {
        IRunStore store = Open();
        for (int k = 0; k < 30; k++)
            await store.QuarantineAsync(
                [
                    new QuarantinedMessage(
                        DateTimeOffset.UnixEpoch,
                        new string('x', 5000),
                        "dev" + k % 2,
                        "WrongChecksum",
                        "text",
                        200_000,
                        new byte[100_000]
                    )
                    {
                        Count = 10,
                    },
                ],
                default
            );
        Assert.Equal(
            [
                new QuarantineCount("dev0", "WrongChecksum", 150),
                new QuarantineCount("dev1", "WrongChecksum", 150),
            ],
            store.CountQuarantined()
        );
        IReadOnlyList<QuarantinedMessage> kept = store.ListQuarantined(100, "dev0");
        Assert.Equal(10, kept.Count);
        Assert.Equal(200, kept[0].Topic.Length);
        Assert.Equal(65536, kept[0].Bytes.Length);
        Assert.Equal(200_000, kept[0].Size);
    }

    [Fact]
    public async Task A_device_cannot_fill_the_store_with_unknown_runs()
    {
        IRunStore store = Open();
        var frames = new List<byte[]>();
        for (ulong k = 1; k <= 60; k++)
            frames.Add(Frames.Block(0, 1, new RunId(k, 0)));
        AppendResult result = await AppendAsync(store, [.. frames]);
        Assert.Equal(50, result.Outcomes.Count(o => o == AppendOutcome.Stored));
        Assert.Equal(10, result.Outcomes.Count(o => o == AppendOutcome.TooManyUnknownRuns));
    }

    [Fact]
    public async Task The_run_follows_its_events()
    {
        IRunStore store = Open();
        byte[] started = Frames.Event(0, RunEventCode.RunStarted);
        byte[] clock = Frames.Event(1, RunEventCode.ClockSet, change: e => e.Value1 = 1_700_000_000);
        byte[] ended = Frames.Event(
            2,
            RunEventCode.RunEnded,
            change: e =>
            {
                e.Reason = EndReason.Short;
                e.UnixMilliseconds = 1_700_000_100_000;
                e.Value3 = 3;
                e.Text = "short";
            }
        );
        await AppendAsync(store, started);
        Assert.NotNull(Assert.Single(store.FindRun(Frames.Run)).Started);
        await AppendAsync(store, clock, ended);
        RunSummary run = Assert.Single(store.FindRun(Frames.Run));
        Assert.Equal(1_700_000_000, run.Started!.Value.ToUnixTimeSeconds());
        Assert.Equal(1_700_000_100, run.Ended!.Value.ToUnixTimeSeconds());
        Assert.Equal(EndReason.Short, run.Reason);
        Assert.Equal(3, run.EndSequence);
        IReadOnlyList<RunEvent> events = store.ReadEvents(Frames.Run, 0);
        Assert.Equal(
            [RunEventCode.RunStarted, RunEventCode.ClockSet, RunEventCode.RunEnded],
            events.Select(e => e.Code)
        );
        Assert.Equal("short", events[2].Text);
        Assert.True(store.Verify(Frames.Run, 0)!.Complete);
    }

    [Fact]
    public async Task An_end_that_counts_more_than_is_stored_is_not_complete()
    {
        IRunStore store = Open();
        await AppendAsync(
            store,
            Frames.Event(0, RunEventCode.RunStarted),
            Frames.Event(
                1,
                RunEventCode.RunEnded,
                change: e =>
                {
                    e.Value1 = 5;
                    e.Value3 = 2;
                }
            )
        );
        VerifyReport report = store.Verify(Frames.Run, 0)!;
        Assert.Equal(0, report.Missing);
        Assert.False(report.Complete);
    }

    [Fact]
    public async Task Verify_sees_time_that_falls_and_records_that_were_dropped()
    {
        IRunStore store = Open();
        await AppendAsync(
            store,
            Frames.Block(0, 10),
            Frames.Block(
                10,
                10,
                change: block =>
                {
                    for (int k = 0; k < 10; k++)
                        block.ElapsedMicroseconds[k] = 5000 + k;
                    block.OverflowCount = 3;
                }
            )
        );
        VerifyReport report = store.Verify(Frames.Run, 0)!;
        Assert.Equal(10, report.OutOfOrder);
        Assert.Equal(3, report.Overflow);
        Assert.False(report.Sound);
        Assert.Null(store.Verify(new RunId(9, 9), 0));
    }

    [Fact]
    public async Task All_that_is_derived_can_be_made_again_from_the_raw_frames()
    {
        IRunStore store = Open();
        await AppendAsync(store, [.. Frames.WholeRun(100, 10)]);
        RunSummary before = Assert.Single(store.ListRuns(10));
        IReadOnlyList<SpectrumSummary> spectra = store.ListSpectra(Frames.Run, 0);
        Assert.Equal(new RebuildReport(1, 107, 0, 0), await store.RebuildAsync(default));
        Assert.Equal(before, Assert.Single(store.ListRuns(10)));

        Execute(
            """
            DELETE FROM spectra; UPDATE blocks SET maximum_voltage = 99; UPDATE runs SET end_sequence = 3;
            UPDATE frames SET maximum_voltage = 99, elapsed_last = 5 WHERE first > 500;
            UPDATE progress SET samples = 1, points = 2, events = 3, elapsed = 4
            """
        );
        Assert.NotEqual(before, Assert.Single(store.ListRuns(10)));
        RebuildReport report = await store.RebuildAsync(default);

        Assert.Equal(107, report.Frames);
        Assert.InRange(report.Changed, 40, 60);
        Assert.Equal(before, Assert.Single(store.ListRuns(10)));
        Assert.Equal(spectra, store.ListSpectra(Frames.Run, 0));
        Assert.True(store.ReadOverview(Frames.Run, 0, 0, long.MaxValue, 3).MaximumVoltage.Max() < 4);
        Assert.True(store.Verify(Frames.Run, 0)!.Complete);
        Assert.Empty((await AppendAsync(store, Frames.Point(506, 0, 0, 5))).CompletedSpectra);
    }

    [Fact]
    public async Task A_closed_store_says_so()
    {
        IRunStore store = Open();
        await store.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => AppendAsync(store, Frames.Block(0, 1)));
    }

    protected static Task<AppendResult> AppendAsync(IRunStore store, params byte[][] frames)
    {
        return store.AppendAsync([.. frames.Select(bytes => Frames.Decode(bytes))], default);
    }
}
