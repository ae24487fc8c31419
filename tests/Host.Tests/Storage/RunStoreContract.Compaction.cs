using EdgeTester.Contracts;
using EdgeTester.Storage;

namespace EdgeTester.Host.Tests.Storage;

/// <summary>What packing must not change.</summary>
public abstract partial class RunStoreContract
{
    /// <summary>A child process that packs this test's database and kills itself after so many steps.</summary>
    protected abstract Child StartCompactor(int steps);

    /// <summary>A child process that analyses what is in this test's database.</summary>
    protected abstract Child StartWorker(int leaseMilliseconds);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Packed_frames_come_back_to_the_last_bit(int seed)
    {
        IRunStore store = Open();
        List<byte[]> frames = RandomRun.Make(seed, 400);
        foreach (byte[][] part in frames.Chunk(61))
            await AppendAsync(store, part);
        VerifyReport before = store.Verify(Frames.Run, 0)!;
        IReadOnlyList<StepSummary> steps = store.ReadSteps(Frames.Run, 0);
        SampleColumns samples = store.ReadSamples(Frames.Run, 0, 0, long.MaxValue, 1_000_000);

        CompactionReport report = await store.CompactAsync(
            new CompactionOptions { SamplesPerSegment = 500, IncludeRest = true },
            default
        );

        Assert.True(report.Segments > 3);
        Assert.Equal(samples.Sequence.Count, report.Samples);
        Assert.True(report.BytesAfter < report.BytesBefore);
        Assert.Equal(frames, store.ReadFrames(Frames.Run, 0));
        VerifyReport after = store.Verify(Frames.Run, 0)!;
        Assert.Equal(before with { Gaps = [] }, after with { Gaps = [] });
        Assert.True(after.Complete);
        SampleColumns packed = store.ReadSamples(Frames.Run, 0, 0, long.MaxValue, 1_000_000);
        Assert.Equal(samples.Sequence, packed.Sequence);
        Assert.Equal(samples.ElapsedMicroseconds, packed.ElapsedMicroseconds);
        Assert.Equal(samples.Voltage, packed.Voltage);
        Assert.Equal(samples.Current, packed.Current);
        Assert.Equal(samples.TemperatureCelsius, packed.TemperatureCelsius);
        AssertSame(steps, store.ReadSteps(Frames.Run, 0));
        Assert.Equal(
            0,
            (await store.CompactAsync(new CompactionOptions { IncludeRest = true }, default)).Segments
        );
    }

    [Fact]
    public async Task Steps_and_cycles_add_up_to_what_the_device_counted()
    {
        IRunStore store = Open();
        var frames = new List<byte[]>();
        double charge = 0;
        var charged = new double[3];
        var discharged = new double[3];
        for (int b = 0; b < 60; b++)
        {
            int step = b / 10;
            double moved = (step % 2 == 0 ? 1 : -0.9) * 0.125;
            charge += moved;
            charged[step / 2] += Math.Max(0, moved);
            discharged[step / 2] += Math.Max(0, -moved);
            frames.Add(
                Frames.Block(
                    b * 20,
                    20,
                    change: block =>
                    {
                        block.Step = (ushort)(step % 2);
                        block.StepCount = (uint)step;
                        block.Cycle = (uint)(step / 2);
                        block.ChargeCoulomb = charge;
                    }
                )
            );
        }
        await AppendAsync(store, [.. frames]);
        for (int round = 0; round < 2; round++)
        {
            IReadOnlyList<StepSummary> steps = store.ReadSteps(Frames.Run, 0);
            Assert.Equal([0, 1, 0, 1, 0, 1], steps.Select(step => step.Step));
            Assert.All(steps, step => Assert.Equal(200, step.Samples));
            Assert.Equal(
                [0L, 200_000, 400_000, 600_000, 800_000, 1_000_000],
                steps.Select(s => s.ElapsedFirst)
            );
            IReadOnlyList<CycleSummary> cycles = CycleSummary.Of(steps);
            Assert.Equal(3, cycles.Count);
            for (int k = 0; k < 3; k++)
            {
                Assert.Equal(charged[k], cycles[k].ChargedCoulomb, 1e-12);
                Assert.Equal(discharged[k], cycles[k].DischargedCoulomb, 1e-12);
                Assert.Equal(400, cycles[k].Samples);
                Assert.Equal(k * 400_000 + 399_000, cycles[k].ElapsedLast);
            }
            // A segment of 270 samples begins and ends inside steps.
            await store.CompactAsync(new CompactionOptions { SamplesPerSegment = 270 }, default);
        }
        Assert.Empty(store.ReadSteps(new RunId(1, 1), 0));
    }

