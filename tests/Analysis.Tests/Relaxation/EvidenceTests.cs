using System.Numerics;
using EdgeTester.Analysis.Relaxation;

namespace EdgeTester.Analysis.Tests.Relaxation;

public class EvidenceTests
{
    private static readonly string[] Arcs =
    [
        "SE_A",
        "SE_B_close",
        "ZARC2_sep",
        "ZARC2_overlap",
        "ZARC3",
        "ZARC1",
        "HN1",
        "ZARC2_L",
    ];

    [Theory]
    [InlineData("0", 0.025)]
    [InlineData("0.1", 0.05)]
    [InlineData("0.5", 0.08)]
    [InlineData("1", 0.115)]
    public void The_error_of_gamma_is_below_the_target_at_every_noise(string noise, double target)
    {
        var errors = new List<double>();
        var coverages = new List<double>();
        foreach (var name in Arcs)
        {
            var spectrum = SharedSpectra.Synthetic($"{name}_n{noise}_r0");
            var result = RelaxationDistribution.Estimate(spectrum);
            var (tau, gamma) = SharedSpectra.Gamma(
                SharedSpectra.Path("golden", "synthetic", $"gamma_{name}.csv")
            );
            var score = DistributionScore.Of(result, spectrum, tau, gamma);
            errors.Add(score.RelativeError);
            coverages.Add(score.Coverage);
            Assert.Equal(
                name.StartsWith("ZARC3") ? 3
                    : name is "ZARC1" or "HN1" ? 1
                    : 2,
                result.Peaks.Count
            );
        }
        Assert.InRange(errors.Order().ElementAt(errors.Count / 2), 0, target);
        Assert.InRange(coverages.Average(), 0.92, 1);
    }

    [Fact]
    public void Peaks_and_resistances_of_cells_that_are_in_no_file_are_found_within_their_intervals()
    {
        var random = new Random(20260722);
        int covered = 0,
            intervals = 0;
        var distances = new List<double>();
        for (var draw = 0; draw < 12; draw++)
        {
            var series = 5 + 50 * random.NextDouble();
            var arcs = Enumerable
                .Range(0, 1 + draw % 3)
                .Select(k =>
                    (
                        R: 20 + 200 * random.NextDouble(),
                        Tau: Math.Pow(10, -5 + 2 * k + 0.5 * random.NextDouble()),
                        N: 0.78 + 0.17 * random.NextDouble()
                    )
                )
                .ToArray();
            var spectrum = TestCells.Noisy(
                TestCells.Frequencies(),
                f => series + arcs.Aggregate(Complex.Zero, (z, a) => z + TestCells.Zarc(f, a.R, a.Tau, a.N)),
                0.005,
                draw
            );
            var result = RelaxationDistribution.Estimate(spectrum);
            Assert.Equal(arcs.Length, result.Peaks.Count);
            for (var k = 0; k < arcs.Length; k++)
            {
                var peak = result.Peaks[k];
                distances.Add(Math.Abs(Math.Log10(peak.TauSeconds / arcs[k].Tau)));
                intervals++;
                if (peak.ResistanceLowerOhm <= arcs[k].R && arcs[k].R <= peak.ResistanceUpperOhm)
                    covered++;
                Assert.InRange(peak.Probability, 0.99, 1);
            }
            Assert.InRange(result.NoisePercent, 0.38, 0.65);
        }
        Assert.InRange(distances.Order().ElementAt(distances.Count / 2), 0, 0.02);
        Assert.InRange(covered / (double)intervals, 0.8, 1);
    }

    [Theory]
    [InlineData("SE_A", 14, 35, 56)]
    [InlineData("ZARC2_sep", 16, 40, 64)]
    [InlineData("ZARC3", 14, 35, 56)]
    public void Wild_points_are_named_and_change_nothing(string name, int first, int second, int third)
    {
        var spectrum = SharedSpectra.Synthetic($"{name}_outliers");
        var (tau, gamma) = SharedSpectra.Gamma(
            SharedSpectra.Path("golden", "synthetic", $"gamma_{name}.csv")
        );
        var with = RelaxationDistribution.Estimate(spectrum);
        int[] wild = [first, second, third];
        var clean = spectrum.Where(k => !wild.Contains(k));
        var without = RelaxationDistribution.Estimate(clean);

        Assert.Equal(wild, with.Outliers);
        Assert.InRange(
            DistributionScore.Of(with, spectrum, tau, gamma).RelativeError,
            0,
            1.2 * DistributionScore.Of(without, clean, tau, gamma).RelativeError + 1e-3
        );
    }

    [Fact]
    public void A_piecewise_constant_distribution_is_left_to_the_smooth_estimate()
    {
        var spectrum = SharedSpectra.Synthetic("PWC_n0.5_r0");
        var result = RelaxationDistribution.Estimate(spectrum);
        var (tau, gamma) = SharedSpectra.Gamma(SharedSpectra.Path("golden", "synthetic", "gamma_PWC.csv"));
        Assert.StartsWith("smooth", result.Method);
        Assert.InRange(DistributionScore.Of(result, spectrum, tau, gamma).RelativeError, 0, 0.22);
    }

    [Fact]
    public void Ideal_resistors_and_capacitors_give_sharp_peaks_with_their_resistance()
    {
        var result = RelaxationDistribution.Estimate(SharedSpectra.Synthetic("RC2_n0.5_r0"));
        Assert.Equal(2, result.Peaks.Count);
        Assert.Equal(-4, Math.Log10(result.Peaks[0].TauSeconds), 0.01);
        Assert.Equal(-2, Math.Log10(result.Peaks[1].TauSeconds), 0.01);
        Assert.InRange(result.Peaks[0].ResistanceOhm, 49, 51);
        Assert.InRange(result.Peaks[1].ResistanceOhm, 29, 31);
    }

