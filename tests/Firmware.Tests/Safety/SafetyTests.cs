using EdgeTester.Contracts;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Tests.Runner;
using static EdgeTester.Firmware.Tests.Runner.Bench;

namespace EdgeTester.Firmware.Tests.Safety;

public class SafetyTests
{
    private static StepDefinition Charge(double seconds = 3600) =>
        Step(StepKind.ConstantCurrent, 1e-3).Until(seconds);

    [Fact]
    public void A_limit_of_the_run_disconnects_and_ends_it()
    {
        var bench = new Bench();
        bench.FrontEnd.Cells[0].SourceCapacitance = 1;
        var header = new PlanHeader();
        header.Limits.MaximumVoltage = 3.4;
        bench.Start(Plan(header, Charge(), Charge()));
        bench.RunToEnd();
        var recording = bench.Recording();
        Assert.Equal(EndReason.Limit, recording.AssertWhole().Reason);
        var trip = recording.Single(RunEventCode.LimitTripped);
        Assert.Equal(3.4, trip.Value1);
        Assert.InRange(trip.Value2, 3.4, 3.4 + 20e-6);
        Assert.False(bench.FrontEnd.IsConnected(0));
        Assert.Equal(EndReason.Limit, recording.Single(RunEventCode.StepEnded).Reason);
    }

    [Fact]
    public void A_limit_of_a_step_holds_in_that_step_only()
    {
        var bench = new Bench();
        var first = Charge(100);
        var second = Charge(100);
        second.Limits.MaximumVoltage = 3.2;
        bench.Start(Plan(first, second));
        bench.RunToEnd();
        var recording = bench.Recording();
        Assert.Equal(EndReason.Limit, recording.AssertWhole().Reason);
        Assert.Equal(2u, recording.Single(RunEventCode.LimitTripped).StepCount);
    }

    [Fact]
    public void A_delay_forgives_what_is_shorter()
    {
        var bench = new Bench();
        var step = Charge(100);
        step.Limits.MaximumTemperature = 60;
        step.Limits.DelaySeconds = 5;
        bench.Start(Plan(step));
        bench.Run(20);
        bench.FrontEnd.TemperatureReading = 61;
        bench.Run(4);
        bench.FrontEnd.TemperatureReading = 59;
        bench.Run(2);
        Assert.Equal(ChannelState.Running, bench.Channel.State);
        bench.FrontEnd.TemperatureReading = 61;
        var start = bench.Clock.ElapsedMicroseconds;
        bench.RunToEnd(20);
        Assert.InRange(bench.Clock.ElapsedMicroseconds - start, 5_000_000, 6_100_000);
    }

    [Theory]
    [InlineData(0.3, true)]
    [InlineData(double.NaN, false)]
    public void A_collapse_at_constant_current_is_a_short(double share, bool isFound)
    {
        var bench = new Bench();
        bench.FrontEnd.VoltageNoise = 50e-6;
        bench.FrontEnd.Cells[0].OpenCircuitVoltage = 0;
        var step = Charge();
        step.Limits.ShortVoltageShare = share;
        bench.Start(Plan(step));
        bench.Run(100.3);
        bench.FrontEnd.Cells[0].IsShort = true;
        var start = bench.Clock.ElapsedMicroseconds;
        bench.RunToEnd();
        var recording = bench.Recording();
        var end = recording.AssertWhole();
        Assert.Equal(isFound ? EndReason.Short : EndReason.Completed, end.Reason);
        if (!isFound)
            return;
        var found = recording.Single(RunEventCode.ShortDetected);
        Assert.InRange(found.Value2, 0.24, 0.26);
        Assert.InRange(Math.Abs(found.Value1), 0, 1e-3);
        Assert.InRange((long)found.ElapsedMicroseconds - 100_300_000, 0, 1_100_000);
        Assert.True(bench.Clock.ElapsedMicroseconds - start < 10_000_000);
    }

    [Fact]
    public void An_open_lead_is_a_fault_within_a_second()
    {
        var bench = new Bench();
        bench.Start(Plan(Charge()));
        bench.Run(10);
        bench.FrontEnd.OpenLead = true;
        bench.RunToEnd(2);
        var recording = bench.Recording();
        Assert.Equal(EndReason.Fault, recording.AssertWhole().Reason);
        Assert.Contains("open lead", recording.Single(RunEventCode.Fault).Text);
        Assert.Equal(ChannelState.Faulted, bench.Channel.State);
        bench.FrontEnd.OpenLead = false;
        Assert.Equal(CommandResult.Accepted, bench.Start(Plan(Charge(5)), 2).Result);
    }