    [Fact]
    public async Task An_overview_of_packed_samples_counts_every_sample_once_with_its_extremes()
    {
        IRunStore store = Open();
        List<Sample> samples = await FillAsync(store, 1000);
        CompactionReport report = await store.CompactAsync(
            new CompactionOptions { SamplesPerSegment = 700 },
            default
        );
        Assert.InRange(report.Segments, 25, 29);
        // The rest of the last segment stays as frames, and more come.
        samples.AddRange(await FillAsync(store, 1000, 1000));
        foreach (
            (long from, long to, int buckets) in new[]
            {
                (0, long.MaxValue, 1),
                (0, long.MaxValue, 10),
                (0, long.MaxValue, 16),
                (0, long.MaxValue, 40),
                (0, long.MaxValue, 300),
                (0, long.MaxValue, 100_000),
                (123_456, 987_654, 3),
                (123_456, 987_654, 37),
                (123_456, 18_987_654, 9),
                (123_456, 18_987_654, 120),
                (123_456, 35_987_654, 20),
                (-5, 500_000, 7),
                (999_000, 999_000, 5),
                (19_999_000, 25_000_000, 5),
                (75_000_000, 76_000_000, 5),
            }
        )
            AssertOverview(store, samples, from, to, buckets);
    }

    [Fact]
    public async Task Segments_of_an_older_program_without_coarse_bins_are_shown_too_and_get_them_by_rebuild()
    {
        IRunStore store = Open();
        List<Sample> samples = await FillAsync(store, 1000);
        await store.CompactAsync(new CompactionOptions { SamplesPerSegment = 700 }, default);
        Overview before = store.ReadOverview(Frames.Run, 0, 0, long.MaxValue, 16);
        Execute("DELETE FROM segment_bins WHERE first > 5000");
        AssertOverview(store, samples, 0, long.MaxValue, 16);
        Assert.True((await store.RebuildAsync(default)).Changed > 10);
        Overview after = store.ReadOverview(Frames.Run, 0, 0, long.MaxValue, 16);
        Assert.Equal(before.Counts, after.Counts);
        Assert.Equal(before.MaximumVoltage, after.MaximumVoltage);
        Assert.Equal(before.MinimumCurrent, after.MinimumCurrent);
        Assert.Equal(0, (await store.RebuildAsync(default)).Changed);

        Execute("UPDATE segment_bins SET bins = (SELECT compiled FROM runs) WHERE first > 5000");
        Assert.Throws<StoreException>(() => store.ReadOverview(Frames.Run, 0, 0, long.MaxValue, 16));
        Assert.True((await store.RebuildAsync(default)).Changed > 10);
        AssertOverview(store, samples, 0, long.MaxValue, 16);
    }

