using EdgeTester.Contracts;
using static EdgeTester.Firmware.Tests.Runner.Bench;

namespace EdgeTester.Firmware.Tests.Runner;

public class ResumeTests
{
    private static Bench Cut(
        ResumePolicy policy,
        double secondsAway,
        double longest = 0,
        bool knowsTime = true
    )
    {
        var bench = new Bench();
        if (!knowsTime)
            bench.Clock.UnixAtZero = 0;
        var header = new PlanHeader { Resume = policy, LongestOutageSeconds = longest };
        bench.Start(Plan(header, Step(StepKind.ConstantCurrent, 1e-3).Until(1000)));
        bench.Run(500);
        bench.Reboot(secondsAway);
        return bench;
    }

    [Fact]
    public void A_run_goes_on_after_a_minute_of_rest()
    {
        var bench = Cut(ResumePolicy.Continue, 3000);
        bench.Run(59);
        Assert.False(bench.FrontEnd.IsConnected(0));
        bench.Run(2);
        Assert.True(bench.FrontEnd.IsConnected(0));
        bench.RunToEnd();
        var recording = bench.Recording();
        Assert.Equal(EndReason.Completed, recording.AssertWhole().Reason);
        var outage = recording.Single(RunEventCode.Outage);
        Assert.InRange(outage.Value1, 2999, 3001.5);
        Assert.InRange(outage.Value2, 3.2, 3.3);
        Assert.InRange(outage.Value3, 2.99, 3.01);
        Assert.InRange(outage.ElapsedMicroseconds * 1e-6, 3559, 3562);
        var step = recording.Single(RunEventCode.StepEnded);
        Assert.Equal(1000, step.Value3, 6);
        Assert.InRange(step.Value1, 1 - 2e-6, 1 + 2e-6);
    }

    [Theory]
    [InlineData(100, 200, true, EndReason.Completed)]
    [InlineData(300, 200, true, EndReason.Outage)]
    [InlineData(100, 200, false, EndReason.Outage)]
    public void Continue_if_short_asks_how_long(
        double away,
        double longest,
        bool knowsTime,
        EndReason expected
    )
    {
        var bench = Cut(ResumePolicy.ContinueIfShort, away, longest, knowsTime);
        bench.RunToEnd();
        var recording = bench.Recording();
        Assert.Equal(expected, recording.AssertWhole().Reason);
        Assert.Equal(knowsTime, !double.IsNaN(recording.Single(RunEventCode.Outage).Value1));
    }

    [Fact]
    public void Stop_ends_the_run()
    {
        var bench = Cut(ResumePolicy.Stop, 10);
        bench.RunToEnd(5);
        Assert.Equal(EndReason.Outage, bench.Recording().AssertWhole().Reason);
        Assert.False(bench.FrontEnd.IsConnected(0));
    }

    [Fact]
    public void Pause_waits_for_a_person()
    {
        var bench = Cut(ResumePolicy.Pause, 10);
        bench.Run(1000);
        Assert.Equal(ChannelState.Paused, bench.Channel.State);
        Assert.Equal(CommandResult.Accepted, bench.Order(CommandVerb.Resume).Result);
        bench.RunToEnd();
        var recording = bench.Recording();
        Assert.Equal(EndReason.Completed, recording.AssertWhole().Reason);
        Assert.Equal(1000, recording.Single(RunEventCode.StepEnded).Value3, 6);
    }

    [Fact]
    public void A_paused_run_is_still_paused_after_an_outage()
    {
        var bench = new Bench();
        bench.Start(Plan(Step(StepKind.ConstantCurrent, 1e-3).Until(100)));
        bench.Run(50);
        bench.Order(CommandVerb.Pause);
        bench.Reboot(1000);
        bench.Run(100);
        Assert.Equal(ChannelState.Paused, bench.Channel.State);
        bench.Order(CommandVerb.Resume);
        bench.RunToEnd();
        var recording = bench.Recording();
        recording.AssertWhole();
        recording.Single(RunEventCode.Paused);
        Assert.InRange(recording.Single(RunEventCode.Outage).Value1, 999, 1001.5);
        Assert.InRange(recording.Single(RunEventCode.Resumed).Value1, 99, 1102);
    }

    [Fact]
    public void Records_of_a_run_that_is_over_still_go_out_after_an_outage()
    {
        var bench = new Bench();
        bench.Uplink.IsConnected = true;
        bench.Start(Plan(Step(StepKind.ConstantCurrent, 1e-3).Until(100)));
        bench.Uplink.IsConnected = false;
        bench.Run(200);
        Assert.Equal(ChannelState.Draining, bench.Channel.State);
        bench.Reboot(1000);
        Assert.Equal(ChannelState.Draining, bench.Channel.State);
        bench.Uplink.IsConnected = true;
        bench.Uplink.ConnectionCount++;
        bench.RunToEnd(100);
        bench.Recording().AssertWhole();
    }
}
