using System.Numerics;
using EdgeTester.Contracts;
using EdgeTester.Firmware.Channels;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Runner;
using EdgeTester.Firmware.Tests.Runner;
using EdgeTester.Firmware.Virtual;
using EdgeTester.Firmware.Virtual.Analog;
using EdgeTester.Firmware.Virtual.Cells;
using EdgeTester.Firmware.Virtual.Chips;
using RunnerBench = EdgeTester.Firmware.Tests.Runner.Bench;

namespace EdgeTester.Firmware.Tests.Channels;

/// <summary>Boards whose parts differ as data sheets allow, calibrated against what is truly there, then measured with.</summary>
public sealed class CalibratedAccuracyTests(ITestOutputHelper output)
{
    private static readonly double[] Ohms = [50, 1000, 10e3, 100e3];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void CurrentsAndVoltagesAreWithin500PpmFromATenthOfTheRangeOn(int seed)
    {
        FrontEndCalibration calibration = BoardCalibration.Of(seed);
        List<string> wrong = [];
        for (int range = 0; range < 4; range++)
        {
            CellBench bench = Bench(seed, calibration, Ohms[range]);
            double fullScale = bench.FrontEnd.RangeFullScale(range);
            foreach (double share in (double[])[0.1, 0.124, 0.3, -0.1, -0.6, 1.0])
            {
                for (int channel = 0; channel < 8; channel++)
                    Assert.Equal(
                        FrontEndFault.None,
                        bench.FrontEnd.DriveCurrent(channel, share * fullScale, range)
                    );
                bench.Run(0.5);
                for (int channel = 0; channel < 8; channel++)
                {
                    (double voltage, double current) = bench.Board.Cell(channel).At(bench.Time.Seconds);
                    double asked = share * fullScale;
                    Expect(wrong, $"range {range} channel {channel} set {share}", current, asked);
                    Expect(
                        wrong,
                        $"range {range} channel {channel} read {share}",
                        bench.FrontEnd.Current(channel),
                        current
                    );
                    if (Math.Abs(voltage) > 0.03)
                        Expect(
                            wrong,
                            $"range {range} channel {channel} volt at {share}",
                            bench.FrontEnd.Voltage(channel),
                            voltage
                        );
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void HeldVoltagesAreWithin500Ppm(int seed)
    {
        FrontEndCalibration calibration = BoardCalibration.Of(seed);
        CellBench bench = Bench(seed, calibration, 10e3);
        List<string> wrong = [];
        foreach (double volt in (double[])[0.1, 0.25, 0.72, 2, -5])
        {
            for (int channel = 0; channel < 8; channel++)
                Assert.Equal(FrontEndFault.None, bench.FrontEnd.DriveVoltage(channel, volt, 1));
            bench.Run(0.5);
            for (int channel = 0; channel < 8; channel++)
                Expect(
                    wrong,
                    $"channel {channel} {volt} V",
                    bench.Board.Cell(channel).At(bench.Time.Seconds).Voltage,
                    volt
                );
        }

        Assert.Empty(wrong);
    }

    /// <summary>
    /// The suite takes two boards with one calibrated channel each; EDGETESTER_ACCURACY_SEEDS=N takes N boards and says how often the stated uncertainty covers
    /// the true error.
    /// </summary>
    [Fact]
    public void ImpedancesAreAsAccurateAsPromisedAndTheStatedUncertaintyCoversTheError()
    {
        bool isLong = int.TryParse(
            Environment.GetEnvironmentVariable("EDGETESTER_ACCURACY_SEEDS"),
            out int asked
        );
        int[] seeds = isLong ? [.. Enumerable.Range(1, asked)] : [1, 5];
        List<string> wrong = [];
        int points = 0;
        int covered = 0;
        double largest = 0;
        foreach (int seed in seeds)
        {
            (int all, int within, double sigma) = Board(seed, wrong);
            output.WriteLine($"board {seed}: covered {within} of {all}, largest stated {100 * sigma:F3} %");
            points += all;
            covered += within;
            largest = Math.Max(largest, sigma);
        }

        output.WriteLine($"covered {covered} of {points}, {100.0 * covered / points:F1} %");
        Assert.Empty(wrong);
        Assert.InRange((double)covered / points, 0.93, 1);
        // Nobody needs an uncertainty that covers everything.
        Assert.InRange(largest, 1e-4, 1.2e-3);
    }

    private (int Points, int Covered, double LargestSigma) Board(int seed, List<string> wrong)
    {
        FrontEndCalibration calibration = BoardCalibration.Of(seed);
        int points = 0;
        int covered = 0;
        double largest = 0;
        foreach (double ohm in (double[])[20, 300, 5000])
        {
            CellBench bench = new(
                [Cell(ohm)],
                new VirtualChipOptions { Seed = (ulong)seed, WithErrors = true },
                seed,
                calibration
            );
            bench.FrontEnd.DriveVoltage(0, 0, 0);
            bench.Run(0.3);
            for (double hz = 200e3; hz > 9.9; hz /= Math.Pow(10, 1 / 3.0))
            {
                PointResult point = bench.Point(0, Math.Max(hz, 10), 5e-3);
                Complex measured = new(point.RealOhm, point.ImaginaryOhm);
                points += 2;
                covered += Judge(
                    wrong,
                    $"board {seed}, {ohm} ohm",
                    point.FrequencyHz,
                    measured / Truth(ohm, point.FrequencyHz) - 1,
                    point.RelativeSigma
                );
                largest = Math.Max(largest, point.RelativeSigma);
            }
        }

        return (points, covered, largest);
    }

    /// <summary>The same from the highest frequency to the lowest by the runner, which below 10 Hz fits voltage and current of the converters.</summary>
    [Fact]
    public void AWholeSweepOnACalibratedBoardIsAsAccurate()
    {
        const int Seed = 2;
        const double Ohm = 300;
        VirtualTime time = new();
        VirtualChips chips = new(
            time,
            new AnalogBoard([Cell(Ohm)], Seed),
            new VirtualChipOptions { Seed = Seed, WithErrors = true }
        );
        CellNodeFrontEnd frontEnd = new(
            chips.WaveformBus,
            chips.ConverterBus,
            time,
            BoardCalibration.Of(Seed)
        );
        FakeUplink uplink = new(time);
        PowerSwitch power = new();
        Tester tester = new(
            new TesterOptions { Serial = "T1" },
            time,
            frontEnd,
            uplink,
            new FakeMemory(Tester.MemorySize(8), power),
            new FakeStore(power)
        );
        tester.Start();
        uplink.Send(
            new Command
            {
                Id = 1,
                Verb = CommandVerb.Start,
                Run = RunnerBench.Id(1),
                Payload = RunnerBench.Plan(Impedance.ImpedanceTests.Spectrum(false, 5e-3, 200e3, 0.1)),
            }
        );
        time.AdvanceTo(tester.Step());
        while (tester.ChannelAt(0).State != ChannelState.Idle && time.Seconds < 400)
            time.AdvanceTo(tester.Step());
        List<string> wrong = [];
        int covered = 0;
        Recording recording = new(uplink, RunnerBench.Id(1), 0);
        Assert.Equal(64, recording.Points.Count);
        foreach (ImpedancePoint point in recording.Points)
            covered += Judge(
                wrong,
                "sweep",
                point.FrequencyHz,
                new Complex(point.RealOhm, point.ImaginaryOhm) / Truth(Ohm, point.FrequencyHz) - 1,
                point.RelativeSigma
            );
        output.WriteLine($"covered {covered} of 128");
        Assert.Empty(wrong);
        Assert.InRange(covered, 119, 128);
    }

    private int Judge(List<string> wrong, string what, double hz, Complex error, double sigma)
    {
        string line =
            $"{what}, {hz:F1} Hz: error {100 * error.Real:F3} % {error.Imaginary * 180 / Math.PI:F3} deg, stated {100 * sigma:F3} %";
        output.WriteLine(line);
        double limit = hz <= 20.1e3 ? 0.003 : 0.015;
        double degrees = hz <= 20.1e3 ? 0.3 : 1.5;
        if (Math.Abs(error.Real) > limit || Math.Abs(error.Imaginary) > degrees * Math.PI / 180)
            wrong.Add(line);
        return (Math.Abs(error.Real) <= 2 * sigma ? 1 : 0) + (Math.Abs(error.Imaginary) <= 2 * sigma ? 1 : 0);
    }

    // Two fifths in series with an arc of the rest, whose frequency is the same for all.
    private static CellModel Cell(double ohm) =>
        CellBench.Cell(
            new ElementDefinition { Resistance = 0.4 * ohm },
            new ElementDefinition
            {
                Kind = "rc",
                Resistance = 0.6 * ohm,
                Capacitance = 1e-3 / ohm,
            }
        );

    private static Complex Truth(double ohm, double hz) =>
        ohm * (0.4 + 0.6 / (1 + Complex.ImaginaryOne * 2 * Math.PI * hz * 0.6e-3));

    private void Expect(List<string> wrong, string what, double value, double truth)
    {
        double error = value / truth - 1;
        if (!(Math.Abs(error) < 0.0005))
            wrong.Add($"{what}: {value} instead of {truth}, {1e6 * error:F0} ppm");
    }

    private static CellBench Bench(int seed, FrontEndCalibration calibration, double ohm) =>
        new(
            [.. Enumerable.Range(0, 8).Select(_ => CellBench.Resistor(ohm))],
            new VirtualChipOptions { Seed = (ulong)seed, WithErrors = true },
            seed,
            calibration
        );
}