    [Fact]
    public async Task What_is_packed_is_known_again_and_what_was_lost_can_still_come_between()
    {
        IRunStore store = Open();
        for (long k = 0; k < 200; k++)
            if (k is not (50 or 51))
                await AppendAsync(store, Frames.Block(k * 10, 10));
        await store.DeclareLostAsync("dev1", Frames.Run, 0, 520, default);
        await store.CompactAsync(
            new CompactionOptions { SamplesPerSegment = 400, IncludeRest = true },
            default
        );

        byte[] other = Frames.Block(700, 10, change: block => block.VoltageCounts[3]++);
        AppendResult result = await AppendAsync(
            store,
            Frames.Block(700, 10),
            other,
            Frames.Block(705, 10),
            Frames.Block(495, 10),
            Frames.Block(500, 10),
            Frames.Block(2000, 10)
        );
        Assert.Equal(
            [
                AppendOutcome.Duplicate,
                AppendOutcome.Conflict,
                AppendOutcome.Conflict,
                AppendOutcome.Conflict,
                AppendOutcome.Stored,
                AppendOutcome.Stored,
            ],
            result.Outcomes
        );
        Assert.Equal(10, store.Verify(Frames.Run, 0)!.Missing);
        Assert.Equal(2000, store.ReadOverview(Frames.Run, 0, 0, long.MaxValue, 7).Counts.Sum());
        await AppendAsync(store, Frames.Block(510, 10));
        await store.CompactAsync(
            new CompactionOptions { SamplesPerSegment = 400, IncludeRest = true },
            default
        );
        VerifyReport report = store.Verify(Frames.Run, 0)!;
        Assert.True(report.Sound);
        Assert.Equal(2010, report.Records);
        Assert.Equal(
            Enumerable.Range(0, 201).Select(k => Frames.Block(k * 10, 10)),
            store.ReadFrames(Frames.Run, 0)
        );
    }

    [Fact]
    public async Task A_frame_that_is_written_in_another_way_comes_back_in_that_way()
    {
        IRunStore store = Open();
        var frames = new List<byte[]>();
        for (long k = 0; k < 100; k++)
            frames.Add(Frames.Block(k, 1, change: block => block.ElapsedMicroseconds[0] = k / 10));
        // One sample is "constant" for us; "differences" of which there are none says the same.
        byte[] unusual = frames[40];
        int voltageMode = Frame.HeaderSize + 43 + 2;
        Assert.Equal(0, unusual[voltageMode]);
        unusual[voltageMode] = 1;
        Frame.Seal(unusual, 0, unusual.Length - Frame.ChecksumSize);
        await AppendAsync(store, [.. frames]);
        CompactionReport report = await store.CompactAsync(
            new CompactionOptions { IncludeRest = true },
            default
        );
        Assert.Equal(1, report.Segments);
        Assert.Equal(frames, store.ReadFrames(Frames.Run, 0));
        Assert.True(store.Verify(Frames.Run, 0)!.Sound);
        Assert.Equal(100, store.ReadSamples(Frames.Run, 0, 0, 100, 1000).Sequence.Count);
    }

    [Fact]
    public async Task A_damaged_segment_is_named_and_counted_and_the_others_are_not_touched()
    {
        IRunStore store = Open();
        await AppendAsync(store, [.. Frames.WholeRun(100, 10)]);
        await store.SaveDeviceAsync("dev1", [1, 2, 3], default);
        await store.CompactAsync(new CompactionOptions { SamplesPerSegment = 200 }, default);
        Execute(
            "UPDATE payloads SET bytes = (SELECT description FROM devices) "
                + "WHERE id = (SELECT payload FROM segments WHERE first = 201)"
        );
        VerifyReport report = store.Verify(Frames.Run, 0)!;
        Assert.Equal(20, report.Corrupt);
        Assert.Equal(0, report.Missing);
        Assert.Equal(0, report.Doubled);
        StoreException e = Assert.Throws<StoreException>(() =>
            store.ReadSamples(Frames.Run, 0, 0, long.MaxValue, 10_000)
        );
        Assert.Contains("sequence 201", e.Message);
        Assert.Throws<StoreException>(() => store.ReadFrames(Frames.Run, 0).Count());
        Assert.Equal(180, store.ReadSamples(Frames.Run, 0, 0, 180_000, 10_000).Sequence.Count);
        Assert.Equal(20, (await store.RebuildAsync(default)).Corrupt);
    }

