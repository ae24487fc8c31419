using EdgeTester.Contracts;
using EdgeTester.Firmware.Tests.Runner;
using static EdgeTester.Firmware.Tests.Runner.Bench;

namespace EdgeTester.Firmware.Tests.Journal;

/// <summary>
/// Power fails without a warning, in the middle of a write or between two steps of the control loop: the charge of the run stays that of the cell.
/// </summary>
public class ChargeAtCutsTests
{
    private const long BoardTick = 12_288;

    /// <summary>
    /// One run of weeks with hundreds of power failures, half of them at a random byte of a random write, half at a random moment. The last tick's
    /// current cannot be known, so that each failure leaves up to half a tick of charge, now more, now less.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_charge_of_a_run_is_right_within_a_millionth(int seed)
    {
        // EDGETESTER_CUTS=10000 for the figures of power-cuts.txt.
        var cuts = int.TryParse(Environment.GetEnvironmentVariable("EDGETESTER_CUTS"), out var asked)
            ? asked
            : 100;
        var random = new Random(seed);
        var bench = new Bench(1, o => o.ResumeRestMicroseconds = 2_000_000);
        // As quick as the readings, so that all that is wrong comes from the cuts.
        bench.FrontEnd.Cells[0].ParallelCapacitance = 1e-6;
        bench.Start(Cycles());
        var passed = 0.0;
        for (var cut = 0; cut < cuts; cut++)
        {
            bench.Options.MaximumTickMicroseconds = 1_000_000;
            passed += Run(bench, cuts > 1000 ? random.Next(200, 600) : random.Next(1000, 3000));
            bench.Options.MaximumTickMicroseconds = BoardTick;
            passed += Run(bench, 1.5);
            passed += cut % 2 == 0 ? CutAtWrite(bench, random) : CutBetween(bench, random);
            bench.Power.Restore(long.MaxValue / 2, 0);
            bench.Reboot(random.NextDouble() * 50);
        }
        bench.Order(CommandVerb.Stop);
        bench.RunToEnd();
        var recording = bench.Recording();
        var end = recording.AssertWhole();
        Assert.Equal(0, bench.Uplink.Conflicts);
        Assert.Equal(EndReason.Stopped, end.Reason);
        // The policy of the plan is to go on: every start did.
        var outages = recording.Of(RunEventCode.Outage).Count();
        Assert.InRange(outages, cuts - 1, cuts);
        Assert.InRange(recording.Of(RunEventCode.Resumed).Count(), outages - 1, outages);
        var wrong = end.ChargeCoulomb - bench.FrontEnd.Cells[0].Charge;
        TestContext.Current.SendDiagnosticMessage(
            $"seed {seed}: {cuts} power failures in {bench.Recording().Samples[^1].Elapsed / 86.4e9:F1} days, "
                + $"{passed:F1} C passed, {wrong / passed * 1e6:F3} ppm wrong"
        );
        Assert.InRange(Math.Abs(wrong) / passed, 0, 1e-6);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.31)]
    [InlineData(0.99)]
    public void A_cut_between_two_steps_costs_half_a_tick_at_the_most_and_says_so(double share)
    {
        var bench = new Bench(1, o => o.MaximumTickMicroseconds = BoardTick);
        bench.Start(Plan(Step(StepKind.ConstantCurrent, 1e-3).Until(7200)));
        Run(bench, 100.7);
        var next = bench.Tester.Step();
        bench.Clock.ElapsedMicroseconds += (long)(share * (next - bench.Clock.ElapsedMicroseconds));
        bench.FrontEnd.DisconnectAll();
        var charge = bench.FrontEnd.Cells[0].Charge;
        bench.Options.MaximumTickMicroseconds = 1_000_000;
        bench.Reboot(100);
        Assert.InRange(Math.Abs(bench.Channel.Run.Charge - charge), 0, 0.501 * 1e-3 * BoardTick * 1e-6);
        bench.RunToEnd();
        var recording = bench.Recording();
        recording.AssertWhole();
        var estimated = recording.Single(RunEventCode.ChargeEstimated);
        Assert.InRange(Math.Abs(estimated.ChargeCoulomb - charge), 0, 1.001 * estimated.Value3);
        Assert.Equal(0.5e-3 * BoardTick * 1e-6, estimated.Value3, 1e-9);
        Assert.Equal(estimated.Value1 * 1e-3, estimated.Value2, 1e-9);
        Assert.InRange(recording.Single(RunEventCode.Outage).Value1, 99.98, 100.02);
        // The technique's time goes on where the current stopped.
        Assert.Equal(7200, recording.Single(RunEventCode.StepEnded).Value3, 0.013);
        Assert.Equal(7.2, recording.Single(RunEventCode.StepEnded).Value1, 2e-5);
    }

    [Fact]
    public void A_cut_that_tears_a_write_costs_nothing()
    {
        var bench = new Bench(1, o => o.MaximumTickMicroseconds = BoardTick);
        bench.Start(Plan(Step(StepKind.ConstantCurrent, 1e-3).Until(3600)));
        for (var cut = 0; cut < 20; cut++)
        {
            Run(bench, 70 + cut * 0.37);
            // Past the bytes that are the same in every mark.
            bench.Power.Restore(1 + cut, 0.6);
            Assert.Throws<PowerFailure>(() => Run(bench, 100));
            bench.FrontEnd.DisconnectAll();
            var charge = bench.FrontEnd.Cells[0].Charge;
            bench.Power.Restore(long.MaxValue / 2, 0);
            bench.Reboot(3);
            Assert.Equal(charge, bench.Channel.Run.Charge, 1e-9);
        }
    }

    [Fact]
    public void Cuts_again_and_again_before_the_run_has_gone_on_add_nothing()
    {
        var bench = new Bench(1, o => o.MaximumTickMicroseconds = BoardTick);
        bench.Start(Plan(Step(StepKind.ConstantCurrent, 1e-3).Until(3600)));
        Run(bench, 100);
        bench.Reboot(3);
        var charge = bench.Channel.Run.Charge;
        for (var cut = 0; cut < 5; cut++)
        {
            Run(bench, 10);
            bench.Reboot(3);
            Assert.Equal(charge, bench.Channel.Run.Charge);
        }
    }

    [Fact]
    public void A_cell_that_rests_gets_no_charge_for_a_cut()
    {
        var bench = new Bench(1, o => o.MaximumTickMicroseconds = BoardTick);
        bench.Start(Plan(Step(StepKind.ConstantCurrent, 1e-3).Until(10), Step(StepKind.Rest).Until(3600)));
        Run(bench, 20);
        var charge = bench.Channel.Run.Charge;
        bench.Reboot(3);
        Assert.Equal(charge, bench.Channel.Run.Charge);
        bench.RunToEnd();
        Assert.Empty(bench.Recording().Of(RunEventCode.ChargeEstimated));
    }

    private static byte[] Cycles()
    {
        var hold = Step(StepKind.ConstantVoltage, 3.05);
        var steps = new[]
        {
            Step(StepKind.ConstantCurrent, 1e-3).Until(900),
            hold.Until(300),
            Step(StepKind.ConstantCurrent, -1e-3).Until(800),
            Step(StepKind.Rest).Until(20),
        };
        foreach (var step in steps)
            step.RecordIntervalMicroseconds = 30_000_000;
        return Plan([.. steps, Loop(0, 1_000_000, countsCycles: true)]);
    }

    // Runs on for a time and gives back the charge that passed, whatever its sign.
    private static double Run(Bench bench, double seconds)
    {
        var passed = 0.0;
        var end = bench.Clock.ElapsedMicroseconds + (long)(seconds * 1e6);
        while (bench.Clock.ElapsedMicroseconds < end)
        {
            var before = bench.FrontEnd.Cells[0].Charge;
            bench.Clock.ElapsedMicroseconds = bench.Tester.Step();
            passed += Math.Abs(bench.FrontEnd.Cells[0].Charge - before);
        }
        return passed;
    }

    private static double CutAtWrite(Bench bench, Random random)
    {
        bench.Power.Restore(random.Next(1, 100), random.NextDouble());
        try
        {
            return Run(bench, 1000);
        }
        catch (PowerFailure)
        {
            return 0;
        }
    }

    private static double CutBetween(Bench bench, Random random)
    {
        var passed = Run(bench, random.NextDouble());
        var next = bench.Tester.Step();
        var span = next - bench.Clock.ElapsedMicroseconds;
        bench.Clock.ElapsedMicroseconds += (long)(random.NextDouble() * span);
        return passed;
    }
}
