using System.Numerics;
using EdgeTester.Analysis.Relaxation;

namespace EdgeTester.Analysis.Tests.Relaxation;

public class HostileSpectrumTests
{
    private static readonly RelaxationMethod[] Methods = Enum.GetValues<RelaxationMethod>();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Too_few_points_are_refused_with_their_number(int count)
    {
        var spectrum = Arc(count);
        var error = Assert.Throws<SpectrumException>(() => RelaxationDistribution.Estimate(spectrum));
        Assert.Contains($"{count} point", error.Message);
    }

    [Fact]
    public void A_few_points_give_a_flagged_result()
    {
        foreach (var method in Methods)
        {
            var result = RelaxationDistribution.Estimate(
                Arc(6),
                new RelaxationOptions { Method = method, Draws = 200 }
            );
            Assert.Contains(result.Warnings, warning => warning.Contains("6 points"));
            AssertFinite(result);
        }
    }

    [Fact]
    public void A_plain_resistor_is_called_one()
    {
        var spectrum = From(20, _ => new Complex(50, 0));
        var result = RelaxationDistribution.Estimate(spectrum);
        Assert.Equal(50, result.SeriesResistanceOhm, 1e-9);
        Assert.Equal(0, result.PolarizationResistanceOhm);
        Assert.Empty(result.Peaks);
        Assert.NotEmpty(result.Warnings);
    }

    [Fact]
    public void Impedances_of_zero_are_refused()
    {
        var spectrum = From(20, _ => Complex.Zero);
        Assert.Throws<SpectrumException>(() => RelaxationDistribution.Estimate(spectrum));
    }

    [Fact]
    public void A_flipped_sign_of_the_imaginary_part_is_named()
    {
        foreach (var method in Methods)
        {
            var spectrum = From(40, f => Complex.Conjugate(ArcImpedance(f)));
            var result = RelaxationDistribution.Estimate(
                spectrum,
                new RelaxationOptions { Method = method, Draws = 200 }
            );
            Assert.Contains(result.Warnings, warning => warning.Contains("-Z''"));
            AssertFinite(result);
        }
    }

    [Fact]
    public void An_inductive_loop_at_low_frequency_is_named()
    {
        foreach (var method in Methods)
        {
            var spectrum = From(50, f => ArcImpedance(f) - 8 / (1 + new Complex(0, 2 * Math.PI * f * 3)));
            var result = RelaxationDistribution.Estimate(
                spectrum,
                new RelaxationOptions { Method = method, Draws = 200 }
            );
            Assert.Contains(result.Warnings, warning => warning.Contains("inductive loop"));
            AssertFinite(result);
        }
    }

    [Theory]
    [InlineData(0.001, 0.5)]
    [InlineData(0.005, 3)]
    [InlineData(0.01, 0.2)]
    public void An_inductive_loop_leaves_the_arc_before_it_as_it_is(double noise, double tau)
    {
        var result = RelaxationDistribution.Estimate(
            TestCells.Noisy(
                TestCells.Frequencies(1e5, 0.01, 71),
                f =>
                    20 + TestCells.Zarc(f, 80, 1e-3, 0.85) - 25 / (1 + new Complex(0, 2 * Math.PI * f * tau)),
                noise,
                11
            )
        );
        Assert.InRange(result.LoopResistanceOhm, 24, 26);
        Assert.InRange(result.LoopTauSeconds / tau, 0.9, 1.1);
        var peak = Assert.Single(result.Peaks);
        Assert.InRange(80, peak.ResistanceLowerOhm, peak.ResistanceUpperOhm);
        Assert.InRange(peak.ResistanceOhm, 77, 83);
        Assert.InRange(result.ResidualRmsPercent / Math.Sqrt(2), 80 * noise, 120 * noise);
    }

