using EdgeTester.Contracts;
using EdgeTester.Firmware.Tests.Runner;
using static EdgeTester.Firmware.Tests.Runner.Bench;

namespace EdgeTester.Firmware.Tests.Journal;

/// <summary>Power fails at any write, at any byte of it: what was journaled is at the host once, and the run ends as its plan says.</summary>
public class PowerCutTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Nothing_that_was_journaled_is_lost_or_doubled(int seed)
    {
        var random = new Random(seed);
        var cuts = 0;
        // EDGETESTER_ROUNDS=70 makes it more than ten thousand power failures.
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("EDGETESTER_ROUNDS"), out var asked)
            ? asked
            : 12;
        for (var round = 0; round < rounds; round++)
        {
            var bench = new Bench(2, o => o.ResumeRestMicroseconds = 2_000_000);
            bench.FrontEnd.VoltageNoise = 20e-6;
            bench.Options.SegmentBytes = 3000;
            bench.Options.BlockSamples = 16;
            if (round % 3 == 1)
                bench.Clock.UnixAtZero = 0;
            bench.Boot();
            var journaled = new SortedDictionary<(string, int, ulong), byte[]>();
            bench.Store.Appended = (bytes, count) => Keep(journaled, bytes, count);
            var plan = TwoLoops();
            bench.Start(plan, 1, 0);
            bench.Start(plan, 2, 1);
            bench.Power.Restore(random.Next(1, 80), random.NextDouble());
            var steps = 0;
            while (!IsOver(bench))
            {
                Assert.True(
                    steps++ < 100_000,
                    $"round {round} does not end: {bench.Tester.ChannelAt(0).State} {bench.Tester.ChannelAt(0).Run.StepCount} {bench.Tester.ChannelAt(1).State} {bench.Tester.ChannelAt(1).Run.StepCount} cuts {cuts} {bench.Clock.ElapsedMicroseconds}"
                );
                try
                {
                    bench.Clock.ElapsedMicroseconds = bench.Tester.Step();
                    if (random.Next(200) == 0)
                        bench.Uplink.ConnectionCount++;
                }
                catch (PowerFailure)
                {
                    cuts++;
                    Revive(bench, random, ref cuts);
                }
            }
            Assert.Equal(0, bench.Uplink.Conflicts);
            foreach (var (key, bytes) in journaled)
                Assert.True(
                    bench.Uplink.Frames.TryGetValue(key, out var at) && at.AsSpan().SequenceEqual(bytes),
                    $"lost {key}"
                );
            for (var channel = 0; channel < 2; channel++)
                CheckRun(bench.Recording((ulong)channel + 1, channel));
        }
        Assert.True(cuts > 10 * rounds, $"only {cuts} cuts");
        Console.WriteLine($"seed {seed}: {cuts} power failures");
    }

    private static void Revive(Bench bench, Random random, ref int cuts)
    {
        while (true)
        {
            try
            {
                bench.Power.Restore(random.Next(1, 80), random.NextDouble());
                bench.Reboot(random.NextDouble() * 50);
                return;
            }
            catch (PowerFailure)
            {
                cuts++;
            }
        }
    }

    private static byte[] TwoLoops()
    {
        var impedance = Step(StepKind.GalvanostaticImpedance);
        impedance.Amplitude = 1e-4;
        impedance.StartFrequencyHz = 1000;
        impedance.EndFrequencyHz = 100;
        impedance.PointsPerDecade = 5;
        impedance.MinimumPeriods = 2;
        return Plan(
            Step(StepKind.ConstantCurrent, 1e-3).Until(20),
            Step(StepKind.ConstantCurrent, -1e-3).Until(10, target: 3),
            Step(StepKind.Rest).Until(1000),
            Loop(0, 4, countsCycles: true),
            impedance,
            Loop(0, 3)
        );
    }

    private static void Keep(
        SortedDictionary<(string, int, ulong), byte[]> journaled,
        byte[] bytes,
        int count
    )
    {
        var header = new FrameHeader();
        if (Frame.TryReadHeader(bytes, 0, count, header) != FrameError.None)
            return;
        var key = (header.Run.ToString(), (int)header.Channel, header.FirstSequence);
        Assert.False(journaled.ContainsKey(key), $"sequence {key} used twice");
        journaled[key] = bytes.AsSpan(0, count).ToArray();
    }

    private static bool IsOver(Bench bench) =>
        bench.Tester.ChannelAt(0).State == ChannelState.Idle
        && bench.Tester.ChannelAt(1).State == ChannelState.Idle;

    private static void CheckRun(Recording recording)
    {
        var end = recording.AssertWhole();
        Assert.Equal(EndReason.Completed, end.Reason);
        var started = recording.Of(RunEventCode.StepStarted).ToArray();
        int[] once = [0, 1, 0, 1, 0, 1, 0, 1, 4];
        Assert.Equal(once.Concat(once).Concat(once), started.Select(e => (int)e.Step));
        Assert.Equal(Enumerable.Range(1, 27), started.Select(e => (int)e.StepCount));
        Assert.Equal(
            Enumerable.Range(1, 27),
            recording.Of(RunEventCode.StepEnded).Select(e => (int)e.StepCount)
        );
        Assert.Equal(
            Enumerable.Range(0, 12),
            recording.Of(RunEventCode.CycleEnded).Select(e => (int)e.Value1)
        );
        Assert.Equal(18, recording.Points.Count);
        Assert.Equal([0u, 1u, 2u], recording.Points.Select(p => p.Spectrum).Distinct());
        long last = 0;
        foreach (var sample in recording.Samples)
        {
            Assert.True(sample.Elapsed >= last);
            last = sample.Elapsed;
        }
    }
}
