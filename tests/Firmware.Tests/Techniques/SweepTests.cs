using EdgeTester.Contracts;
using EdgeTester.Firmware.Techniques;
using EdgeTester.Firmware.Tests.Runner;
using static EdgeTester.Firmware.Tests.Runner.Bench;

namespace EdgeTester.Firmware.Tests.Techniques;

public class SweepTests
{
    private static StepDefinition Linear(double start, double end, double rate)
    {
        var step = Step(StepKind.LinearSweep, start);
        step.End = end;
        step.ScanRate = rate;
        return step;
    }

    private static StepDefinition Cyclic(double start, double first, double second, double end, uint cycles)
    {
        var step = Linear(start, end, 0.01);
        step.Kind = StepKind.CyclicSweep;
        step.Vertex1 = first;
        step.Vertex2 = second;
        step.RepeatCount = cycles;
        return step;
    }

    [Fact]
    public void A_linear_sweep_is_a_straight_line_and_stays_at_its_end()
    {
        var step = Linear(1, -1, 0.001);
        Assert.Equal(2000, Sweep.DurationSeconds(step), 9);
        Assert.Equal(1, Sweep.VoltageAt(step, -5));
        Assert.Equal(0.5, Sweep.VoltageAt(step, 500), 12);
        Assert.Equal(-1, Sweep.VoltageAt(step, 2000), 12);
        Assert.Equal(-1, Sweep.VoltageAt(step, 1e9));
    }

    [Fact]
    public void A_cyclic_sweep_turns_at_its_vertices()
    {
        var step = Cyclic(0, 0.1, -0.2, 0.05, 3);
        // 0.1 to the first vertex, five ways of 0.3 between them, 0.25 to the end.
        Assert.Equal((0.1 + 5 * 0.3 + 0.25) / 0.01, Sweep.DurationSeconds(step), 9);
        Assert.Equal(0.1, Sweep.VoltageAt(step, 10), 12);
        Assert.Equal(-0.2, Sweep.VoltageAt(step, 40), 12);
        Assert.Equal(0.1, Sweep.VoltageAt(step, 70), 12);
        Assert.Equal(-0.2, Sweep.VoltageAt(step, 160), 12);
        Assert.Equal(-0.1, Sweep.VoltageAt(step, 170), 12);
        Assert.Equal(0.05, Sweep.VoltageAt(step, 1000), 12);
    }

    [Fact]
    public void Vertices_that_fall_together_are_no_trap()
    {
        var step = Cyclic(0, 0.1, 0.1, 0, 5);
        Assert.Equal(20, Sweep.DurationSeconds(step), 9);
        Assert.Equal(0.05, Sweep.VoltageAt(step, 15), 12);
    }

    [Theory]
    [InlineData(0.001, 100_000)]
    [InlineData(0.1, 10_000)]
    [InlineData(50, 1_000)]
    public void A_stair_is_a_millivolt_or_a_tenth_of_a_second(double rate, long expected)
    {
        Assert.Equal(expected, Sweep.StairMicroseconds(Linear(0, 1, rate)));
    }

    [Fact]
    public void The_tester_follows_the_sweep_and_ends_it_in_time()
    {
        var bench = new Bench();
        bench.FrontEnd.Cells[0].OpenCircuitVoltage = 0;
        bench.Start(Plan(Cyclic(0, 0.1, -0.1, 0, 2)));
        var start = bench.Clock.ElapsedMicroseconds;
        bench.RunToEnd();
        var recording = bench.Recording();
        Assert.Equal(EndReason.Completed, recording.AssertWhole().Reason);
        var step = recording.Single(RunEventCode.StepEnded);
        Assert.Equal(80, step.Value3, 6);
        var shape = Cyclic(0, 0.1, -0.1, 0, 2);
        foreach (var sample in recording.Samples)
        {
            var expected = Sweep.VoltageAt(shape, sample.Elapsed * 1e-6);
            Assert.InRange(sample.Voltage - expected, -1.05e-3, 1.05e-3);
        }
    }

    [Fact]
    public void A_sweep_ends_at_a_condition_too()
    {
        var bench = new Bench();
        var sweep = Linear(0, 1, 0.01).Until(ConditionQuantity.AbsoluteCurrent, true, 1e-3);
        sweep.RelativeToOpenCircuit = true;
        bench.Start(Plan(sweep));
        bench.RunToEnd();
        var recording = bench.Recording();
        Assert.Equal(EndReason.Condition, recording.Single(RunEventCode.StepEnded).Reason);
        // 250 ohm behind 1 mA.
        Assert.InRange(recording.Samples[^1].Voltage, 3.249, 3.256);
    }
}
