using EdgeTester.Contracts;
using static EdgeTester.Firmware.Tests.Runner.Bench;

namespace EdgeTester.Firmware.Tests.Runner;

public class StepsTests
{
    [Fact]
    public void A_rest_records_the_open_circuit_voltage_and_ends_to_the_microsecond()
    {
        var bench = new Bench();
        Assert.Equal(CommandResult.Accepted, bench.Start(Plan(Step(StepKind.Rest).Until(10.0))).Result);
        bench.RunToEnd();
        var recording = bench.Recording();
        var end = recording.AssertWhole();
        Assert.Equal(EndReason.Completed, end.Reason);
        Assert.Equal(10_000_000ul, end.ElapsedMicroseconds);
        Assert.All(recording.Samples, s => Assert.Equal(3.0, s.Voltage, 6));
        // One at the first settled reading, one every second, the tenth of which is the last.
        Assert.Equal(11, recording.Samples.Count);
        Assert.Equal(10, recording.Single(RunEventCode.StepEnded).Value3, 12);
    }

    [Fact]
    public void A_constant_current_counts_its_charge_to_a_millionth()
    {
        var bench = new Bench();
        bench.Start(
            Plan(
                Step(StepKind.ConstantCurrent, 1e-3).Until(3600),
                Step(StepKind.ConstantCurrent, -1e-3).Until(1800)
            )
        );
        bench.RunToEnd();
        var recording = bench.Recording();
        recording.AssertWhole();
        var steps = recording.Of(RunEventCode.StepEnded).ToArray();
        Assert.InRange(steps[0].Value1, 3.6 * (1 - 1e-6), 3.6 * (1 + 1e-6));
        Assert.InRange(steps[1].Value1, -1.8 * (1 + 1e-6), -1.8 * (1 - 1e-6));
        Assert.Equal(bench.FrontEnd.Cells[0].Charge, recording.Events[^1].ChargeCoulomb, 9);
        Assert.False(bench.FrontEnd.IsConnected(0));
    }

    [Fact]
    public void A_voltage_limit_of_a_step_is_passed_by_less_than_one_shortest_tick()
    {
        var bench = new Bench();
        bench.FrontEnd.Cells[0].SourceCapacitance = 1;
        bench.Start(Plan(Step(StepKind.ConstantCurrent, 1e-3).Until(ConditionQuantity.Voltage, true, 3.5)));
        bench.RunToEnd();
        var recording = bench.Recording();
        recording.AssertWhole();
        // 1 mA into 1 F: 1 mV a second, 12 uV a tick.
        var last = recording.Samples[^1];
        Assert.InRange(last.Voltage, 3.5, 3.5 + 20e-6);
    }

    [Fact]
    public void A_charge_condition_is_hit_exactly()
    {
        var bench = new Bench();
        bench.Start(
            Plan(Step(StepKind.ConstantCurrent, 1e-3).Until(ConditionQuantity.StepCharge, true, 0.1234567))
        );
        bench.RunToEnd();
        var step = bench.Recording().Single(RunEventCode.StepEnded);
        Assert.InRange(step.Value1, 0.1234567, 0.1234567 + 2e-9);
    }

    [Fact]
    public void A_constant_voltage_ends_when_the_current_is_small_and_changes_the_range_on_the_way()
    {
        var bench = new Bench();
        bench.FrontEnd.Cells[0].SourceCapacitance = 0.1;
        bench.Start(
            Plan(Step(StepKind.ConstantVoltage, 3.3).Until(ConditionQuantity.AbsoluteCurrent, false, 5e-6))
        );
        bench.RunToEnd();
        var recording = bench.Recording();
        recording.AssertWhole();
        Assert.InRange(recording.Samples[^1].Current, 4.5e-6, 5e-6);
        Assert.Equal([1.0, 2.0, 3.0], recording.Of(RunEventCode.RangeChanged).Select(e => e.Value2));
        Assert.All(
            recording.Blocks,
            b => Assert.True(Math.Abs(b.Current(0)) <= 1.2 * bench.FrontEnd.RangeFullScale(b.Range))
        );
        var cell = bench.FrontEnd.Cells[0];
        Assert.InRange(recording.Events[^1].ChargeCoulomb, cell.Charge * 0.99, cell.Charge * 1.01);
    }

    [Fact]
    public void A_voltage_counts_from_the_open_circuit_where_the_step_says_so()
    {
        var bench = new Bench();
        var step = Step(StepKind.ConstantVoltage, 0.01).Until(5);
        step.RelativeToOpenCircuit = true;
        bench.Start(Plan(Step(StepKind.ConstantCurrent, 1e-3).Until(1), step));
        bench.RunToEnd();
        var recording = bench.Recording();
        recording.AssertWhole();
        var driven = recording.Samples.Where(s => s.StepCount == 2).ToArray();
        Assert.InRange(driven[0].Voltage, 3.01, 3.12);
        Assert.Equal(driven[0].Voltage, driven[^1].Voltage, 9);
    }

    [Fact]
    public void Loops_nest_and_count_cycles()
    {
        var bench = new Bench();
        bench.Start(
            Plan(
                Step(StepKind.ConstantCurrent, 1e-3).Until(2),
                Step(StepKind.ConstantCurrent, -1e-3).Until(1),
                Loop(0, 3, countsCycles: true),
                Step(StepKind.Rest).Until(1),
                Loop(0, 2)
            )
        );
        bench.RunToEnd();
        var recording = bench.Recording();
        recording.AssertWhole();
        var order = recording.Of(RunEventCode.StepStarted).Select(e => (int)e.Step);
        Assert.Equal([0, 1, 0, 1, 0, 1, 3, 0, 1, 0, 1, 0, 1, 3], order);
        var cycles = recording.Of(RunEventCode.CycleEnded).ToArray();
        Assert.Equal([0.0, 1, 2, 3, 4, 5], cycles.Select(e => e.Value1));
        Assert.All(cycles, e => Assert.Equal(2e-3, e.Value2, 8));
        Assert.All(cycles, e => Assert.Equal(1e-3, e.Value3, 8));
        Assert.Equal(6u, recording.Events[^1].Cycle);
    }

    [Fact]
    public void A_condition_jumps_or_ends_the_run()
    {
        var bench = new Bench();
        bench.Start(
            Plan(
                Step(StepKind.Rest).Until(1, target: 2),
                Step(StepKind.ConstantCurrent, 1e-3).Until(1),
                Step(StepKind.Rest).Until(1, target: Condition.EndRun),
                Step(StepKind.Rest).Until(1)
            )
        );
        bench.RunToEnd();
        var recording = bench.Recording();
        Assert.Equal(EndReason.Condition, recording.AssertWhole().Reason);
        Assert.Equal([0, 2], recording.Of(RunEventCode.StepStarted).Select(e => (int)e.Step));
    }

    [Fact]
    public void Long_steady_steps_need_one_tick_a_second()
    {
        var bench = new Bench();
        bench.Start(Plan(Step(StepKind.ConstantCurrent, 1e-4).Until(100_000)));
        bench.RunToEnd();
        // The check of the reference at boot and every hour takes a few more.
        Assert.InRange(bench.Steps, 100_000, 100_200);
        Assert.Equal(100_001, bench.Recording().Samples.Count);
    }
}