    [Fact]
    public async Task What_is_known_of_segments_can_be_made_again()
    {
        IRunStore store = Open();
        await AppendAsync(store, [.. Frames.WholeRun(100, 10)]);
        await store.CompactAsync(new CompactionOptions { SamplesPerSegment = 200 }, default);
        RunSummary run = Assert.Single(store.ListRuns(10));
        IReadOnlyList<StepSummary> steps = store.ReadSteps(Frames.Run, 0);
        Assert.Equal(0, (await store.RebuildAsync(default)).Changed);
        Execute(
            """
            DELETE FROM spectra; UPDATE progress SET samples = 1, points = 2, events = 3, elapsed = 4;
            UPDATE segments SET maximum_voltage = 99, detail = (SELECT compiled FROM runs) WHERE first > 300
            """
        );
        Assert.Equal(3, (await store.RebuildAsync(default)).Changed);
        Assert.Equal(run, Assert.Single(store.ListRuns(10)));
        AssertSame(steps, store.ReadSteps(Frames.Run, 0));
        Assert.True(store.ReadOverview(Frames.Run, 0, 0, long.MaxValue, 3).MaximumVoltage.Max() < 4);
        Assert.True(store.Verify(Frames.Run, 0)!.Complete);
    }

    [Fact]
    public async Task Kill_9_at_any_step_of_a_compaction_loses_nothing()
    {
        List<byte[]> frames = Frames.WholeRun(60, 10);
        await using (IRunStore store = OpenAnother())
            await AppendAsync(store, [.. frames]);
        // Each segment takes five steps; a cut at each, in the first segments and in later ones.
        foreach (int steps in new[] { 1, 2, 3, 4, 5, 6, 8, 10 })
        {
            using Child child = StartCompactor(steps);
            string? said = await child.Output.ReadLineAsync();
            Assert.Equal("cut", said);
            await child.ExitedAsync();
            await using IRunStore store = OpenAnother();
            Assert.Equal(frames, store.ReadFrames(Frames.Run, 0));
            VerifyReport report = store.Verify(Frames.Run, 0)!;
            Assert.True(report.Complete);
            Assert.True(report.Sound);
            Assert.Equal(600, store.ReadOverview(Frames.Run, 0, 0, long.MaxValue, 5).Counts.Sum());
        }
        IRunStore last = Open();
        await last.CompactAsync(new CompactionOptions { SamplesPerSegment = 50 }, default);
        Assert.Equal(frames, last.ReadFrames(Frames.Run, 0));
    }

    [Fact]
    public async Task Frames_can_be_stored_while_others_are_packed()
    {
        IRunStore store = Open();
        Task writing = Task.Run(async () =>
        {
            for (long k = 0; k < 300; k++)
                await AppendAsync(store, Frames.Block(k * 10, 10));
        });
        long packed = 0;
        while (!writing.IsCompleted)
        {
            CompactionReport report = await store.CompactAsync(
                new CompactionOptions { SamplesPerSegment = 100 },
                default
            );
            packed += report.Samples;
            await Task.Delay(1);
        }
        await writing;
        packed += (
            await store.CompactAsync(
                new CompactionOptions { SamplesPerSegment = 100, IncludeRest = true },
                default
            )
        ).Samples;
        Assert.Equal(3000, packed);
        Assert.Equal(
            Enumerable.Range(0, 300).Select(k => Frames.Block(k * 10, 10)),
            store.ReadFrames(Frames.Run, 0)
        );
    }

    [Fact]
    public async Task A_sample_takes_less_than_seven_bytes_as_it_comes_and_less_than_three_when_packed()
    {
        const int samples = 400_000;
        IRunStore first = Open();
        long empty = first.MeasureSize();
        var random = new Random(8);
        foreach (int[] part in Enumerable.Range(0, samples / 100).Chunk(500))
            await AppendAsync(
                first,
                [
                    .. part.Select(b =>
                        Frames.Block(
                            b * 100L,
                            100,
                            change: block =>
                            {
                                for (int k = 0; k < block.Count; k++)
                                {
                                    block.ElapsedMicroseconds[k] = (b * 100L + k) * 1_000_000;
                                    block.VoltageCounts[k] += random.Next(-20, 21);
                                    block.CurrentCounts[k] = 500_000 + random.Next(-20, 21);
                                }
                            }
                        )
                    ),
                ]
            );
        // Closing the last connection of a program empties the log of a file.
        await first.DisposeAsync();
        IRunStore store = Open();
        double taken = (double)(store.MeasureSize() - empty) / samples;
        await store.CompactAsync(new CompactionOptions { IncludeRest = true, Shrink = true }, default);
        double packed = (double)(store.MeasureSize() - empty) / samples;
        Assert.InRange(taken, 4, TakenBytes);
        Assert.InRange(packed, 1, 3);
        Assert.Equal(samples, store.Verify(Frames.Run, 0)!.Samples);
    }

