using EdgeTester.Contracts;
using EdgeTester.Firmware.Tests.Runner;
using static EdgeTester.Firmware.Tests.Runner.Bench;

namespace EdgeTester.Firmware.Tests.Journal;

public class StoreAndForwardTests
{
    private static byte[] Charge(double seconds) => Plan(Step(StepKind.ConstantCurrent, 1e-3).Until(seconds));

    [Fact]
    public void Three_days_without_broker_on_eight_channels_arrive_afterwards()
    {
        var bench = new Bench(8);
        bench.Options.MaximumTickMicroseconds = 30_000_000;
        for (var channel = 0; channel < 8; channel++)
        {
            var step = Step(StepKind.ConstantCurrent, 1e-5 * (channel + 1)).Until(72 * 3600);
            step.RecordIntervalMicroseconds = 30_000_000;
            bench.Start(Plan(step), (ulong)channel + 1, channel);
        }
        bench.Uplink.IsConnected = false;
        bench.Run(73 * 3600);
        Assert.DoesNotContain(bench.Uplink.Frames.Keys, key => key.First > 10);
        Assert.True(bench.Tester.Backlog > 8 * 8640);
        bench.Uplink.IsConnected = true;
        bench.Uplink.ConnectionCount++;
        for (var channel = 0; channel < 8; channel++)
        {
            bench.RunToEnd(36_000, channel);
            var recording = bench.Recording((ulong)channel + 1, channel);
            recording.AssertWhole();
            Assert.Equal(8641, recording.Samples.Count);
        }
        Assert.Equal(0, bench.Tester.Backlog);
        Assert.Equal(0, bench.Store.Count);
    }

    [Fact]
    public void What_the_broker_loses_is_sent_again_until_the_host_has_it()
    {
        var random = new Random(3);
        var bench = new Bench();
        bench.Uplink.Loses = () => random.Next(3) == 0;
        bench.Start(Charge(3000));
        bench.RunToEnd(100_000);
        bench.Recording().AssertWhole();
        Assert.Equal(0, bench.Uplink.Conflicts);
    }

    [Fact]
    public void No_more_than_a_window_is_on_the_way()
    {
        var bench = new Bench(change: o => o.WindowFrames = 4);
        bench.Uplink.Acknowledges = false;
        bench.Start(Charge(3000));
        bench.Run(9);
        var before = bench.Uplink.Frames.Count;
        bench.Run(2000);
        Assert.Equal(4, bench.Uplink.Frames.Count);
        Assert.True(before <= 4);
        bench.Uplink.Acknowledges = true;
        bench.Uplink.SayPersisted();
        bench.RunToEnd(10_000);
        bench.Recording().AssertWhole();
    }

    [Fact]
    public void Silence_of_the_host_is_answered_with_ever_rarer_repetition()
    {
        var bench = new Bench(change: o => o.LiveMicroseconds = long.MaxValue / 4);
        bench.Uplink.Acknowledges = false;
        bench.Start(Plan(Step(StepKind.Rest).Until(1)));
        bench.Run(20);
        var events = bench.Uplink.Frames.Count;
        var before = bench.Uplink.Published;
        bench.Run(1000);
        // 20, 40, 80, 80... seconds apart.
        var repetitions = (bench.Uplink.Published - before) / events;
        Assert.InRange(repetitions, 10, 14);
    }

    [Fact]
    public void Nothing_is_sent_twice_to_a_host_that_answers()
    {
        var bench = new Bench(change: o => o.LiveMicroseconds = long.MaxValue / 4);
        var before = bench.Uplink.Published;
        bench.Start(Charge(3000));
        bench.RunToEnd(10_000);
        // One answer to the command, the state once, three births: at the boot, the start and the end, and one when it is idle.
        Assert.InRange(bench.Uplink.Published - before - bench.Uplink.Frames.Count, 4, 6);
    }

    [Fact]
    public void What_the_host_misses_is_sent_at_its_wish()
    {
        var bench = new Bench();
        bench.Uplink.Acknowledges = false;
        bench.Start(Charge(3000));
        bench.Run(100);
        var published = bench.Uplink.Published;
        var request = new ReplayRequest
        {
            Run = Id(1),
            FirstSequence = 3,
            EndSequence = 5,
        };
        var buffer = new byte[ReplayRequest.Size];
        request.Encode(buffer, 0, new FrameHeader());
        bench.Uplink.Send(buffer);
        bench.Tester.Step();
        Assert.True(bench.Uplink.Published >= published + 5);
        Assert.Equal(0, bench.Uplink.Conflicts);
    }