    [Fact]
    public void A_blocking_electrode_leaves_the_bulk_and_the_grain_boundary()
    {
        var result = RelaxationDistribution.Estimate(SharedSpectra.Synthetic("SE_C_blocking_n0.5_r0"));
        Assert.InRange(result.SeriesResistanceOhm, 116, 119.5);
        Assert.InRange(result.SeriesExponent, 0.915, 0.925);
        Assert.InRange(result.SeriesCapacitanceFarad, 4.9e-6, 5.1e-6);
        var peak = Assert.Single(result.Peaks);
        Assert.InRange(peak.ResistanceOhm, 82, 88);
    }

    [Fact]
    public void A_leaking_or_doubly_blocked_pellet_is_fitted_down_to_its_noise()
    {
        Func<double, Complex>[] cells =
        [
            f =>
                117
                + TestCells.Zarc(f, 85, 1e-5, 0.9)
                + TestCells.ConstantPhase(f, 5e-6, 0.95)
                + TestCells.ConstantPhase(f, 3e-5, 0.6),
            f =>
                30
                + 1
                    / (
                        1 / TestCells.ConstantPhase(f, 2e-6, 0.97)
                        + 1 / (500 + TestCells.ConstantPhase(f, 4e-6, 0.8))
                    ),
        ];
        for (var k = 0; k < cells.Length; k++)
        {
            var result = RelaxationDistribution.Estimate(
                TestCells.Noisy(TestCells.Frequencies(), cells[k], 0.002, 5 + k)
            );
            Assert.InRange(result.ResidualRmsPercent / Math.Sqrt(2), 0.1, 0.25);
        }
    }

    [Fact]
    public void A_lossy_inductance_is_taken_up()
    {
        var spectrum = TestCells.Noisy(
            TestCells.Frequencies(1e6, 0.1),
            f =>
            {
                var reactance = new Complex(0, 2 * Math.PI * f * 1e-6);
                return 1 + reactance * 5 / (reactance + 5) + TestCells.Zarc(f, 3, 1e-3, 0.85);
            },
            0.003,
            3
        );
        var result = RelaxationDistribution.Estimate(spectrum);
        Assert.InRange(result.InductanceHenry, 0.95e-6, 1.05e-6);
        Assert.InRange(result.InductanceLossOhm, 4.5, 5.5);
        Assert.InRange(result.PolarizationResistanceOhm, 2.9, 3.1);
    }

    [Fact]
    public void The_error_structure_is_recognised_and_used()
    {
        var random = new Random(8);
        var frequency = TestCells.Frequencies(1e6, 0.01, 81);
        var values = frequency
            .Select(f =>
                1
                + TestCells.Zarc(f, 200, 1e-3, 0.8)
                + 0.2 * new Complex(TestCells.Normal(random), TestCells.Normal(random))
            )
            .ToArray();
        var result = RelaxationDistribution.Estimate(Spectrum.Create(frequency, values));
        Assert.Contains(
            "constant part",
            result.ErrorStructure.Replace("the same for every point", "constant part")
        );
        Assert.InRange(result.PolarizationResistanceOhm, 198, 202);
    }

    [Fact]
    public void Real_spectra_are_fitted_within_twice_the_noise_that_the_peer_finds_by_Kramers_and_Kronig()
    {
        foreach (var golden in SharedSpectra.Json("linkk_real.json").GetProperty("results").EnumerateArray())
        {
            var name = golden.GetProperty("spectrum").GetString()!;
            // The planar cell's wild points are part of the peer's figure.
            if (golden.GetProperty("peer").GetString() != "pyimpspec" || name == "SOFC_planar1_noisy")
                continue;
            var spectrum = SharedSpectra.Load(SharedSpectra.Path("data", "_normalized", name + ".csv"));
            var result = RelaxationDistribution.Estimate(spectrum);
            var floor = golden.GetProperty("estimated_noise_sd_percent").GetDouble();
            Assert.True(
                result.ResidualRmsPercent / Math.Sqrt(2) < 2 * floor,
                $"{name}: residual {result.ResidualRmsPercent / Math.Sqrt(2):0.###} % against a floor of {floor:0.###} %"
            );
        }
    }

    [Fact]
    public void A_sum_of_arcs_alone_names_its_arcs()
    {
        var result = RelaxationDistribution.Estimate(
            SharedSpectra.Synthetic("ZARC3_n0.1_r1"),
            new RelaxationOptions { Method = RelaxationMethod.SumOfArcs }
        );
        Assert.Contains("3 ZARC", result.Method);
        Assert.Equal([30.0, 50.0, 80.0], result.Peaks.Select(p => Math.Round(p.ResistanceOhm)));
    }

    [Fact]
    public void The_smooth_estimate_alone_has_bands_that_hold()
    {
        var coverages = new List<double>();
        foreach (var name in new[] { "SE_A", "ZARC2_sep", "ZARC3", "HN1" })
        {
            var spectrum = SharedSpectra.Synthetic($"{name}_n0.5_r1");
            var (tau, gamma) = SharedSpectra.Gamma(
                SharedSpectra.Path("golden", "synthetic", $"gamma_{name}.csv")
            );
            var result = RelaxationDistribution.Estimate(
                spectrum,
                new RelaxationOptions { Method = RelaxationMethod.SmoothLogarithm }
            );
            coverages.Add(DistributionScore.Of(result, spectrum, tau, gamma).Coverage);
        }
        Assert.InRange(coverages.Average(), 0.9, 1);
    }
}
