using System.Numerics;
using EdgeTester.Contracts;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Virtual.Chips;

namespace EdgeTester.Firmware.Tests.Channels;

public sealed class ImpedanceTests(ITestOutputHelper output)
{
    public static TheoryData<double, double, double> Cells =>
        new()
        {
            { 20, 0, 0 },
            { 5, 15, 1e-6 },
            { 50, 450, 100e-9 },
            { 20, 1000, 1e-6 },
            { 100, 4900, 10e-9 },
            { 5000, 0, 0 },
        };

    [Theory]
    [MemberData(nameof(Cells))]
    public void TenHertzTo200KilohertzWithin3PermilleAndThreeTenthsOfADegree(
        double series,
        double parallel,
        double farad
    )
    {
        Bench bench = new(new VirtualChipOptions { Seed = 11 });
        bench.Board.SeriesOhm[2] = series;
        bench.Board.ParallelOhm[2] = parallel;
        bench.Board.ParallelFarad[2] = farad;
        bench.Initialized();
        Assert.Equal(FrontEndFault.None, bench.FrontEnd.DriveVoltage(2, 0, 0));
        bench.Run(0.2);
        List<string> wrong = [];
        for (int k = 0; k <= 43; k++)
        {
            double hz = 200e3 * Math.Pow(10, -k / 10.0);
            double start = bench.Time.Seconds;
            (FrontEndFault fault, PointResult point) = bench.Point(2, Math.Max(hz, 10), 5e-3);
            Assert.Equal(FrontEndFault.None, fault);
            Complex truth = bench.Board.Impedance(2, point.FrequencyHz);
            Complex ratio = new Complex(point.RealOhm, point.ImaginaryOhm) / truth;
            double magnitude = Math.Abs(ratio.Magnitude - 1);
            double degrees = Math.Abs(ratio.Phase * 180 / Math.PI);
            string line =
                $"{point.FrequencyHz, 12:F3} Hz |Z| {truth.Magnitude, 9:F2} error {100 * magnitude:F3} % {degrees:F3} deg sigma {100 * point.RelativeSigma:F3} % range {point.Range} V {1e3 * point.VoltageAmplitude:F3} mV periods {point.Periods} {bench.Time.Seconds - start:F3} s q {point.Quality}";
            output.WriteLine(line);
            if (magnitude > 0.003 || degrees > 0.3 || point.Quality != ImpedanceQuality.Good)
                wrong.Add(line);
        }

        Assert.Empty(wrong);
        Assert.InRange(bench.Board.LargestCellPeak, 0.6 * 5e-3, 5e-3);
        Assert.Equal(Ad5941Poison.None, bench.Chips.WaveformGenerator.Poison);
    }
}
