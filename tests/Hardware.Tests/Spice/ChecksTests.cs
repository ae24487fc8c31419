using EdgeTester.Hardware.Spice;
using EdgeTester.Hardware.Spice.Checks;
using EdgeTester.Hardware.Verify;

namespace EdgeTester.Hardware.Tests.Spice;

/// <summary>The quick ones of the twelve checks run here; all of them run with ./edgetester verify-hardware.</summary>
public sealed class ChecksTests(SpiceFixture fixture) : IClassFixture<SpiceFixture>
{
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void TheBoardKeepsItsLimits(int number)
    {
        var result = Verification
            .SpiceChecks.Single(c => c.Number == number)
            .Run(fixture.Spice, TestContext.Current.CancellationToken);
        Assert.Equal(number, result.Number);
        Assert.All(
            result.Figures,
            f => Assert.True(f.Passed, $"{f.What}: {f.Value} {f.Unit}, limit {f.Limit}")
        );
    }

    [Fact]
    public void TheDemodulatorsKeepTheirLimitsAtOneMegahertz()
    {
        var result = DemodulatorCheck.Run(fixture.Spice, TestContext.Current.CancellationToken, [1e6]);
        Assert.Equal(4, result.Figures.Count);
        Assert.All(
            result.Figures,
            f => Assert.True(f.Passed, $"{f.What}: {f.Value} {f.Unit}, limit {f.Limit}")
        );
        // The paths do differ: before the ratio to R_cal more than a degree.
        Assert.InRange(result.Figures[1].Value, 0.5, 3);
    }

    [Fact]
    public void FortyDrawnBoardsKeepTheLimitsOfTheThousand()
    {
        var result = DirectErrorCheck.Run(fixture.Spice, TestContext.Current.CancellationToken, 40);
        Assert.All(
            result.Figures,
            f => Assert.True(f.Passed, $"{f.What}: {f.Value} {f.Unit}, limit {f.Limit}")
        );
        // Parts do differ: no figure is zero.
        Assert.All(
            result.Figures,
            f => Assert.True(f.Value > f.Limit / 100, $"{f.What}: {f.Value} {f.Unit}")
        );
    }

    [Fact]
    public void TheTwelveChecksAndTheModulesTwoAreThere() =>
        Assert.Equal(Enumerable.Range(1, 14), Verification.SpiceChecks.Select(c => c.Number));

    [Fact]
    public void AValueBeyondItsLimitOrNoNumberFails()
    {
        Assert.False(new SpiceFigure("", 6, "%", 5).Passed);
        Assert.False(new SpiceFigure("", 44, "degree", 45, true).Passed);
        Assert.False(new SpiceFigure("", double.NaN, "V", 5).Passed);
        Assert.False(new SpiceFigure("", double.NaN, "V", 5, true).Passed);
        Assert.False(new SpiceResult(1, "", 0, [], []).Passed);
    }

    [Theory]
    // An integrator has 90 degree; with a second pole at the crossing 45; two integrators none.
    [InlineData(1e3, 1e9, 90)]
    [InlineData(1e3, 707.107, 45)]
    public void ThePhaseMarginOfKnownLoopsIsRight(double crossing, double pole, double margin)
    {
        var points = new List<double[]>();
        for (var hz = 10.0; hz < 1e5; hz *= 1.1)
        {
            var loop =
                crossing / new System.Numerics.Complex(0, hz) / new System.Numerics.Complex(1, hz / pole);
            points.Add([hz, loop.Real, loop.Imaginary]);
        }
        Assert.Equal(margin, StabilityCheck.PhaseMargin(points), 0);
    }

    [Fact]
    public void AMissingProgramIsNamed()
    {
        var nothing = new Ngspice("no-such-ngspice", Path.GetTempPath());
        var error = Assert.Throws<SpiceException>(() => nothing.Run("x", "* x\n.end\n", default));
        Assert.Contains("apt-get install ngspice", error.Message);
    }

    [Fact]
    public void ADeckThatDoesNotRunIsAnError() =>
        Assert.Throws<SpiceException>(() =>
            fixture.Spice.Run("bad", "* bad\nXa 1 2 NOSUCH\n.control\nop\nquit\n.endc\n.end\n", default)
        );
}
