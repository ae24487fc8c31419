using EdgeTester.Contracts;
using EdgeTester.Firmware.Tests.Runner;
using static EdgeTester.Firmware.Tests.Runner.Bench;

namespace EdgeTester.Firmware.Tests.Telemetry;

public class CommandsTests
{
    private static byte[] Hour() => Plan(Step(StepKind.ConstantCurrent, 1e-3).Until(3600));

    [Fact]
    public void A_command_that_comes_twice_is_done_once()
    {
        var bench = new Bench();
        Assert.Equal(CommandResult.Accepted, bench.Order(CommandVerb.Start, payload: Hour(), id: 77).Result);
        bench.Run(10);
        Assert.Equal(
            CommandResult.AlreadyDone,
            bench.Order(CommandVerb.Start, payload: Hour(), id: 77).Result
        );
        bench.Reboot(1);
        Assert.Equal(
            CommandResult.AlreadyDone,
            bench.Order(CommandVerb.Start, payload: Hour(), id: 77).Result
        );
        bench.RunToEnd();
        Assert.Single(bench.Recording().Of(RunEventCode.RunStarted));
    }

    [Fact]
    public void A_refusal_is_repeated_and_not_reconsidered()
    {
        var bench = new Bench();
        bench.Order(CommandVerb.Start, run: 1, payload: Hour(), id: 1);
        Assert.Equal(
            CommandResult.Busy,
            bench.Order(CommandVerb.Start, run: 2, payload: Hour(), id: 2).Result
        );
        bench.Order(CommandVerb.Stop, run: 1, id: 3);
        bench.RunToEnd(5);
        Assert.Equal(
            CommandResult.Busy,
            bench.Order(CommandVerb.Start, run: 2, payload: Hour(), id: 2).Result
        );
        Assert.Equal(
            CommandResult.Accepted,
            bench.Order(CommandVerb.Start, run: 2, payload: Hour(), id: 4).Result
        );
    }

    [Fact]
    public void Each_wrong_command_has_its_own_answer()
    {
        var bench = new Bench();
        Assert.Equal(CommandResult.NotPossible, bench.Order(CommandVerb.Stop).Result);
        Assert.Equal(CommandResult.NoSuchChannel, bench.Order(CommandVerb.Start, channel: 9).Result);
        Assert.Equal(CommandResult.UnknownVerb, bench.Order((CommandVerb)99).Result);
        Assert.Equal(CommandResult.BadPlan, bench.Order(CommandVerb.Start, payload: [1, 2, 3]).Result);
        Assert.Equal(
            CommandResult.Expired,
            bench.Order(CommandVerb.Start, payload: Hour(), expiry: 5).Result
        );
        bench.Clock.UnixAtZero = 0;
        Assert.Equal(
            CommandResult.Accepted,
            bench.Order(CommandVerb.Start, payload: Hour(), expiry: 5).Result
        );
    }

    [Theory]
    [InlineData(StepKind.ConstantCurrent, 0.011, "the current is above the range")]
    [InlineData(StepKind.ConstantVoltage, 7.5, "the voltage is beyond the board's")]
    public void A_plan_that_the_board_cannot_run_is_refused_with_its_step(
        StepKind kind,
        double setpoint,
        string why
    )
    {
        var bench = new Bench();
        var answer = bench.Start(Plan(Step(StepKind.Rest).Until(1), Step(kind, setpoint).Until(1)));
        Assert.Equal(CommandResult.BadPlan, answer.Result);
        Assert.Equal("step index 1: " + why, answer.Text);
        Assert.Equal(ChannelState.Idle, bench.Channel.State);
    }

    [Fact]
    public void A_loop_that_repeats_no_step_is_refused()
    {
        var bench = new Bench();
        var answer = bench.Start(Plan(Step(StepKind.Rest).Until(1), Loop(0, 1), Loop(1, 4_000_000_000)));
        Assert.Equal(CommandResult.BadPlan, answer.Result);
        Assert.Equal("step index 2: the loop repeats no step", answer.Text);
    }

    [Fact]
    public void Stop_disconnects_and_ends_the_run()
    {
        var bench = new Bench();
        bench.Start(Hour());
        bench.Run(100.5);
        Assert.Equal(CommandResult.Accepted, bench.Order(CommandVerb.Stop).Result);
        Assert.False(bench.FrontEnd.IsConnected(0));
        bench.RunToEnd(5);
        var recording = bench.Recording();
        Assert.Equal(EndReason.Stopped, recording.AssertWhole().Reason);
        Assert.InRange(recording.Single(RunEventCode.StepEnded).Value1, 0.1004, 0.1006);
        Assert.Equal(
            CommandResult.NotPossible,
            bench.Order(CommandVerb.Start, run: 1, payload: Hour()).Result
        );
    }