    [Fact]
    public void A_full_store_holds_the_run_says_so_and_goes_on_when_there_is_room()
    {
        var bench = new Bench();
        bench.Store.Capacity = 300_000;
        bench.FrontEnd.VoltageNoise = 1e-3;
        bench.Uplink.Acknowledges = false;
        bench.Start(Charge(200_000));
        bench.Run(150_000);
        Assert.Equal(ChannelState.Paused, bench.Channel.State);
        Assert.False(bench.FrontEnd.IsConnected(0));
        Assert.InRange(bench.Store.FreeBytes, 20_000, 32_768);
        bench.Uplink.Acknowledges = true;
        bench.Uplink.SayPersisted();
        bench.RunToEnd(1e6);
        var recording = bench.Recording();
        Assert.Equal(EndReason.Completed, recording.AssertWhole().Reason);
        Assert.Equal(EndReason.JournalFull, recording.Single(RunEventCode.Paused).Reason);
        Assert.True(recording.Single(RunEventCode.Resumed).Value1 > 10_000);
        Assert.Equal(0u, recording.Dropped);
        Assert.InRange(recording.Single(RunEventCode.StepEnded).Value1, 200 - 2e-4, 200 + 2e-4);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_store_that_fails_for_a_while_loses_nothing(bool cannotCut)
    {
        var bench = new Bench();
        bench.Start(Charge(1000));
        bench.Run(100);
        bench.Store.FailingAppends = 5;
        bench.Store.TruncateFails = cannotCut;
        bench.Run(200);
        bench.Store.TruncateFails = false;
        bench.Uplink.ConnectionCount++;
        bench.RunToEnd();
        var recording = bench.Recording();
        Assert.Equal(EndReason.Completed, recording.AssertWhole().Reason);
        Assert.Equal(0u, recording.Dropped);
        Assert.Equal(0, bench.Uplink.Conflicts);
    }

    [Fact]
    public void A_dead_checkpoint_memory_is_said_and_the_run_goes_on()
    {
        var bench = new Bench();
        bench.Start(Charge(100));
        bench.Run(10);
        bench.Memory.IsDead = true;
        bench.RunToEnd();
        var recording = bench.Recording();
        Assert.Equal(EndReason.Completed, recording.AssertWhole().Reason);
        Assert.Contains("checkpoint", recording.Single(RunEventCode.Warning).Text);
    }

    [Fact]
    public void A_run_whose_checkpoint_is_lost_is_ended_and_its_records_arrive()
    {
        var bench = new Bench();
        bench.Uplink.IsConnected = true;
        bench.Start(Charge(1000));
        bench.Run(100);
        bench.Uplink.IsConnected = false;
        bench.Run(100);
        bench.Memory.IsDead = true;
        bench.Reboot(10);
        bench.Uplink.IsConnected = true;
        bench.Uplink.ConnectionCount++;
        bench.Run(100);
        var recording = bench.Recording();
        Assert.Equal(0ul, recording.Missing);
        Assert.Equal(RunEventCode.RunEnded, recording.Events[^1].Code);
        Assert.Equal(EndReason.Outage, recording.Events[^1].Reason);
        Assert.False(bench.FrontEnd.IsConnected(0));
    }

    [Fact]
    public void A_damaged_byte_costs_its_frame_and_a_warning_stands_for_each_record_of_it()
    {
        var bench = new Bench();
        bench.Uplink.IsConnected = true;
        bench.Start(Charge(1000));
        bench.Uplink.IsConnected = false;
        bench.Run(500);
        var segment = bench.Store.NumberAt(0);
        for (var k = 0; k < bench.Store.Count; k++)
            if (bench.Store.NumberAt(k) % 64 == 0)
                segment = bench.Store.NumberAt(k);
        bench.Store.Damage(segment, 1000);
        bench.Uplink.IsConnected = true;
        bench.Uplink.ConnectionCount++;
        bench.Run(600);
        var recording = bench.Recording();
        Assert.Equal(RunEventCode.RunEnded, recording.Events[^1].Code);
        Assert.Equal(0ul, recording.Missing);
        var warnings = recording.Of(RunEventCode.Warning).ToArray();
        Assert.InRange(warnings.Length, 1, 64);
        Assert.All(warnings, w => Assert.Equal("a record was damaged in the journal", w.Text));
        Assert.Equal(recording.Events[^1].Value1, recording.Samples.Count + warnings.Length);
    }
}
