using System.Numerics;
using EdgeTester.Firmware.Channels;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Virtual.Cells;
using EdgeTester.Firmware.Virtual.Chips;

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

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void ImpedancesAreWithin3PermilleAndTheStatedUncertaintyCovers95Percent(int seed)
    {
        FrontEndCalibration calibration = BoardCalibration.Of(seed);
        int points = 0;
        int covered = 0;
        List<string> wrong = [];
        foreach (double ohm in (double[])[20, 300, 5000])
        {
            CellModel cell = CellBench.Cell(
                new ElementDefinition { Resistance = 0.4 * ohm },
                new ElementDefinition
                {
                    Kind = "rc",
                    Resistance = 0.6 * ohm,
                    Capacitance = 1e-3 / ohm,
                }
            );
            CellBench bench = new(
                [cell],
                new VirtualChipOptions { Seed = (ulong)seed, WithErrors = true },
                seed,
                calibration
            );
            bench.FrontEnd.DriveVoltage(0, 0, 0);
            bench.Run(0.3);
            for (double hz = 200e3; hz > 9.9; hz /= Math.Pow(10, 1 / 3.0))
            {
                PointResult point = bench.Point(0, Math.Max(hz, 10), 5e-3);
                Complex truth =
                    0.4 * ohm
                    + 0.6
                        * ohm
                        / (
                            1
                            + Complex.ImaginaryOne * 2 * Math.PI * point.FrequencyHz * 0.6 * ohm * 1e-3 / ohm
                        );
                Complex error = new Complex(point.RealOhm, point.ImaginaryOhm) / truth - 1;
                points += 2;
                covered += Math.Abs(error.Real) <= 2 * point.RelativeSigma ? 1 : 0;
                covered += Math.Abs(error.Imaginary) <= 2 * point.RelativeSigma ? 1 : 0;
                string line =
                    $"{point.FrequencyHz:F1} Hz {ohm} ohm error {100 * error.Real:F3} % {error.Imaginary * 180 / Math.PI:F3} deg sigma {100 * point.RelativeSigma:F3} %";
                output.WriteLine(line);
                double limit = point.FrequencyHz <= 20.1e3 ? 0.003 : 0.015;
                double degrees = point.FrequencyHz <= 20.1e3 ? 0.3 : 1.5;
                if (Math.Abs(error.Real) > limit || Math.Abs(error.Imaginary) > degrees * Math.PI / 180)
                    wrong.Add(line);
            }
        }

        output.WriteLine($"covered {covered} of {points}");
        Assert.Empty(wrong);
        Assert.InRange((double)covered / points, 0.95, 1);
    }

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
