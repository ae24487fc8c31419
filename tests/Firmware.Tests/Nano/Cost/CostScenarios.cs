using EdgeTester.Contracts;
using EdgeTester.Firmware.Channels;
using EdgeTester.Firmware.Chips;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Runner;
using EdgeTester.Firmware.Tests.Runner;
using EdgeTester.Firmware.Virtual;
using EdgeTester.Firmware.Virtual.Analog;
using EdgeTester.Firmware.Virtual.Cells;
using EdgeTester.Firmware.Virtual.Chips;
using static EdgeTester.Firmware.Tests.Runner.Bench;

namespace EdgeTester.Firmware.Tests.Nano.Cost;

/// <summary>What is counted: eight channels on the drivers and chip models, at the pace of a real board.</summary>
public static class CostScenarios
{
    private const int Channels = 8;

    /// <summary>Eight channels on constant current, a record a second each. Mean and largest nanoseconds of a tick, mean instructions, mean SPI transfers.</summary>
    public static double[] ControlTick(Func<(double Nanoseconds, double Instructions)> read)
    {
        var bench = new Bench8();
        for (var k = 0; k < Channels; k++)
            bench.Start(k, Step(StepKind.ConstantCurrent, 1e-4).Until(1000));
        bench.Advance(20, read);
        return bench.Advance(30, read);
    }

    /// <summary>The same with a record of every reading on every channel: blocks of all channels fill at the same moment.</summary>
    public static double[] DenseRecords(Func<(double Nanoseconds, double Instructions)> read)
    {
        var bench = new Bench8();
        for (var k = 0; k < Channels; k++)
        {
            var step = Step(StepKind.ConstantCurrent, 1e-4).Until(1000);
            step.RecordIntervalMicroseconds = 1000;
            bench.Start(k, step);
        }
        bench.Advance(5, read);
        return bench.Advance(5, read);
    }

    /// <summary>The same with one channel on impedance below 10 Hz: the converter samples evenly and every sample is fitted.</summary>
    public static double[] EvenSampling(Func<(double Nanoseconds, double Instructions)> read)
    {
        var bench = new Bench8(isEven: true);
        for (var k = 1; k < Channels; k++)
            bench.Start(k, Step(StepKind.ConstantCurrent, 1e-4).Until(1000));
        bench.Start(0, Impedance.ImpedanceTests.Spectrum(true, 1e-4, 0.5, 0.05));
        bench.Advance(5, read);
        return bench.Advance(5, read);
    }

    /// <summary>A sweep from 100 kHz to 10 Hz alone. Nanoseconds and milliseconds of simulated time a point.</summary>
    public static double[] ImpedancePoint(Func<(double Nanoseconds, double Instructions)> read)
    {
        var bench = new Bench8();
        bench.Advance(1, read);
        bench.Start(0, Impedance.ImpedanceTests.Spectrum(true, 1e-4, 100e3, 10));
        var start = bench.Seconds;
        var before = read();
        while (bench.IsRunning(0))
            bench.Tick();
        var after = read();
        const int points = 41;
        return
        [
            (after.Nanoseconds - before.Nanoseconds) / points,
            1000 * (bench.Seconds - start) / points,
            bench.PointsSent,
        ];
    }

    // With all that a calibration corrects: leads, leakage, common ground.
    private static FrontEndCalibration Calibrated()
    {
        var calibration = new FrontEndCalibration();
        for (var channel = 0; channel < Channels; channel++)
        {
            calibration.LeadOhm[channel] = 1e-3;
            for (var other = 0; other < Channels; other++)
                calibration.GroundOhm[channel][other] = other == channel ? 0 : 1e-6f;
        }
        calibration.LookAtFixture();
        return calibration;
    }

    private sealed class Bench8
    {
        private readonly VirtualTime time = new();
        private readonly CountingBus waveform;
        private readonly CountingBus converters;
        private readonly FakeUplink uplink;
        private readonly Tester tester;
        private readonly bool isEven;
        private ulong nextCommand = 1;

        public Bench8(bool isEven = false)
        {
            this.isEven = isEven;
            var cells = Enumerable
                .Range(0, Channels)
                .Select(_ => Tests.Channels.CellBench.Resistor(200))
                .ToList();
            var chips = new VirtualChips(time, new AnalogBoard(cells), new VirtualChipOptions { Seed = 3 });
            waveform = new CountingBus(chips.WaveformBus);
            converters = new CountingBus(chips.ConverterBus);
            var frontEnd = new CellNodeFrontEnd(waveform, converters, time, Calibrated());
            uplink = new FakeUplink(time);
            var power = new PowerSwitch();
            var options = new TesterOptions { Serial = "T1", MaximumTickMicroseconds = 12288 };
            tester = new Tester(
                options,
                time,
                frontEnd,
                uplink,
                new Fram(chips.WaveformBus, 1),
                new FakeStore(power)
            );
            tester.Start();
        }

        public double Seconds => time.Seconds;

        public double PointsSent => uplink.Frames.Values.Count(f => f[3] == (byte)FrameKind.ImpedancePoints);

        public bool IsRunning(int channel) => tester.ChannelAt(channel).State != ChannelState.Idle;

        public void Start(int channel, StepDefinition step)
        {
            uplink.Send(
                new Command
                {
                    Id = nextCommand++,
                    Verb = CommandVerb.Start,
                    Run = Id((ulong)channel + 1),
                    Channel = (byte)channel,
                    Payload = Plan(step),
                }
            );
            Tick();
        }

        // A board waits for the converter: one step a reading, later where the tester has nothing to do before.
        public void Tick()
        {
            var reading = time.ElapsedMicroseconds + (isEven ? 4064 : 12196);
            time.AdvanceTo(Math.Max(tester.Step(), reading));
        }

        public double[] Advance(double seconds, Func<(double Nanoseconds, double Instructions)> read)
        {
            double nanoseconds = 0;
            double instructions = 0;
            double largest = 0;
            var ticks = 0;
            var transfers = waveform.Transfers + converters.Transfers;
            for (var end = time.Seconds + seconds; time.Seconds < end; ticks++)
            {
                var before = read();
                Tick();
                var after = read();
                nanoseconds += after.Nanoseconds - before.Nanoseconds;
                instructions += after.Instructions - before.Instructions;
                largest = Math.Max(largest, after.Nanoseconds - before.Nanoseconds);
            }
            transfers = waveform.Transfers + converters.Transfers - transfers;
            return
            [
                nanoseconds / ticks,
                largest,
                instructions / ticks,
                transfers / (double)ticks,
                1e6 * seconds / ticks,
            ];
        }
    }

    private sealed class CountingBus(ISpiBus bus) : ISpiBus
    {
        public long Transfers { get; private set; }

        public void Transfer(int chipSelect, byte[] write, byte[] read, int count)
        {
            Transfers++;
            bus.Transfer(chipSelect, write, read, count);
        }
    }
}
