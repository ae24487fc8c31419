using EdgeTester.Contracts;
using EdgeTester.Firmware.Runner;
using static EdgeTester.Firmware.Tests.Runner.Bench;

namespace EdgeTester.Firmware.Tests.Runner;

public class ConditionsTests
{
    [Fact]
    public void A_step_ends_when_its_voltage_has_become_steady()
    {
        var bench = new Bench();
        bench.FrontEnd.VoltageNoise = 5e-6;
        bench.FrontEnd.Cells[0].ParallelCapacitance = 0.5;
        // 0.2 V at 100 s: below 20 uV/s when t = 100 s * ln(0.2 / 100 / 20e-6) = 460 s.
        bench.Start(
            Plan(
                Step(StepKind.ConstantCurrent, 1e-3)
                    .Until(ConditionQuantity.AbsoluteVoltageRate, false, 20e-6)
                    .Until(5000)
            )
        );
        bench.RunToEnd();
        var step = bench.Recording().Single(RunEventCode.StepEnded);
        Assert.InRange(step.Value3, 440, 530);
    }

    [Theory]
    [InlineData(0.97e-3, 0.004)]
    [InlineData(1.013e-3, 0.1)]
    [InlineData(0.3017e-3, 0.012)]
    [InlineData(5.03e-3, 0.004)]
    public void A_step_ends_within_a_reading_of_its_limit_where_the_voltage_bends_ever_faster(
        double ampere,
        double width
    )
    {
        // An electrode that is full after 0.36 C: v = 3.4 V - w ln(1 - q/Q), which meets 4.2 V at q = Q (1 - exp(-0.8 V / w)).
        const double Full = 0.36;
        var bench = new Bench();
        bench.FrontEnd.VoltageNoise = 1e-6;
        bench.FrontEnd.Cells[0].SeriesResistance = 0;
        bench.FrontEnd.Cells[0].ParallelResistance = 1e-3;
        bench.FrontEnd.Cells[0].OpenCircuitCurve = q =>
            3.4 - width * Math.Log(Math.Max(1 - q / Full, 1e-300));
        bench.Start(
            Plan(
                Step(StepKind.ConstantCurrent, ampere).Until(ConditionQuantity.Voltage, true, 4.2).Until(5000)
            )
        );
        bench.RunToEnd();
        var wanted = Full * Math.Min(1, 1 - Math.Exp(-0.8 / width)) / ampere;
        var step = bench.Recording().Single(RunEventCode.StepEnded);
        Assert.InRange(step.Value3, wanted - 0.01, wanted + 0.04);
    }

    [Fact]
    public void A_step_ends_when_its_current_has_become_steady()
    {
        var bench = new Bench();
        bench.FrontEnd.CurrentNoise = 1e-9;
        bench.FrontEnd.Cells[0].ParallelCapacitance = 2;
        var step = Step(StepKind.ConstantVoltage, 3.1)
            .Until(ConditionQuantity.RelativeCurrentRate, false, 1e-4)
            .Until(5000);
        bench.Start(Plan(step));
        bench.RunToEnd();
        // 2 mA falls to 0.4 mA with 80 s: 1.6 mA / 80 s * exp(-t / 80 s) = 1e-4/s * I at about 480 s.
        Assert.InRange(bench.Recording().Single(RunEventCode.StepEnded).Value3, 440, 580);
    }

    [Fact]
    public void A_step_ends_at_a_temperature()
    {
        var bench = new Bench();
        bench.Start(Plan(Step(StepKind.Rest).Until(ConditionQuantity.Temperature, true, 60)));
        bench.Run(100);
        bench.FrontEnd.TemperatureReading = 60.5;
        bench.RunToEnd(5);
        Assert.Equal(EndReason.Completed, bench.Recording().AssertWhole().Reason);
    }

    [Fact]
    public void Samples_come_with_changes_where_the_plan_asks_for_that()
    {
        var bench = new Bench();
        bench.FrontEnd.Cells[0].SourceCapacitance = 1;
        var step = Step(StepKind.ConstantCurrent, 1e-3).Until(100);
        step.RecordIntervalMicroseconds = 60_000_000;
        step.RecordVoltageChange = 0.01;
        bench.Start(Plan(step));
        bench.RunToEnd();
        var samples = bench.Recording().Samples;
        for (var k = 2; k < samples.Count; k++)
            Assert.True(
                samples[k].Voltage - samples[k - 1].Voltage >= 0.00999
                    || samples[k].Elapsed % 60_000_000 == 0
                    || k == samples.Count - 1
            );
        Assert.InRange(samples.Count, 10, 45);
    }

    [Fact]
    public void Any_time_between_two_calls_is_tolerated()
    {
        var bench = new Bench();
        bench.Start(Plan(Step(StepKind.ConstantCurrent, 1e-3).Until(100), Step(StepKind.Rest).Until(10)));
        var random = new Random(2);
        while (bench.Channel.State != ChannelState.Idle)
        {
            bench.Clock.ElapsedMicroseconds += random.Next(1, 7_000_000);
            bench.Tester.Step();
        }
        var recording = bench.Recording();
        Assert.Equal(EndReason.Completed, recording.AssertWhole().Reason);
        // Late by up to 7 s, and so is the charge, which is what really flowed.
        Assert.Equal(bench.FrontEnd.Cells[0].Charge, recording.Events[^1].ChargeCoulomb, 1e-9);
    }

    [Fact]
    public void A_sum_of_ten_million_small_parts_is_exact_to_the_last_digits()
    {
        var sum = new CompensatedSum();
        sum.Set(1000);
        for (var k = 0; k < 10_000_000; k++)
            sum.Add(1e-4 / 3);
        Assert.Equal(1000 + 1e3 / 3, sum.Value, 1e-12);
    }
}