    [Fact]
    public void A_reading_that_is_no_number_is_a_fault_at_once()
    {
        var bench = new Bench();
        bench.Start(Plan(Charge()));
        bench.Run(10);
        bench.FrontEnd.BadReading = double.NaN;
        bench.Tester.Step();
        Assert.Equal(ChannelState.Faulted, bench.Channel.State);
        Assert.False(bench.FrontEnd.IsConnected(0));
    }

    [Fact]
    public void A_front_end_that_fails_once_is_brought_back_and_the_run_goes_on()
    {
        var bench = new Bench(2);
        bench.Start(Plan(Charge(100)), 1, 0);
        bench.Start(Plan(Step(StepKind.ConstantVoltage, 3.01).Until(100)), 2, 1);
        bench.Run(10);
        bench.FrontEnd.RefreshFaults.Enqueue(FrontEndFault.Checksum);
        bench.Tester.Step();
        Assert.False(bench.FrontEnd.IsConnected(0));
        Assert.False(bench.FrontEnd.IsConnected(1));
        bench.RunToEnd();
        var recording = bench.Recording();
        Assert.Equal(EndReason.Completed, recording.AssertWhole().Reason);
        Assert.Contains("checksum", recording.Single(RunEventCode.Warning).Text);
        Assert.Equal(100, recording.Single(RunEventCode.StepEnded).Value3, 6);
        var lost = recording.Single(RunEventCode.StepEnded).Value1;
        Assert.InRange(lost, 0.1 - 2e-6, 0.1 + 2e-6);
    }

    [Fact]
    public void A_front_end_that_stays_away_ends_the_runs()
    {
        var bench = new Bench();
        bench.Start(Plan(Charge(1000)));
        bench.Run(10);
        bench.FrontEnd.RefreshFaults.Enqueue(FrontEndFault.NoData);
        for (var k = 0; k < 3; k++)
            bench.FrontEnd.InitializeFaults.Enqueue(FrontEndFault.ChipMissing);
        bench.RunToEnd(60);
        Assert.Equal(ChannelState.Faulted, bench.Channel.State);
        Assert.Equal(EndReason.Fault, bench.Recording().AssertWhole().Reason);
        Assert.Equal(1 + 3, bench.FrontEnd.Initializations);
        Assert.Equal(CommandResult.Accepted, bench.Start(Plan(Charge(5)), 2).Result);
        bench.RunToEnd();
        Assert.Equal(EndReason.Completed, bench.Recording(2).AssertWhole().Reason);
    }

    [Fact]
    public void A_comparator_trip_ends_the_run_whose_relay_it_opened()
    {
        var bench = new Bench(3);
        bench.Start(Plan(Step(StepKind.ConstantVoltage, 3.01).Until(1000)), 1, 0);
        bench.Start(Plan(Step(StepKind.Rest).Until(1000)), 2, 1);
        bench.Start(Plan(Charge(1000)), 3, 2);
        bench.Run(10);
        bench.FrontEnd.TripsComparator = 0;
        bench.Tester.Step();
        Assert.Equal(ChannelState.Faulted, bench.Tester.ChannelAt(0).State);
        Assert.Equal(ChannelState.Running, bench.Tester.ChannelAt(1).State);
        Assert.Equal(ChannelState.Running, bench.Tester.ChannelAt(2).State);
        bench.Run(2);
        Assert.Contains("comparator", bench.Recording().Single(RunEventCode.Fault).Text);
    }

    [Fact]
    public void An_exception_in_a_channel_opens_its_relay_and_leaves_the_others()
    {
        var bench = new Bench(2);
        bench.Start(Plan(Charge(1000)), 1, 0);
        bench.Start(Plan(Charge(1000)), 2, 1);
        bench.Run(10);
        bench.FrontEnd.ThrowsFor = 0;
        bench.Tester.Step();
        bench.FrontEnd.ThrowsFor = -1;
        Assert.Equal(ChannelState.Faulted, bench.Tester.ChannelAt(0).State);
        Assert.False(bench.FrontEnd.IsConnected(0));
        Assert.Equal(ChannelState.Running, bench.Tester.ChannelAt(1).State);
        Assert.True(bench.FrontEnd.IsConnected(1));
    }

    [Fact]
    public void A_voltage_that_cannot_be_held_on_the_largest_range_ends_the_run()
    {
        var bench = new Bench();
        bench.FrontEnd.Cells[0].SeriesResistance = 1;
        bench.FrontEnd.Cells[0].ParallelResistance = 1;
        bench.Start(Plan(Step(StepKind.ConstantVoltage, 3.5).Until(100)));
        bench.RunToEnd(5);
        var recording = bench.Recording();
        Assert.Equal(EndReason.Limit, recording.AssertWhole().Reason);
        Assert.Equal(10e-3, recording.Single(RunEventCode.LimitTripped).Value1);
    }
}