    [Fact]
    public void A_pause_holds_the_step_and_resume_finishes_it()
    {
        var bench = new Bench();
        bench.Start(Plan(Step(StepKind.ConstantCurrent, 1e-3).Until(100)));
        bench.Run(40);
        Assert.Equal(CommandResult.Accepted, bench.Order(CommandVerb.Pause).Result);
        Assert.False(bench.FrontEnd.IsConnected(0));
        bench.Run(1000);
        Assert.Equal(ChannelState.Paused, bench.Channel.State);
        Assert.Equal(CommandResult.Accepted, bench.Order(CommandVerb.Resume).Result);
        bench.RunToEnd();
        var recording = bench.Recording();
        recording.AssertWhole();
        Assert.Equal(1000, recording.Single(RunEventCode.Resumed).Value1, 1);
        var step = recording.Single(RunEventCode.StepEnded);
        Assert.Equal(100, step.Value3, 6);
        Assert.InRange(step.Value1, 0.1 - 1e-6, 0.1 + 1e-6);
        Assert.Equal(1100.0, step.ElapsedMicroseconds * 1e-6, 1);
    }

    [Fact]
    public void A_pause_in_a_spectrum_goes_on_at_the_same_point()
    {
        var bench = new Bench();
        bench.Start(Plan(Impedance.ImpedanceTests.Spectrum(true, 1e-4, 1000, 1)));
        bench.Run(3.5);
        bench.Order(CommandVerb.Pause);
        bench.Run(10);
        bench.Order(CommandVerb.Resume);
        bench.RunToEnd();
        var recording = bench.Recording();
        recording.AssertWhole();
        Assert.Equal(Enumerable.Range(0, 31), recording.Points.Select(p => (int)p.Index));
        recording.Single(RunEventCode.SpectrumStarted);
        Assert.Equal(31, recording.Single(RunEventCode.SpectrumEnded).Value2);
    }

    [Fact]
    public void Rubbish_is_counted_and_nothing_else()
    {
        var bench = new Bench();
        bench.Uplink.Send([]);
        bench.Uplink.Send([1, 2, 3]);
        bench.Uplink.Send(new byte[200]);
        bench.Run(2);
        Assert.Equal(ChannelState.Idle, bench.Channel.State);
        Assert.Empty(bench.Uplink.Acknowledgements);
    }

    [Fact]
    public void The_birth_says_who_and_what_and_the_state_says_online()
    {
        var bench = new Bench(3);
        bench.Start(Hour(), 5, 2);
        bench.Run(2);
        var bytes = bench.Uplink.Retained[Topics.Birth("T1")];
        var birth = new DeviceDescription();
        Assert.Equal(
            FrameError.None,
            birth.TryDecode(bytes, 0, bytes.Length, new FrameHeader(), new ByteReader())
        );
        Assert.Equal(3, birth.Channels.Length);
        Assert.Equal(ChannelState.Running, birth.Channels[2].State);
        Assert.True(birth.Channels[2].Run.SameAs(Id(5)));
        Assert.Equal([10e-3, 1e-3, 100e-6, 10e-6], birth.CurrentRanges);
        Assert.Equal(1u, birth.BootCount);
        Assert.Equal(
            Topics.Online,
            System.Text.Encoding.UTF8.GetString(bench.Uplink.Retained[Topics.State("T1")])
        );
    }

    [Fact]
    public void Live_values_come_once_a_second_of_the_link()
    {
        var bench = new Bench(2);
        bench.Start(Hour());
        var before = bench.Uplink.Lives.Count;
        bench.Run(100);
        Assert.InRange(bench.Uplink.Lives.Count - before, 190, 204);
        var live = new LiveStatus();
        var bytes = bench.Uplink.Lives.Last(b => b[24] == 0);
        Assert.Equal(
            FrameError.None,
            live.TryDecode(bytes, 0, bytes.Length, new FrameHeader(), new ByteReader())
        );
        Assert.Equal(StepKind.ConstantCurrent, live.Kind);
        Assert.Equal(1e-3, live.Current, 9);
    }
}