    [Fact]
    public void Noise_around_a_resistance_is_no_loop()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var spectrum = TestCells.Noisy(TestCells.Frequencies(), _ => 25, 0.02, 900 + seed);
            Assert.Equal(0, RelaxationDistribution.Estimate(spectrum).LoopResistanceOhm);
        }
    }

    [Fact]
    public void Values_of_any_size_are_possible()
    {
        foreach (var method in Methods)
        foreach (var size in new[] { 1e-6, 1e9 })
        {
            var result = RelaxationDistribution.Estimate(
                From(50, f => size * ArcImpedance(f)),
                new RelaxationOptions { Method = method, Draws = 200 }
            );
            AssertFinite(result);
            Assert.InRange(result.PolarizationResistanceOhm / size, 45, 55);
        }
    }

    [Fact]
    public void Impedances_that_no_cell_has_are_flagged()
    {
        foreach (var method in Methods)
        {
            var half = RelaxationDistribution.Estimate(
                From(40, f => new Complex(0, ArcImpedance(f).Imaginary - 1)),
                new RelaxationOptions { Method = method, Draws = 200 }
            );
            AssertFinite(half);
            Assert.Contains(half.Warnings, warning => warning.Contains("misses the data"));
        }
    }

    [Theory]
    [InlineData(RelaxationMethod.Automatic)]
    [InlineData(RelaxationMethod.SumOfArcs)]
    [InlineData(RelaxationMethod.Sampled)]
    public void Data_that_are_exact_to_rounding_give_finite_numbers(RelaxationMethod method)
    {
        foreach (var count in new[] { 7, 13 })
        {
            var frequency = TestCells.Frequencies(1e6, 0.1, count);
            var values = frequency.Select(f => 1e-9 + 1e-9 / new Complex(1, f * 1e-2)).ToArray();
            var result = RelaxationDistribution.Estimate(
                Spectrum.Create(frequency, values),
                new RelaxationOptions { Method = method, Draws = 200 }
            );
            Assert.All(result.GammaOhm.Concat(result.GammaUpperOhm), g => Assert.True(double.IsFinite(g)));
        }
    }

    [Fact]
    public void One_spectrum_several_times_is_a_series()
    {
        var spectrum = TestCells.Noisy(
            TestCells.Frequencies(1e6, 0.1, 41),
            f => new Complex(5, 0) + TestCells.ConstantPhase(f, 1e-5, 1),
            0.001,
            1
        );
        var result = RelaxationSeries.Estimate(
            [spectrum, spectrum, spectrum, spectrum],
            [0, 1, 2, 3],
            new RelaxationOptions { Method = RelaxationMethod.SmoothLogarithm }
        );
        Assert.All(result.GammaOhm, row => Assert.All(row, g => Assert.True(double.IsFinite(g))));
    }

    [Fact]
    public void A_noisy_resistor_has_no_peaks()
    {
        var random = new Random(4);
        var result = RelaxationDistribution.Estimate(
            From(60, _ => 50 * (1 + 0.003 * new Complex(TestCells.Normal(random), TestCells.Normal(random))))
        );
        Assert.Empty(result.Peaks);
        Assert.Equal(50, result.SeriesResistanceOhm, 0.2);
        Assert.Contains(result.Warnings, warning => warning.Contains("no relaxation"));
    }

    [Theory]
    [InlineData(1e-300)]
    [InlineData(1e200)]
    public void Impedances_whose_squares_overflow_are_refused(double size)
    {
        var spectrum = From(30, f => size * ArcImpedance(f));
        Assert.Throws<SpectrumException>(() => RelaxationDistribution.Estimate(spectrum));
    }

    [Theory]
    [InlineData(-1.0)]
    [InlineData(0.0)]
    [InlineData(double.NaN)]
    public void A_lambda_that_is_not_positive_is_refused(double lambda)
    {
        Assert.Throws<ArgumentException>(() =>
            RelaxationDistribution.Estimate(Arc(30), RelaxationOptions.Reference with { Lambda = lambda })
        );
    }

    private static Spectrum Arc(int count) => From(count, ArcImpedance);

    private static Complex ArcImpedance(double frequency) =>
        10 + 50 / (1 + Complex.Pow(new Complex(0, 2 * Math.PI * frequency * 1e-2), 0.85));

    private static Spectrum From(int count, Func<double, Complex> impedance)
    {
        var frequency = Enumerable
            .Range(0, count)
            .Select(k => Math.Pow(10, 5 - 7.0 * k / Math.Max(count - 1, 1)))
            .ToArray();
        return Spectrum.Create(frequency, frequency.Select(impedance).ToArray());
    }

    private static void AssertFinite(RelaxationResult result)
    {
        Assert.All(result.GammaOhm, value => Assert.True(double.IsFinite(value)));
        Assert.All(result.GammaLowerOhm, value => Assert.True(double.IsFinite(value)));
        Assert.All(result.GammaUpperOhm, value => Assert.True(double.IsFinite(value)));
        Assert.True(double.IsFinite(result.SeriesResistanceOhm));
        Assert.True(double.IsFinite(result.ResidualRmsPercent));
    }
}
