using System.Numerics;
using EdgeTester.Analysis.Circuits;
using EdgeTester.Analysis.Tests.Fitting;
using EdgeTester.Analysis.Validation;

namespace EdgeTester.Analysis.Tests.Validation;

public class HilbertScoresTests
{
    private static readonly Circuit _circuit = Circuit.Parse("R(RQ)(RQ)");
    private static readonly double[] _values = [10, 20, 1e-5, 0.9, 100, 1e-3, 0.85];

    [Fact]
    public void Consistent_data_score_near_one()
    {
        var spectrum = SyntheticSpectra.Noisy(
            _circuit,
            _values,
            0.003,
            1,
            SyntheticSpectra.Frequencies(1e5, 0.01)
        );
        var scores = HilbertScores.Of(spectrum);
        foreach (var part in new[] { scores.Real, scores.Imaginary })
        {
            Assert.True(part.MeanScore > 0.98, part.ToString());
            Assert.True(part.WithinThreeSigma > 0.9, part.ToString());
        }
    }

    [Fact]
    public void Inconsistent_data_score_lower()
    {
        var good = SyntheticSpectra.Noisy(
            _circuit,
            _values,
            0.003,
            1,
            SyntheticSpectra.Frequencies(1e5, 0.01)
        );
        var bad = Spectrum.Create(
            good.FrequencyHz,
            good.Impedance.Select((z, k) => new Complex(z.Real * (1 + 0.3 * k / 70.0), z.Imaginary)).ToArray()
        );
        var (a, b) = (HilbertScores.Of(good), HilbertScores.Of(bad));
        Assert.True(b.Imaginary.MeanScore < a.Imaginary.MeanScore - 0.02);
        Assert.True(b.Imaginary.WithinThreeSigma < a.Imaginary.WithinThreeSigma);
    }

    [Fact]
    public void Too_few_points_are_refused() =>
        Assert.Throws<SpectrumException>(() => HilbertScores.Of(Spectrum.Create([1, 2, 3], [1, 1, 1])));
}
