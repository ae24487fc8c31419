using EdgeTester.Contracts;
using EdgeTester.Firmware.Channels;
using EdgeTester.Firmware.Runner;
using EdgeTester.Firmware.Tests.Runner;
using EdgeTester.Firmware.Virtual;
using EdgeTester.Firmware.Virtual.Analog;
using EdgeTester.Firmware.Virtual.Cells;
using EdgeTester.Firmware.Virtual.Chips;
using EdgeTester.Plans;

namespace EdgeTester.EndToEnd.Tests.Plans;

/// <summary>The time that <c>plan show</c> says for a sweep against the time that the firmware takes for it on the virtual board.</summary>
public class SweepTimeTests
{
    public static TheoryData<string, string> Sweeps =>
        new()
        {
            {
                "dummy-rc",
                "\"amplitude_V\":0.005,\"start_frequency_Hz\":200000,\"end_frequency_Hz\":0.1,\"points_per_decade\":10"
            },
            {
                "dummy-rc",
                "\"amplitude_V\":0.01,\"start_frequency_Hz\":200000,\"end_frequency_Hz\":1,\"points_per_decade\":10"
            },
            {
                "dummy-rc",
                "\"amplitude_V\":0.02,\"start_frequency_Hz\":200000,\"end_frequency_Hz\":10,\"points_per_decade\":5"
            },
            {
                "dummy-rc",
                "\"amplitude_V\":0.01,\"start_frequency_Hz\":100000,\"end_frequency_Hz\":100,\"points_per_decade\":20"
            },
            {
                "dummy-rc",
                "\"amplitude_V\":0.01,\"start_frequency_Hz\":10,\"end_frequency_Hz\":0.1,\"points_per_decade\":10"
            },
            {
                "dummy-rc",
                "\"amplitude_V\":0.01,\"start_frequency_Hz\":1,\"end_frequency_Hz\":0.02,\"points_per_decade\":6"
            },
            {
                "dummy-rc",
                "\"amplitude_V\":0.01,\"start_frequency_Hz\":10000,\"end_frequency_Hz\":1,\"points_per_decade\":10,\"minimum_periods\":10"
            },
            {
                "dummy-rc",
                "\"amplitude_V\":0.01,\"start_frequency_Hz\":100000,\"end_frequency_Hz\":1,\"points_per_decade\":10,\"minimum_periods\":30"
            },
            {
                "dummy-rc",
                "\"amplitude_V\":0.01,\"start_frequency_Hz\":100000,\"end_frequency_Hz\":1,\"points_per_decade\":10,\"uncertainty_percent\":0.2"
            },
            {
                "dummy-rc",
                "\"amplitude_V\":0.01,\"start_frequency_Hz\":100000,\"end_frequency_Hz\":1,\"points_per_decade\":10,\"uncertainty_percent\":1"
            },
            {
                "dummy-rc",
                "\"amplitude_mA\":0.001,\"start_frequency_Hz\":100000,\"end_frequency_Hz\":1,\"points_per_decade\":10"
            },
            {
                "dummy-rc",
                "\"amplitude_V\":0.01,\"start_frequency_Hz\":0.1,\"end_frequency_Hz\":100000,\"points_per_decade\":10"
            },
            {
                "paper",
                "\"amplitude_V\":0.01,\"start_frequency_Hz\":200000,\"end_frequency_Hz\":0.1,\"points_per_decade\":10"
            },
            {
                "paper",
                "\"amplitude_V\":0.02,\"start_frequency_Hz\":200000,\"end_frequency_Hz\":1,\"points_per_decade\":7"
            },
            {
                "paper",
                "\"amplitude_mA\":0.1,\"start_frequency_Hz\":100000,\"end_frequency_Hz\":0.5,\"points_per_decade\":10"
            },
        };

    [Theory]
    [MemberData(nameof(Sweeps))]
    public void A_sweep_takes_as_long_as_its_estimate_within_a_tenth(string cell, string sweep)
    {
        var plan = PlanFile
            .Parse(
                $$"""{"sample":{"area_cm2":0.5},"record":{"time_s":10},"safety":{"max_voltage_V":5,"min_voltage_V":-5},"method":[{"step":"impedance_spectroscopy",{{sweep}}}]}"""
            )
            .Plan!;
        var likely = PlanDescription.Describe(plan).Total.LikelySeconds!.Value;
        var taken = Run(PlanCompiler.Compile(plan).StepTable, cell == "paper" ? "symmetric-growing" : cell);
        TestContext.Current.SendDiagnosticMessage(
            $"{taken / likely:F3}: {taken:F2} s taken, {likely:F2} s said, {cell} {sweep}"
        );
        Assert.InRange(taken / likely, 0.9, 1.1);
    }

    private static double Run(byte[] plan, string cell)
    {
        var time = new VirtualTime();
        var chips = new VirtualChips(
            time,
            new AnalogBoard([CellCatalogue.Load(cell)]),
            new VirtualChipOptions { Seed = 3 }
        );
        var frontEnd = new CellNodeFrontEnd(
            chips.WaveformBus,
            chips.ConverterBus,
            time,
            new FrontEndCalibration()
        );
        var power = new PowerSwitch();
        var uplink = new FakeUplink(time);
        var tester = new Tester(
            new TesterOptions { Serial = "T1", MaximumTickMicroseconds = 12_288 },
            time,
            frontEnd,
            uplink,
            new FakeMemory(Tester.MemorySize(frontEnd.ChannelCount), power),
            new FakeStore(power)
        );
        tester.Start();
        // The self-test of the boot has the waveform generator to itself.
        while (time.Seconds < 30)
            time.AdvanceTo(tester.Step());
        uplink.Send(
            new Command
            {
                Id = 1,
                Verb = CommandVerb.Start,
                Run = new RunId(1, 1),
                Payload = plan,
            }
        );
        time.AdvanceTo(tester.Step());
        Assert.Equal(ChannelState.Running, tester.ChannelAt(0).State);
        var start = time.ElapsedMicroseconds;
        while (tester.ChannelAt(0).State == ChannelState.Running)
            time.AdvanceTo(tester.Step());
        return (time.ElapsedMicroseconds - start) * 1e-6;
    }
}