    /// <summary>Most bytes that a sample may take as it comes.</summary>
    protected virtual double TakenBytes => 7;

    protected sealed record Sample(long Time, double Voltage, double Current);

    /// <summary>Blocks of 20 random samples with an event after each tenth; gives the samples.</summary>
    private static async Task<List<Sample>> FillAsync(IRunStore store, int blocks, int from = 0)
    {
        var random = new Random(5 + from);
        var samples = new List<Sample>();
        var frames = new List<byte[]>();
        long sequence = from * 20L + from / 10;
        for (int b = from; b < from + blocks; b++)
        {
            frames.Add(
                Frames.Block(
                    sequence,
                    20,
                    change: block =>
                    {
                        for (int k = 0; k < 20; k++)
                        {
                            block.VoltageCounts[k] = random.Next(1_000_000, 4_000_000);
                            block.CurrentCounts[k] = random.Next(-1000, 1000);
                            samples.Add(
                                new Sample(block.ElapsedMicroseconds[k], block.Voltage(k), block.Current(k))
                            );
                        }
                    }
                )
            );
            sequence += 20;
            if (b % 10 == 9)
                frames.Add(Frames.Event(sequence++, RunEventCode.Warning));
        }
        foreach (byte[][] part in frames.Chunk(37))
            await AppendAsync(store, part);
        return samples;
    }

    private static void AssertOverview(IRunStore store, List<Sample> samples, long from, long to, int buckets)
    {
        Overview overview = store.ReadOverview(Frames.Run, 0, from, to, buckets);
        samples = samples.FindAll(sample => sample.Time >= from && sample.Time <= to);
        Assert.True(overview.Counts.Count <= buckets);
        Assert.Equal(samples.Count, overview.Counts.Sum());
        long span = samples.Count == 0 ? 0 : samples[^1].Time - samples[0].Time;
        int at = 0;
        for (int k = 0; k < overview.Counts.Count; k++)
        {
            List<Sample> own = samples.GetRange(at, (int)overview.Counts[k]);
            at += own.Count;
            Assert.Equal(own[0].Time, overview.ElapsedFirst[k]);
            Assert.Equal(own[^1].Time, overview.ElapsedLast[k]);
            Assert.Equal(own.Min(s => s.Voltage), overview.MinimumVoltage[k]);
            Assert.Equal(own.Max(s => s.Voltage), overview.MaximumVoltage[k]);
            Assert.Equal(own.Min(s => s.Current), overview.MinimumCurrent[k]);
            Assert.Equal(own.Max(s => s.Current), overview.MaximumCurrent[k]);
            // A block that begins inside may end outside, by less than a bucket.
            Assert.True(own[^1].Time - own[0].Time <= 2 * (span / buckets + 1000));
        }
    }

    private static void AssertSame(IReadOnlyList<StepSummary> expected, IReadOnlyList<StepSummary> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        foreach ((StepSummary one, StepSummary other) in expected.Zip(actual))
        {
            Assert.Equal(one.ChargedCoulomb, other.ChargedCoulomb, 1e-9);
            Assert.Equal(one.DischargedCoulomb, other.DischargedCoulomb, 1e-9);
            Assert.Equal(
                one with
                {
                    ChargedCoulomb = 0,
                    DischargedCoulomb = 0,
                },
                other with
                {
                    ChargedCoulomb = 0,
                    DischargedCoulomb = 0,
                }
            );
        }
    }
}
