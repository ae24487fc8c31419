using EdgeTester.Contracts;
using EdgeTester.Firmware.Techniques;
using static EdgeTester.Firmware.Tests.Runner.Bench;

namespace EdgeTester.Firmware.Tests.Runner;

public class PulseTests
{
    // R0 = 50 ohm, R1 = 200 ohm, tau = 0.2 s.
    private static StepDefinition Pulses(uint count, double ampere = 1e-3, double between = 0) =>
        new()
        {
            Kind = StepKind.CurrentPulse,
            Range = StepDefinition.AutoRange,
            Setpoint = ampere,
            End = between,
            PulseSeconds = 2,
            RelaxSeconds = 5,
            RepeatCount = count,
        };

    [Theory]
    [InlineData(0)]
    [InlineData(-2e-4)]
    public void A_pulse_gives_the_resistance_at_its_beginning_and_end(double between)
    {
        var bench = new Bench();
        bench.Start(Plan(Pulses(3, 1e-3, between)));
        bench.RunToEnd();
        var recording = bench.Recording();
        Assert.Equal(EndReason.Completed, recording.AssertWhole().Reason);
        var pulses = recording.Of(RunEventCode.PulseEnded).ToArray();
        Assert.Equal(3, pulses.Length);
        foreach (var pulse in pulses)
        {
            // The first settled reading comes 25 ms after the step: 50 + 200 (1 - exp(-0.125)).
            Assert.InRange(pulse.Value1, 70, 90);
            Assert.InRange(pulse.Value2, 249.9, 250.1);
            Assert.InRange(pulse.Value3, 3 + 250 * between - 1e-4, 3 + 250 * between + 1e-4);
        }
        // 3 pulses of 2 s, 4 times 5 s between them.
        Assert.Equal(26, recording.Single(RunEventCode.StepEnded).Value3, 2e-2);
        var charge = recording.Single(RunEventCode.StepEnded).Value1;
        Assert.Equal(3 * 2 * 1e-3 + 20 * between, charge, 6e-3 * 5e-3);
        Assert.Equal(bench.FrontEnd.Cells[0].Charge, charge, 1e-8);
    }

    [Fact]
    public void A_titration_ends_at_its_voltage()
    {
        var bench = new Bench();
        bench.FrontEnd.Cells[0].SourceCapacitance = 0.1;
        bench.Start(Plan(Pulses(1000).Until(ConditionQuantity.Voltage, true, 3.5)));
        bench.RunToEnd();
        var recording = bench.Recording();
        Assert.Equal(EndReason.Condition, recording.Single(RunEventCode.StepEnded).Reason);
        // The source rises by 20 mV a pulse from 3 V; the pulse itself adds 0.25 V.
        Assert.InRange(recording.Of(RunEventCode.PulseEnded).Count(), 12, 13);
    }

    [Fact]
    public void A_run_can_end_by_the_resistance_of_a_pulse_or_a_spectrum()
    {
        var bench = new Bench();
        var rest = Step(StepKind.Rest).Until(10);
        rest.Until(ConditionQuantity.Resistance, true, 240, Condition.EndRun);
        bench.Start(Plan(Step(StepKind.Rest).Until(1), rest, Pulses(1), rest, Step(StepKind.Rest).Until(99)));
        bench.RunToEnd();
        var recording = bench.Recording();
        Assert.Equal(EndReason.Condition, recording.AssertWhole().Reason);
        Assert.Equal(4, recording.Of(RunEventCode.StepStarted).Count());
    }

    [Fact]
    public void A_power_cut_in_a_pulse_goes_on_in_it()
    {
        var bench = new Bench();
        bench.Start(Plan(Pulses(3)));
        bench.Run(6.5);
        bench.Reboot(3);
        bench.RunToEnd();
        var recording = bench.Recording();
        Assert.Equal(EndReason.Completed, recording.AssertWhole().Reason);
        var pulses = recording.Of(RunEventCode.PulseEnded).ToArray();
        Assert.Equal(3, pulses.Length);
        Assert.True(double.IsNaN(pulses[0].Value2));
        Assert.InRange(pulses[2].Value2, 249.9, 250.1);
    }

    [Theory]
    [InlineData(0, false, 5)]
    [InlineData(5, true, 7)]
    [InlineData(6.9, true, 7)]
    [InlineData(7, false, 12)]
    [InlineData(20, true, 21)]
    [InlineData(21, false, 26)]
    [InlineData(30, false, 26)]
    public void A_pulse_is_a_function_of_time(double at, bool isOn, double next)
    {
        var step = Pulses(3);
        Assert.Equal(isOn, CurrentPulse.IsOn(step, (long)(at * 1e6)));
        Assert.Equal(next, CurrentPulse.NextChange(step, (long)(at * 1e6)) * 1e-6, 1e-9);
    }

    [Fact]
    public void A_step_of_every_third_cycle_is_passed_over_in_the_others()
    {
        var bench = new Bench();
        var spectrum = Step(StepKind.Rest).Until(7);
        spectrum.EveryCycles = 3;
        bench.Start(Plan(Step(StepKind.ConstantCurrent, 1e-3).Until(5), spectrum, Loop(0, 10, true)));
        bench.Run(28);
        bench.Reboot(1);
        bench.RunToEnd();
        var recording = bench.Recording();
        Assert.Equal(EndReason.Completed, recording.AssertWhole().Reason);
        Assert.Equal(10, recording.Of(RunEventCode.CycleEnded).Count());
        Assert.Equal(
            [2u, 5u, 8u],
            recording.Of(RunEventCode.StepStarted).Where(e => e.Step == 1).Select(e => e.Cycle)
        );
        Assert.Equal(10, recording.Of(RunEventCode.StepStarted).Count(e => e.Step == 0));
    }
}
