using System.Numerics;
using EdgeTester.Analysis.Circuits;
using EdgeTester.Analysis.Tests.Fitting;
using EdgeTester.Analysis.Validation;

namespace EdgeTester.Analysis.Tests.Validation;

public class ZHitTests
{
    private static readonly Circuit _circuit = Circuit.Parse("R(RQ)(RQ)");
    private static readonly double[] _values = [10, 20, 1e-5, 0.9, 100, 1e-3, 0.85];

    [Fact]
    public void Consistent_data_are_reconstructed_from_the_phase()
    {
        var spectrum = _circuit.Simulate(SyntheticSpectra.Frequencies(1e5, 0.01), _values);
        var result = ZHit.Reconstruct(spectrum);
        Assert.True(result.RmsPercent < 1, $"{result.RmsPercent} %");
    }

    [Fact]
    public void A_modulus_that_drifts_at_low_frequency_is_named()
    {
        var clean = SyntheticSpectra.Noisy(
            _circuit,
            _values,
            0.001,
            1,
            SyntheticSpectra.Frequencies(1e5, 0.01)
        );
        var drifted = Spectrum.Create(
            clean.FrequencyHz,
            clean.Impedance.Select((z, k) => z * (clean.FrequencyHz[k] < 0.1 ? 1.08 : 1)).ToArray()
        );
        var result = ZHit.Reconstruct(drifted);
        Assert.NotEmpty(result.SuspectPoints);
        Assert.All(result.SuspectPoints, k => Assert.True(drifted.FrequencyHz[k] < 0.13));
    }

    [Fact]
    public void Too_few_points_and_zero_impedance_are_refused()
    {
        Assert.Throws<SpectrumException>(() => ZHit.Reconstruct(Spectrum.Create([1, 2], [1, 1])));
        var withZero = Spectrum.Create([1, 2, 3, 4, 5], [1, 1, Complex.Zero, 1, 1]);
        Assert.Contains(
            "no phase",
            Assert.Throws<SpectrumException>(() => ZHit.Reconstruct(withZero)).Message
        );
    }
}
