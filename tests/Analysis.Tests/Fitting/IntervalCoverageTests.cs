using EdgeTester.Analysis.Circuits;
using EdgeTester.Analysis.Fitting;

namespace EdgeTester.Analysis.Tests.Fitting;

/// <summary>A sample of the coverage simulation of the benchmarks (1,000 draws there).</summary>
public class IntervalCoverageTests
{
    private static readonly Circuit _circuit = Circuit.Parse("R(RQ)(RQ)");
    private static readonly double[] _truth = [10, 50, 3.17e-5, 0.85, 30, 2e-3, 0.8];

    [Theory]
    [InlineData(IntervalMethod.Linear, 150)]
    [InlineData(IntervalMethod.Automatic, 100)]
    [InlineData(IntervalMethod.ProfileLikelihood, 60)]
    public void Intervals_hold_the_truth_as_often_as_they_say(IntervalMethod method, int draws)
    {
        int inside = 0,
            total = 0;
        for (var seed = 0; seed < draws; seed++)
        {
            var spectrum = SyntheticSpectra.Noisy(_circuit, _truth, 0.005, 1000 + seed);
            var fit = CircuitFitter.Fit(spectrum, _circuit, new FitOptions { Intervals = method });
            for (var i = 0; i < _truth.Length; i++)
            {
                total++;
                if (fit.Parameters[i].Lower95 <= _truth[i] && _truth[i] <= fit.Parameters[i].Upper95)
                    inside++;
            }
        }
        // Seven correlated parameters a draw: the share scatters by about 1.5 % here.
        Assert.InRange(inside / (double)total, 0.905, 0.99);
    }

    [Fact]
    public void A_profile_is_lopsided_where_the_parameter_is_badly_known()
    {
        // The arc's summit is below the measured range: its resistance is bounded from below only.
        var circuit = Circuit.Parse("R(RQ)");
        var spectrum = SyntheticSpectra.Noisy(
            circuit,
            [10, 1e5, 1e-4, 0.9],
            0.01,
            3,
            SyntheticSpectra.Frequencies(1e4, 1)
        );
        var fit = CircuitFitter.Fit(
            spectrum,
            circuit,
            new FitOptions { Intervals = IntervalMethod.ProfileLikelihood }
        );
        var r = fit["R2"];
        Assert.True(r.Lower95 < 1e5);
        Assert.True(r.Upper95 is null || r.Upper95 / r.Value > 1.5 * (r.Value / r.Lower95));
    }
}
