using System.Text;
using EdgeTester.Contracts;
using EdgeTester.Firmware.Journal;
using EdgeTester.Firmware.Tests.Runner;
using static EdgeTester.Firmware.Tests.Runner.Bench;

namespace EdgeTester.Firmware.Tests.Telemetry;

public class CalibrationAndLimitsTests
{
    private static byte[] Calibration(string name) => Encoding.UTF8.GetBytes("!" + name);

    private static byte[] Limits(double volt)
    {
        var buffer = new byte[DeviceLimits.Size];
        Assert.Equal(
            DeviceLimits.Size,
            DeviceLimits.Encode(new Limits { MaximumVoltage = volt }, buffer, new ByteWriter())
        );
        return buffer;
    }

    [Fact]
    public void A_calibration_is_taken_kept_and_travels_with_every_run()
    {
        var bench = new Bench(2);
        Assert.Equal(
            CommandResult.Accepted,
            bench.Order(CommandVerb.SetCalibration, payload: Calibration("2026-11-22 a1")).Result
        );
        bench.Reboot(5);
        Assert.Equal("2026-11-22 a1", bench.FrontEnd.CalibrationName);
        bench.Start(Plan(Step(StepKind.Rest).Until(5)));
        bench.RunToEnd();
        var said = bench.Recording().Single(RunEventCode.Calibrated);
        Assert.Equal("2026-11-22 a1", said.Text);
        Assert.Equal((1_790_000_000, 1e-5, 25), (said.Value1, said.Value2, said.Value3));
        var description = new DeviceDescription();
        var birth = bench.Uplink.Retained.Single(pair => pair.Key == Topics.Birth("T1")).Value;
        description.TryDecode(birth, 0, birth.Length, new FrameHeader(), new ByteReader());
        Assert.Equal("2026-11-22 a1", description.Calibration);
    }

    [Fact]
    public void While_a_channel_has_a_run_nothing_is_taken_and_the_answer_says_why()
    {
        var bench = new Bench(2);
        bench.Start(Plan(Step(StepKind.Rest).Until(50)), channel: 1);
        foreach (var verb in new[] { CommandVerb.SetCalibration, CommandVerb.SetLimits })
        {
            var answer = bench.Order(
                verb,
                payload: verb == CommandVerb.SetLimits ? Limits(4) : Calibration("x")
            );
            Assert.Equal(CommandResult.Busy, answer.Result);
            Assert.Contains("channel index 1 has a run", answer.Text);
        }
        Assert.Equal("exact", bench.FrontEnd.CalibrationName);
    }

    [Fact]
    public void A_damaged_payload_changes_nothing()
    {
        var bench = new Bench();
        Assert.Equal(
            CommandResult.BadPlan,
            bench.Order(CommandVerb.SetCalibration, payload: [1, 2, 3]).Result
        );
        var limits = Limits(4);
        limits[20] ^= 1;
        Assert.Equal(CommandResult.BadPlan, bench.Order(CommandVerb.SetLimits, payload: limits).Result);
        Assert.Equal(CommandResult.BadPlan, bench.Order(CommandVerb.SetLimits, payload: []).Result);
    }

    [Fact]
    public void Where_the_newest_copy_goes_bad_the_one_before_holds()
    {
        var bench = new Bench();
        bench.Order(CommandVerb.SetCalibration, payload: Calibration("first"));
        bench.Order(CommandVerb.SetCalibration, payload: Calibration("second"));
        bench.Reboot(1);
        Assert.Equal("second", bench.FrontEnd.CalibrationName);
        for (var slot = 0; slot < 2; slot++)
        {
            var number = SegmentNumbers.OfDevice(DeviceFile.Calibration, slot);
            var bytes = new byte[64];
            var size = bench.Store.Read(number, 0, bytes, 0, 64);
            if (!Encoding.UTF8.GetString(bytes).Contains("second"))
                continue;
            bench.Store.Truncate(number, size - 1);
        }
        bench.Reboot(1);
        Assert.Equal("first", bench.FrontEnd.CalibrationName);
        // What comes next takes the place of the bad one.
        bench.Order(CommandVerb.SetCalibration, payload: Calibration("third"));
        bench.Reboot(1);
        Assert.Equal("third", bench.FrontEnd.CalibrationName);
    }

    [Fact]
    public void Limits_of_the_device_hold_in_every_run_and_after_a_restart()
    {
        var bench = new Bench();
        bench.FrontEnd.Cells[0].SourceCapacitance = 1;
        Assert.Equal(CommandResult.Accepted, bench.Order(CommandVerb.SetLimits, payload: Limits(3.4)).Result);
        bench.Start(Plan(Step(StepKind.ConstantCurrent, 1e-3).Until(3600)));
        bench.Run(20);
        bench.Reboot(5);
        bench.RunToEnd();
        var recording = bench.Recording();
        Assert.Equal(EndReason.Limit, recording.AssertWhole().Reason);
        Assert.Equal(3.4, recording.Single(RunEventCode.LimitTripped).Value1);
        // A journal of channel 0 is not what lies below the first serial.
        Assert.Equal(0ul, bench.Channel.Journal.Backlog);
    }
}
