using System.Numerics;
using EdgeTester.Analysis.Circuits;
using EdgeTester.Analysis.Fitting;
using EdgeTester.Analysis.Validation;

namespace EdgeTester.Analysis.Tests.Fitting;

/// <summary>Bad input gives a clear error or a flagged result, never a silent number and never a broken process.</summary>
public class HostileDataTests
{
    private static readonly Circuit _circuit = Circuit.Parse("R(RQ)");

    [Fact]
    public void No_points_repeated_and_impossible_frequencies_and_NaN_never_become_a_spectrum()
    {
        Assert.Throws<SpectrumException>(() => Spectrum.Create([], []));
        Assert.Throws<SpectrumException>(() => Spectrum.Create([1, 1], [1, 2]));
        Assert.Throws<SpectrumException>(() => Spectrum.Create([0], [1]));
        Assert.Throws<SpectrumException>(() => Spectrum.Create([-1], [1]));
        Assert.Throws<SpectrumException>(() => Spectrum.Create([1], [new Complex(double.NaN, 0)]));
    }

    [Fact]
    public void One_point_is_refused_by_a_fit_and_undecided_by_a_test()
    {
        var spectrum = Spectrum.Create([1], [new Complex(1, -1)]);
        Assert.Throws<FitException>(() => CircuitFitter.Fit(spectrum, _circuit));
        Assert.Throws<FitException>(() => CircuitSelector.Select(spectrum));
        Assert.Equal(KramersKronigVerdict.Undecided, LinearKramersKronig.Validate(spectrum).Verdict);
        Assert.Throws<SpectrumException>(() => ZHit.Reconstruct(spectrum));
    }

    [Fact]
    public void The_order_of_the_points_does_not_matter()
    {
        var spectrum = SyntheticSpectra.Noisy(_circuit, [10, 100, 1e-5, 0.9], 0.005, 8);
        var order = Enumerable.Range(0, spectrum.Count).OrderBy(k => k * 7919 % spectrum.Count).ToArray();
        var shuffled = Spectrum.Create(
            order.Select(k => spectrum.FrequencyHz[k]).ToArray(),
            order.Select(k => spectrum.Impedance[k]).ToArray()
        );
        Assert.Equal(
            CircuitFitter.Fit(spectrum, _circuit).Values,
            CircuitFitter.Fit(shuffled, _circuit).Values
        );
    }

    [Theory]
    [InlineData("zeros")]
    [InlineData("one zero")]
    [InlineData("huge")]
    [InlineData("tiny")]
    [InlineData("negative resistance")]
    [InlineData("noise")]
    [InlineData("one value wild")]
    public void Strange_numbers_end_in_a_result_or_a_typed_error(string kind)
    {
        var random = new Random(5);
        var frequencies = SyntheticSpectra.Frequencies(1e5, 0.1, 6);
        var exact = _circuit.Impedance(frequencies, [10, 100, 1e-5, 0.9]);
        var spectrum = Spectrum.Create(
            frequencies,
            exact
                .Select(
                    (z, k) =>
                        kind switch
                        {
                            "zeros" => Complex.Zero,
                            "one zero" => k == 7 ? Complex.Zero : z,
                            "huge" => z * 1e200,
                            "tiny" => z * 1e-200,
                            "negative resistance" => -z,
                            "noise" => new Complex(
                                SyntheticSpectra.Gaussian(random),
                                SyntheticSpectra.Gaussian(random)
                            ),
                            _ => k == 7 ? z * 1e12 : z,
                        }
                )
                .ToArray()
        );
        foreach (var text in (string[])["R", "R(RQ)", "RL(RQ)Wo", "R(C[RWs])", "Tlm"])
            try
            {
                var fit = CircuitFitter.Fit(
                    spectrum,
                    Circuit.Parse(text),
                    new FitOptions { MaximumStarts = 6 }
                );
                Assert.All(fit.Values, value => Assert.True(double.IsFinite(value)));
                Assert.False(double.IsNaN(fit.ChiSquare));
            }
            catch (FitException exception)
            {
                Assert.NotEmpty(exception.Message);
            }
        var test = LinearKramersKronig.Validate(spectrum);
        Assert.NotEmpty(test.VerdictText);
        if (kind is "noise" or "zeros")
            Assert.True(
                test.Verdict is KramersKronigVerdict.Invalid or KramersKronigVerdict.Undecided,
                test.VerdictText
            );
        try
        {
            Assert.NotEmpty(
                CircuitSelector.Select(spectrum, new SelectionOptions { MaximumArcs = 1 }).Explanation
            );
        }
        catch (FitException exception)
        {
            Assert.NotEmpty(exception.Message);
        }
    }
}
