using EdgeTester.Analysis.Relaxation;

namespace EdgeTester.Analysis.Tests.Relaxation;

public class SampledTests
{
    private static readonly RelaxationOptions Sampled = new()
    {
        Method = RelaxationMethod.Sampled,
        Draws = 250,
    };

    [Fact]
    public void The_same_seed_gives_the_same_draws_and_another_seed_nearly_the_same_band()
    {
        var spectrum = Cell(0.005, 4);
        var first = RelaxationDistribution.Estimate(spectrum, Sampled);
        var second = RelaxationDistribution.Estimate(spectrum, Sampled);
        var other = RelaxationDistribution.Estimate(spectrum, Sampled with { Seed = 2 });
        Assert.Equal(first.GammaOhm, second.GammaOhm);
        Assert.Equal(first.GammaUpperOhm, second.GammaUpperOhm);
        Assert.NotEqual(first.GammaOhm, other.GammaOhm);
        var top = Array.IndexOf(first.GammaOhm, first.GammaOhm.Max());
        Assert.InRange(
            (other.GammaUpperOhm[top] - other.GammaLowerOhm[top])
                / (first.GammaUpperOhm[top] - first.GammaLowerOhm[top]),
            0.6,
            1.7
        );
    }

    [Fact]
    public void The_sampled_band_holds_the_truth_and_is_about_as_wide_as_that_of_Laplace()
    {
        var tau = Enumerable.Range(0, 101).Select(k => Math.Pow(10, -6.5 + k * 0.06)).ToArray();
        var exact = tau.Select(t =>
                TestCells.ZarcGamma(t, 60, 3e-5, 0.85) + TestCells.ZarcGamma(t, 140, 4e-3, 0.8)
            )
            .ToArray();
        var coverages = new List<double>();
        var ratios = new List<double>();
        for (var seed = 0; seed < 4; seed++)
        {
            var spectrum = Cell(0.005, seed);
            var sampled = RelaxationDistribution.Estimate(spectrum, Sampled with { TauSeconds = tau });
            var laplace = RelaxationDistribution.Estimate(
                spectrum,
                new RelaxationOptions { TauSeconds = tau }
            );
            coverages.Add(DistributionScore.Of(sampled, spectrum, tau, exact).Coverage);
            ratios.AddRange(
                tau.Select(
                    (_, m) =>
                        (sampled.GammaUpperOhm[m] - sampled.GammaLowerOhm[m])
                        / (laplace.GammaUpperOhm[m] - laplace.GammaLowerOhm[m])
                )
            );
        }
        Assert.InRange(coverages.Average(), 0.9, 1);
        Assert.InRange(ratios.Order().ElementAt(ratios.Count / 2), 0.8, 3);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(1_000_000)]
    public void A_number_of_draws_that_is_too_small_or_too_large_is_refused(int draws) =>
        Assert.Throws<ArgumentException>(() =>
            RelaxationDistribution.Estimate(Cell(0.005, 1), Sampled with { Draws = draws })
        );

    private static Spectrum Cell(double noise, int seed) =>
        TestCells.Noisy(
            TestCells.Frequencies(),
            f => 12 + TestCells.Zarc(f, 60, 3e-5, 0.85) + TestCells.Zarc(f, 140, 4e-3, 0.8),
            noise,
            seed
        );
}
