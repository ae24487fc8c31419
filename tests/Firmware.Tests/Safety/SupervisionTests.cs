using EdgeTester.Contracts;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Safety;
using EdgeTester.Firmware.Tests.Runner;
using EdgeTester.Firmware.Virtual.Cells;
using EdgeTester.Firmware.Virtual.Chips;
using static EdgeTester.Firmware.Tests.Runner.Bench;

namespace EdgeTester.Firmware.Tests.Safety;

/// <summary>Reference check at boot and every hour, watchdog, brown-out.</summary>
public class SupervisionTests
{
    private sealed class Supply : IPowerInput
    {
        public bool IsFailing { get; set; }
    }

    [Fact]
    public void The_reference_is_checked_at_boot_and_every_hour_and_the_result_travels_with_the_run()
    {
        var bench = new Bench();
        bench.Run(1);
        bench.Start(Plan(Step(StepKind.Rest).Until(3 * 3600 + 60)));
        bench.Run(1800);
        bench.FrontEnd.ReferenceOhm *= 1.0001;
        bench.Run(5400);
        bench.FrontEnd.ReferenceOhm *= 1.01;
        bench.RunToEnd();
        var recording = bench.Recording();
        recording.AssertWhole();
        var checks = recording.Of(RunEventCode.ReferenceChecked).ToArray();
        Assert.Equal(4, checks.Length);
        Assert.Equal(0, checks[0].Value1, 1e-12);
        Assert.Equal(1e-4, checks[1].Value1, 1e-9);
        Assert.Equal(1e-4, checks[2].Value2, 1e-9);
        Assert.Equal("", checks[2].Text);
        Assert.Contains("calibrate", checks[3].Text);
    }

    [Fact]
    public void A_reference_that_is_not_there_fails_the_self_test_and_opens_every_cell()
    {
        var bench = new Bench();
        bench.FrontEnd.ReferenceOhm = 60;
        bench.Run(0.1);
        var answer = bench.Start(Plan(Step(StepKind.ConstantCurrent, 1e-3).Until(10)));
        bench.Run(5);
        Assert.False(bench.FrontEnd.IsConnected(0));
        Assert.Equal(CommandResult.Accepted, answer.Result);
        bench.RunToEnd(7200);
        var recording = bench.Recording();
        Assert.Contains(recording.Events, e => e.Text.Contains("self-test"));
    }

    [Fact]
    public void On_the_virtual_board_the_references_are_found_within_a_few_per_cent()
    {
        var bench = new BoardBench("dummy-rc");
        bench.Start(Plan(Step(StepKind.Rest).Until(3700)));
        bench.Run(4000);
        var checks = bench.Recording().Of(RunEventCode.ReferenceChecked).ToArray();
        Assert.InRange(checks.Length, 1, 2);
        Assert.All(
            checks,
            check => Assert.InRange(Math.Max(Math.Abs(check.Value1), Math.Abs(check.Value2)), 0, 5e-4)
        );
    }

    [Fact]
    public void A_control_loop_that_is_stuck_opens_every_relay_in_hardware()
    {
        var bench = new BoardBench("dummy-rc");
        bench.Start(Plan(Step(StepKind.ConstantCurrent, 1e-4).Until(3600)));
        bench.Run(10);
        Assert.NotEqual(0, bench.Board.Cell(0).At(bench.Time.Seconds).Current);
        var stuckAt = bench.Time.Seconds;
        bench.Time.AdvanceTo(bench.Time.ElapsedMicroseconds + 10_000_000);
        // Nobody calls the firmware; a frame on the bus only carries the board on.
        bench.Chips.ConverterBus.Transfer(7, new byte[1], new byte[1], 1);
        Assert.Equal(1, bench.Chips.Watchdog.Actions);
        Assert.Equal(0, bench.Board.Cell(0).At(bench.Time.Seconds).Current);
        Assert.Equal(stuckAt + WatchdogChip.TimeoutSeconds, bench.Chips.Watchdog.LastActionSeconds, 1.1);
        // When it lives again it finds the relay open and says so.
        bench.Run(5);
        var recording = bench.Recording();
        Assert.Equal(EndReason.Fault, recording.AssertWhole().Reason);
        Assert.Equal(ChannelState.Faulted, bench.Tester.ChannelAt(0).State);
    }

    [Fact]
    public void A_supply_that_fails_leaves_the_charge_exact()
    {
        var bench = new Bench();
        var supply = new Supply();
        bench.Tester.Power = supply;
        bench.Start(Plan(Step(StepKind.ConstantCurrent, 1e-3).Until(1000)));
        for (var cut = 0; cut < 20; cut++)
        {
            bench.Run(7 + cut * 0.37);
            supply.IsFailing = true;
            bench.Tester.Step();
            Assert.False(bench.FrontEnd.IsConnected(0));
            var charge = bench.FrontEnd.Cells[0].Charge;
            bench.Reboot(3);
            bench.Tester.Power = supply;
            supply.IsFailing = false;
            Assert.Equal(charge, bench.Channel.Run.Charge, Math.Abs(charge) * 1e-9);
        }
        bench.RunToEnd();
        var recording = bench.Recording();
        recording.AssertWhole();
        var said = recording.Single(RunEventCode.RunEnded).ChargeCoulomb;
        Assert.Equal(bench.FrontEnd.Cells[0].Charge, said, said * 1e-6);
    }

    [Fact]
    public void A_supply_that_only_winks_holds_the_run_and_lets_it_go_on()
    {
        var bench = new Bench();
        var supply = new Supply();
        bench.Tester.Power = supply;
        bench.Start(Plan(Step(StepKind.ConstantCurrent, 1e-3).Until(100)));
        bench.Run(20);
        supply.IsFailing = true;
        bench.Run(0.2);
        Assert.False(bench.FrontEnd.IsConnected(0));
        supply.IsFailing = false;
        bench.RunToEnd();
        var recording = bench.Recording();
        Assert.Equal(EndReason.Condition, recording.Single(RunEventCode.StepEnded).Reason);
        Assert.Equal(0.1, recording.Single(RunEventCode.StepEnded).Value1, 1e-4);
    }

    [Fact]
    public void The_watchdog_is_fed_by_whole_steps_only()
    {
        var bench = new Bench();
        var dog = new Counter();
        bench.Tester.Watchdog = dog;
        bench.Tester.Step();
        Assert.Equal(1, dog.Fed);
        bench.Run(1);
        Assert.Equal(bench.Steps + 2, dog.Fed);
    }

    private sealed class Counter : IWatchdog
    {
        public long Fed { get; private set; }

        public void Feed() => Fed++;
    }
}
