using EdgeTester.Analysis.Relaxation;

namespace EdgeTester.Analysis.Tests.Relaxation;

public class TikhonovTests
{
    [Fact]
    public void The_reference_mode_gives_the_gamma_of_pyDRTtools_on_every_golden_spectrum()
    {
        var compared = 0;
        foreach (
            var golden in SharedSpectra.Json("drt_synthetic.json").GetProperty("results").EnumerateArray()
        )
        {
            if (golden.GetProperty("method").GetString() != "pyDRTtools/custom1e-3")
                continue;
            var name = golden.GetProperty("case").GetString();
            var noise = golden.GetProperty("noise_percent").GetDouble();
            var spectrum = SharedSpectra.Synthetic(
                FormattableString.Invariant($"{name}_n{noise:0.#}_r{golden.GetProperty("rep").GetInt32()}")
            );
            // The peer's first call in a process runs at its solver's default tolerance and stops short.
            var first = name == "SE_A" && noise == 0;
            var result = RelaxationDistribution.Estimate(
                spectrum,
                RelaxationOptions.Reference with
                {
                    Lambda = 1e-3,
                    Inductance = name == "ZARC2_L",
                    TauSeconds = SharedSpectra.Numbers(golden.GetProperty("tau")),
                    SolveAsPeer = first,
                }
            );
            AssertClose(SharedSpectra.Numbers(golden.GetProperty("gamma")), result.GammaOhm, 1e-4);
            compared++;
        }
        Assert.True(compared >= 40, $"only {compared} golden results were compared");
    }

    [Fact]
    public void The_peer_stops_short_of_the_minimum_at_its_default_tolerance_and_so_do_we_when_asked()
    {
        var golden = SharedSpectra
            .Json("pydrttools_matrices_SE_A.json")
            .GetProperty("rbf")
            .GetProperty("Gaussian")
            .GetProperty("lambda_1e3");
        var spectrum = SharedSpectra.Synthetic("SE_A_n0.5_r0");
        var options = RelaxationOptions.Reference with { Lambda = 1e-3 };
        var asPeer = RelaxationDistribution.Estimate(spectrum, options with { SolveAsPeer = true });
        var exact = RelaxationDistribution.Estimate(spectrum, options);

        Assert.Equal(golden.GetProperty("R").GetDouble(), asPeer.SeriesResistanceOhm, 1e-6);
        Assert.InRange(MaximumDifference(exact.GammaOhm, asPeer.GammaOhm) / exact.GammaOhm.Max(), 2e-3, 2e-2);
    }

    [Theory]
    [InlineData(LambdaRule.GeneralizedCrossValidation)]
    [InlineData(LambdaRule.ModifiedCrossValidation)]
    [InlineData(LambdaRule.RobustCrossValidation)]
    [InlineData(LambdaRule.LCurve)]
    [InlineData(LambdaRule.RealImaginary)]
    [InlineData(LambdaRule.KFold)]
    public void Every_rule_finds_a_lambda_that_gives_back_the_polarization_resistance(LambdaRule rule)
    {
        var spectrum = SharedSpectra.Synthetic("ZARC2_sep_n0.5_r0");
        var result = RelaxationDistribution.Estimate(
            spectrum,
            RelaxationOptions.Reference with
            {
                LambdaRule = rule,
            }
        );
        Assert.InRange(result.Lambda, 1e-7, 10);
        Assert.InRange(result.PolarizationResistanceOhm, 97, 103);
    }

    [Theory]
    [InlineData(LambdaRule.GeneralizedCrossValidation, "GCV")]
    [InlineData(LambdaRule.ModifiedCrossValidation, "mGCV")]
    [InlineData(LambdaRule.RobustCrossValidation, "rGCV")]
    public void Lambda_is_the_global_minimum_of_the_score_where_the_peer_stays_near_its_start(
        LambdaRule rule,
        string name
    )
    {
        var golden = SharedSpectra.Json("pydrttools_matrices_SE_A.json").GetProperty("cv_scores");
        var grid = SharedSpectra.Numbers(golden.GetProperty("lambda_grid"));
        var scores = SharedSpectra.Numbers(golden.GetProperty(name));
        var best = grid[Array.IndexOf(scores, scores.Min())];

        var result = RelaxationDistribution.Estimate(
            SharedSpectra.Synthetic("SE_A_n0.5_r0"),
            RelaxationOptions.Reference with
            {
                LambdaRule = rule,
            }
        );

        Assert.InRange(result.Lambda / best, 0.55, 1.8);
    }

    [Theory]
    [InlineData(RelaxationBasis.PiecewiseLinear, 0)]
    [InlineData(RelaxationBasis.PiecewiseLinear, 2)]
    [InlineData(RelaxationBasis.Gaussian, 2)]
    [InlineData(RelaxationBasis.Matern4, 1)]
    public void Every_basis_and_order_gives_the_two_peaks_of_two_separated_arcs(
        RelaxationBasis basis,
        int order
    )
    {
        var result = RelaxationDistribution.Estimate(
            SharedSpectra.Synthetic("ZARC2_sep_n0.1_r0"),
            new RelaxationOptions
            {
                Method = RelaxationMethod.Tikhonov,
                Basis = basis,
                PenaltyOrder = order,
                Lambda = 1e-3,
            }
        );
        Assert.Contains(result.Peaks, peak => Math.Abs(Math.Log10(peak.TauSeconds / 0.01)) < 0.2);
        Assert.Contains(result.Peaks, peak => Math.Abs(Math.Log10(peak.TauSeconds / 10)) < 0.2);
    }

    [Theory]
    [InlineData(RelaxationData.Real)]
    [InlineData(RelaxationData.Imaginary)]
    public void One_half_of_the_data_gives_the_same_resistances(RelaxationData data)
    {
        var result = RelaxationDistribution.Estimate(
            SharedSpectra.Synthetic("ZARC2_sep_n0.1_r0"),
            RelaxationOptions.Reference with
            {
                Data = data,
                Lambda = 1e-3,
            }
        );
        Assert.InRange(result.SeriesResistanceOhm, 9.5, 10.5);
        Assert.InRange(result.PolarizationResistanceOhm, 97, 103);
    }

    [Fact]
    public void A_blocking_electrode_is_taken_up_by_the_constant_phase_element_in_series()
    {
        var result = RelaxationDistribution.Estimate(
            SharedSpectra.Synthetic("SE_C_blocking_n0.1_r0"),
            new RelaxationOptions { Method = RelaxationMethod.Tikhonov }
        );
        Assert.InRange(result.SeriesExponent, 0.9, 0.94);
        Assert.InRange(result.ResidualRmsPercent, 0, 0.4);
        Assert.Contains(result.Peaks, peak => Math.Abs(Math.Log10(peak.TauSeconds / 1e-5)) < 0.2);
    }

    private static void AssertClose(double[] expected, double[] actual, double share) =>
        Assert.InRange(MaximumDifference(expected, actual) / expected.Max(), 0, share);

    private static double MaximumDifference(double[] a, double[] b) =>
        a.Zip(b, (x, y) => Math.Abs(x - y)).Max();
}
