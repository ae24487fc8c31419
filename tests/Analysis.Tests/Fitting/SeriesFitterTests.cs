using EdgeTester.Analysis.Circuits;
using EdgeTester.Analysis.Fitting;

namespace EdgeTester.Analysis.Tests.Fitting;

public class SeriesFitterTests
{
    private static readonly Circuit _circuit = Circuit.Parse("R(RQ)(RQ)");

    private static double[] Truth(int k) => [20, 40 + 4 * k, 2e-6, 0.88, 150 + 20 * k, 3e-4, 0.8];

    private static Spectrum[] Series(double noise, int seed = 0) =>
        Enumerable
            .Range(0, 10)
            .Select(k =>
                SyntheticSpectra.Noisy(
                    _circuit,
                    Truth(k),
                    noise,
                    50 + seed * 100 + k,
                    SyntheticSpectra.Frequencies(1e6, 1)
                )
            )
            .ToArray();

    [Fact]
    public void Shared_parameters_are_the_same_and_better_known()
    {
        var spectra = Series(0.01);
        string[] shared = ["Q1.Q", "Q1.alpha", "Q2.Q", "Q2.alpha", "R1"];
        var joint = SeriesFitter.Fit(spectra, _circuit, shared);
        Assert.True(joint.HasConverged);
        Assert.Equal(shared, joint.Shared.Select(p => p.Name));
        var single = CircuitFitter.Fit(spectra[4], _circuit);
        for (var i = 0; i < 5; i++)
            Assert.True(joint.Shared[i].StandardError < 0.6 * single[shared[i]].StandardError);
        for (var k = 0; k < spectra.Length; k++)
        {
            var truth = Truth(k);
            for (var i = 0; i < truth.Length; i++)
                Assert.InRange(joint.Parameters[k][i].Value / truth[i], 0.9, 1.1);
        }
    }

    [Fact]
    public void Without_shared_parameters_it_is_the_separate_fits()
    {
        var spectra = Series(0.005).Take(3).ToArray();
        var joint = SeriesFitter.Fit(spectra, _circuit, []);
        for (var k = 0; k < spectra.Length; k++)
        {
            var single = CircuitFitter.Fit(spectra[k], _circuit);
            for (var i = 0; i < 7; i++)
                Assert.Equal(1, joint.Parameters[k][i].Value / single.Values[i], 1e-4);
        }
    }

    [Fact]
    public void Stated_errors_of_shared_and_local_parameters_hold()
    {
        int inside = 0,
            total = 0;
        for (var seed = 0; seed < 12; seed++)
        {
            var joint = SeriesFitter.Fit(
                Series(0.01, seed).Take(4).ToArray(),
                _circuit,
                ["Q1.alpha", "Q2.alpha", "Q1.Q"]
            );
            for (var k = 0; k < 4; k++)
            for (var i = 0; i < 7; i++)
            {
                var p = joint.Parameters[k][i];
                total++;
                if (p.Lower95 <= Truth(k)[i] && Truth(k)[i] <= p.Upper95)
                    inside++;
            }
        }
        Assert.InRange(inside / (double)total, 0.9, 0.99);
    }

    [Fact]
    public void Exactly_shared_data_prefer_sharing()
    {
        var spectra = Series(0.01);
        var joint = SeriesFitter.Fit(spectra, _circuit, ["Q1.Q", "Q1.alpha", "Q2.Q", "Q2.alpha", "R1"]);
        var free = SeriesFitter.Fit(spectra, _circuit, []);
        var wrong = SeriesFitter.Fit(spectra, _circuit, ["R3"]);
        Assert.True(joint.Bic < free.Bic);
        Assert.True(wrong.Bic > free.Bic);
    }

    [Fact]
    public void A_name_that_is_none_is_named() =>
        Assert.Contains(
            "R9",
            Assert.Throws<FitException>(() => SeriesFitter.Fit(Series(0.01), _circuit, ["R9"])).Message
        );
}
