using EdgeTester.Contracts;
using EdgeTester.Firmware.Tests.Channels;

namespace EdgeTester.Firmware.Tests.Impedance;

/// <summary>As many periods as an asked uncertainty needs.</summary>
public sealed class AskedUncertaintyTests
{
    [Fact]
    public void A_fast_point_takes_the_periods_that_its_uncertainty_needs()
    {
        // Half a millivolt on 5 kohm: noise counts.
        var (usual, usualSeconds) = Point(0);
        var (coarse, coarseSeconds) = Point(0.02);
        var (fine, fineSeconds) = Point(0.001);
        Assert.InRange(coarse.RelativeSigma, 0, 0.021);
        Assert.InRange(fine.RelativeSigma, 0, 0.00105);
        Assert.True(fine.Periods > coarse.Periods, $"{fine.Periods} and {coarse.Periods} periods");
        Assert.True(fineSeconds > coarseSeconds && fineSeconds < 125, $"{coarseSeconds} s, {fineSeconds} s");
        Assert.Equal(0, fine.Quality & ImpedanceQuality.Noisy);
        Assert.True(usual.RelativeSigma > 0 && usualSeconds > 0);
    }

    private static (EdgeTester.Firmware.Ports.PointResult Result, double Seconds) Point(double asked)
    {
        var bench = new CellBench([CellBench.Resistor(5000)]);
        bench.FrontEnd.DriveVoltage(0, 0, 0);
        bench.Run(0.3);
        var began = bench.Time.Seconds;
        var result = bench.Point(0, 1000, 5e-4, asked: asked);
        return (result, bench.Time.Seconds - began);
    }
}
