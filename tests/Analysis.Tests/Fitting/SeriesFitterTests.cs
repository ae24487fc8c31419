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

    [Fact]
    public void Wild_points_do_not_move_a_robust_joint_fit()
    {
        var clean = Series(0.003).Take(4).ToArray();
        var wild = clean
            .Select(
                (s, k) =>
                    Spectrum.Create(
                        s.FrequencyHz,
                        s.Impedance.Select((z, i) => i == 10 + 5 * k ? z * 1.3 : z).ToArray()
                    )
            )
            .ToArray();
        string[] shared = ["R1", "Q1.alpha"];
        var options = new FitOptions { Robust = true };
        var joint = SeriesFitter.Fit(wild, _circuit, shared, options);
        var reference = SeriesFitter.Fit(clean, _circuit, shared);
        for (var k = 0; k < wild.Length; k++)
        {
            Assert.Contains(10 + 5 * k, joint.Outliers[k]);
            for (var i = 0; i < 7; i++)
                Assert.InRange(
                    joint.Parameters[k][i].Value,
                    reference.Parameters[k][i].Value - 2.5 * reference.Parameters[k][i].StandardError!.Value,
                    reference.Parameters[k][i].Value + 2.5 * reference.Parameters[k][i].StandardError!.Value
                );
        }
        var plain = SeriesFitter.Fit(wild, _circuit, shared);
        Assert.All(plain.Outliers, Assert.Empty);
        Assert.True(plain.Shared[0].StandardError > 2 * joint.Shared[0].StandardError);
    }

    [Fact]
    public void Intervals_of_shared_parameters_come_from_the_profile()
    {
        var spectra = Series(0.01).Take(4).ToArray();
        var linear = new FitOptions { Intervals = IntervalMethod.Linear };
        var byProfile = SeriesFitter.Fit(spectra, _circuit, ["R1", "Q2.alpha"]);
        var byCurvature = SeriesFitter.Fit(spectra, _circuit, ["R1", "Q2.alpha"], linear);
        for (var i = 0; i < 2; i++)
        {
            var (a, b) = (byProfile.Shared[i], byCurvature.Shared[i]);
            Assert.NotEqual(a.Lower95, b.Lower95);
            // Well-known parameters: both ways agree to a tenth of the interval.
            Assert.Equal(b.Lower95!.Value, a.Lower95!.Value, 0.2 * b.StandardError!.Value);
            Assert.Equal(b.Upper95!.Value, a.Upper95!.Value, 0.2 * b.StandardError!.Value);
        }
    }

    [Fact]
    public void An_arc_that_is_hardly_there_keeps_its_place()
    {
        // The middle arc grows from nothing: alone, the first spectra would spend its parameters elsewhere.
        var circuit = Circuit.Parse("R(RQ)(RQ)(RQ)");
        var spectra = Enumerable
            .Range(0, 8)
            .Select(k =>
                SyntheticSpectra.Noisy(
                    circuit,
                    [
                        20,
                        80,
                        3e-7,
                        0.9,
                        2 * Math.Pow(2, k),
                        3e-4 / (2 * Math.Pow(2, k)),
                        0.95,
                        900,
                        2e-5,
                        0.85,
                    ],
                    0.003,
                    70 + k
                )
            )
            .ToArray();
        var fits = CarriedFit.Fit(spectra, circuit).Select(item => item.Fit!).ToArray();
        Assert.All(fits, fit => Assert.Equal(80, fit["R2"].Value, 8.0));
        Assert.All(fits, fit => Assert.Equal(900, fit["R4"].Value, 40.0));
        for (var k = 3; k < fits.Length; k++)
            Assert.Equal(1, fits[k]["R3"].Value / (2 * Math.Pow(2, k)), 0.25);
    }

    [Fact]
    public void A_spectrum_that_cannot_be_fitted_does_not_stop_the_series()
    {
        var good = Series(0.005).Take(2).ToArray();
        var items = CarriedFit.Fit([good[0], good[0].Where(k => k < 2), good[1]], _circuit);
        Assert.NotNull(items[0].Fit);
        Assert.Contains("too few", items[1].Error);
        Assert.NotNull(items[2].Fit);
    }
}
