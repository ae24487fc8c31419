using System.Numerics;
using EdgeTester.Contracts;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Virtual.Chips;

namespace EdgeTester.Firmware.Tests.Channels;

/// <summary>Cells, biases, frequencies and amplitudes at random: a point is right, or says what to mind, or fails; it never exceeds its amplitude.</summary>
public sealed class RandomCellTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void APointIsRightOrSaysSo(int seed)
    {
        Random random = new(seed);
        double Spread(double low, double high) => low * Math.Pow(high / low, random.NextDouble());
        List<string> wrong = [];
        int good = 0;
        for (int cell = 0; cell < 30; cell++)
        {
            Bench bench = new(new VirtualChipOptions { Seed = (ulong)(100 * seed + cell) });
            bench.Board.SeriesOhm[0] = Spread(1, 5000);
            bench.Board.ParallelOhm[0] = Spread(1, 1e6);
            bench.Board.ParallelFarad[0] = Spread(1e-10, 1e-3);
            bool galvanostatic = random.Next(2) == 0;
            bench.Initialized();
            int range = random.Next(4);
            double direct = 0.5 * (2 * random.NextDouble() - 1) * bench.FrontEnd.RangeFullScale(range);
            if (galvanostatic)
                bench.FrontEnd.DriveCurrent(0, direct, range);
            else
                bench.FrontEnd.DriveVoltage(0, 0.01 * random.NextDouble(), range);
            bench.Run(0.2);
            for (int k = 0; k < 3; k++)
            {
                double hz = Spread(10, 200e3);
                double amplitude = galvanostatic ? Spread(1e-6, 1e-3) : Spread(2e-3, 50e-3);
                (FrontEndFault fault, PointResult point) = bench.Point(
                    0,
                    hz,
                    amplitude,
                    galvanostatic,
                    random.Next(1, 20)
                );
                Complex truth = bench.Board.Impedance(
                    0,
                    fault == FrontEndFault.None ? point.FrequencyHz : hz
                );
                string what =
                    $"{hz:F1} Hz {truth.Magnitude:F1} ohm {(galvanostatic ? "I" : "V")} {amplitude:E2} range {range}: {fault}";
                if (fault != FrontEndFault.None)
                {
                    output.WriteLine(what);
                    if (fault is not FrontEndFault.Overload)
                        wrong.Add(what);
                    continue;
                }

                Complex error = new Complex(point.RealOhm, point.ImaginaryOhm) / truth - 1;
                what +=
                    $" error {100 * error.Magnitude:F3} % sigma {100 * point.RelativeSigma:F3} % q {point.Quality} on {point.Range}";
                if (error.Magnitude > 6 * point.RelativeSigma + 0.002 * (point.Quality == 0 ? 0 : 1))
                    wrong.Add(what);
                if (point.Quality == ImpedanceQuality.Good)
                    good++;
                else
                    output.WriteLine(what);
            }
        }

        output.WriteLine($"{good} good of 90");
        Assert.Empty(wrong);
        Assert.InRange(good, 70, 90);
    }

    [Fact]
    public void NoPointOfASweepExceedsItsAmplitudeUpOrDown()
    {
        Random random = new(5);
        for (int cell = 0; cell < 20; cell++)
        {
            Bench bench = new(new VirtualChipOptions { Seed = (ulong)cell });
            bench.Board.SeriesOhm[0] = 5 + 100 * random.NextDouble();
            bench.Board.ParallelOhm[0] = 100 * Math.Pow(1000, random.NextDouble());
            bench.Board.ParallelFarad[0] = 1e-8 * Math.Pow(1e5, random.NextDouble());
            bench.Initialized();
            bench.FrontEnd.DriveVoltage(0, 0, 0);
            bool upward = cell % 2 == 0;
            for (int k = 0; k <= 16; k++)
            {
                double hz = 10 * Math.Pow(10, (upward ? k : 16 - k) / 10.0);
                Assert.Equal(FrontEndFault.None, bench.Point(0, hz, 5e-3).Fault);
            }

            Assert.InRange(bench.Board.LargestCellPeak, 2e-3, 5e-3);
        }
    }
}
