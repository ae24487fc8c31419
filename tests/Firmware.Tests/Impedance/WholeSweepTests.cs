using System.Numerics;
using EdgeTester.Contracts;
using EdgeTester.Firmware.Channels;
using EdgeTester.Firmware.Runner;
using EdgeTester.Firmware.Tests.Runner;
using EdgeTester.Firmware.Virtual;
using EdgeTester.Firmware.Virtual.Analog;
using EdgeTester.Firmware.Virtual.Cells;
using EdgeTester.Firmware.Virtual.Chips;
using static EdgeTester.Firmware.Tests.Runner.Bench;

namespace EdgeTester.Firmware.Tests.Impedance;

/// <summary>The tester over the real drivers, chip models and the dummy of 20 ohm, 1 kohm || 1 uF and 5 kohm || 10 nF.</summary>
public class WholeSweepTests
{
    [Fact]
    public void A_sweep_from_200_kHz_to_a_tenth_of_a_hertz_takes_less_than_four_minutes()
    {
        var time = new VirtualTime();
        var chips = new VirtualChips(
            time,
            new AnalogBoard([CellCatalogue.Load("dummy-rc")]),
            new VirtualChipOptions { Seed = 3 }
        );
        var frontEnd = new CellNodeFrontEnd(
            chips.WaveformBus,
            chips.ConverterBus,
            time,
            new FrontEndCalibration()
        );
        var uplink = new FakeUplink(time);
        var power = new PowerSwitch();
        var tester = new Tester(
            new TesterOptions { Serial = "T1" },
            time,
            frontEnd,
            uplink,
            new FakeMemory(Tester.MemorySize(frontEnd.ChannelCount), power),
            new FakeStore(power)
        );
        tester.Start();
        uplink.Send(
            new Command
            {
                Id = 1,
                Verb = CommandVerb.Start,
                Run = Id(1),
                Payload = Plan(ImpedanceTests.Spectrum(false, 5e-3, 200e3, 0.1)),
            }
        );
        time.AdvanceTo(tester.Step());
        var start = time.ElapsedMicroseconds;
        while (tester.ChannelAt(0).State != ChannelState.Idle && time.Seconds < 400)
            time.AdvanceTo(tester.Step());
        var recording = new Recording(uplink, Id(1), 0);
        Assert.Equal(EndReason.Completed, recording.AssertWhole().Reason);
        Assert.Equal(64, recording.Points.Count);
        foreach (var p in recording.Points)
        {
            var s = new Complex(0, 2 * Math.PI * p.FrequencyHz);
            var z = 20 + 1000 / (1 + s * 1e-3) + 5000 / (1 + s * 5e-5);
            var error = (new Complex(p.RealOhm, p.ImaginaryOhm) - z).Magnitude / z.Magnitude;
            Assert.True(error < 3e-3, $"{p.FrequencyHz} Hz: {error}");
        }
        Assert.InRange((time.ElapsedMicroseconds - start) * 1e-6, 60, 240);
    }
}
