using System.Globalization;
using System.Numerics;
using EdgeTester.Analysis.Relaxation;

namespace EdgeTester.Analysis.Tests.Relaxation;

public class RelaxationSeriesTests
{
    [Fact]
    public void A_drifting_series_is_nearer_to_the_truth_together_than_any_peer_and_keeps_its_peaks()
    {
        var spectra = File.ReadLines(SharedSpectra.Path("golden", "synthetic_series", "series.csv"))
            .Skip(1)
            .Select(line =>
                line.Split(',').Select(c => double.Parse(c, CultureInfo.InvariantCulture)).ToArray()
            )
            .GroupBy(row => (int)row[0])
            .OrderBy(group => group.Key)
            .Select(group =>
                Spectrum.Create(
                    group.Select(r => r[1]).ToArray(),
                    group.Select(r => new Complex(r[2], r[3])).ToArray()
                )
            )
            .ToArray();
        var truth = SharedSpectra.Json(Path.Combine("..", "golden", "synthetic_series", "truth.json"));
        var result = RelaxationSeries.Estimate(spectra, spectra.Select((_, k) => 60.0 * k).ToArray());

        var tau = Enumerable.Range(0, 281).Select(k => Math.Pow(10, -7.5 + k / 35.0)).ToArray();
        var errors = new List<double>();
        var inside = 0.0;
        for (var t = 0; t < spectra.Length; t++)
        {
            var arcs = truth[t]
                .GetProperty("elements")
                .EnumerateArray()
                .Where(e => e[0].GetString() == "Z")
                .Select(e => (R: e[1].GetDouble(), Tau: e[2].GetDouble(), N: e[3].GetDouble()))
                .ToArray();
            var exact = tau.Select(x => arcs.Sum(a => TestCells.ZarcGamma(x, a.R, a.Tau, a.N))).ToArray();
            var error = tau.Select(
                (x, k) => DistributionScore.At(result.TauSeconds, result.GammaOhm[t], x) - exact[k]
            );
            errors.Add(Math.Sqrt(error.Sum(e => e * e) / exact.Sum(g => g * g)));
            var seen = tau.Select((x, k) => (Tau: x, Gamma: exact[k]))
                .Where(point => point.Tau is > 2e-7 and < 1)
                .ToArray();
            inside +=
                seen.Count(point =>
                    point.Gamma >= DistributionScore.At(result.TauSeconds, result.GammaLowerOhm[t], point.Tau)
                    && point.Gamma
                        <= DistributionScore.At(result.TauSeconds, result.GammaUpperOhm[t], point.Tau)
                ) / (double)seen.Length;
        }
        Assert.InRange(inside / spectra.Length, 0.92, 1);
        errors.Sort();
        Assert.InRange(errors[errors.Count / 2], 0, 0.05);
        Assert.InRange(errors[(int)(0.9 * errors.Count)], 0, 0.07);

        Assert.Equal(3, result.Tracks.Count);
        Assert.Equal(40, result.Tracks[0].Points.Count);
        Assert.Equal(40, result.Tracks[2].Points.Count);
        // The third relaxation is absent up to spectrum 11 and grows from there.
        Assert.InRange(result.Tracks[1].Points[0].Spectrum, 11, 15);
        Assert.Equal(39, result.Tracks[1].Points[^1].Spectrum);
    }

    [Theory]
    [InlineData(12, 30)]
    [InlineData(20, 30)]
    public void A_relaxation_that_is_born_is_reported_when_it_is_there_with_intervals_that_hold(
        int birth,
        int count
    )
    {
        double Growing(int k) => 80.0 * Math.Max(0, k - birth) / (count - birth);
        var spectra = Enumerable
            .Range(0, count)
            .Select(k =>
                TestCells.Noisy(
                    TestCells.Frequencies(),
                    f =>
                        30
                        + TestCells.Zarc(f, 60, 6e-6, 0.9)
                        + TestCells.Zarc(f, Growing(k), 2e-4, 0.87)
                        + TestCells.Zarc(f, 300 + 4 * k, 6e-3, 0.83),
                    0.005,
                    50 + k
                )
            )
            .ToArray();
        var result = RelaxationSeries.Estimate(spectra, spectra.Select((_, k) => (double)k).ToArray());
        Assert.Equal(3, result.Tracks.Count);
        var born = result.Tracks[1].Points;
        Assert.InRange(born[0].Spectrum, birth - 1, birth + 4);
        Assert.Equal(count - born[0].Spectrum, born.Count);
        var held = born.Count(point =>
            point.Peak.ResistanceLowerOhm <= Growing(point.Spectrum)
            && Growing(point.Spectrum) <= point.Peak.ResistanceUpperOhm
        );
        Assert.InRange(held / (double)born.Count, 0.8, 1);
    }

    [Theory]
    [InlineData(RelaxationMethod.Automatic)]
    [InlineData(RelaxationMethod.SmoothLogarithm)]
    public void One_spectrum_or_two_are_a_series_too(RelaxationMethod method)
    {
        foreach (var count in new[] { 1, 2 })
        {
            var spectra = Enumerable.Range(0, count).Select(k => Cell(k, k)).ToArray();
            var result = RelaxationSeries.Estimate(
                spectra,
                spectra.Select((_, k) => (double)k).ToArray(),
                new RelaxationOptions { Method = method }
            );
            Assert.Equal(count, result.GammaOhm.Length);
            Assert.All(result.PolarizationResistanceOhm, r => Assert.InRange(r, 140, 165));
        }
    }

    [Fact]
    public void Spectra_with_their_own_frequencies_and_a_wild_point_are_joined()
    {
        var spectra = Enumerable.Range(0, 9).Select(k => Cell(k, k, 61 + k)).ToArray();
        var values = spectra[4].Impedance.ToArray();
        values[30] *= 1.3;
        spectra[4] = Spectrum.Create(spectra[4].FrequencyHz, values);
        var result = RelaxationSeries.Estimate(spectra, spectra.Select((_, k) => 10.0 * k).ToArray());
        Assert.Equal(2, result.Tracks.Count);
        for (var t = 0; t < 9; t++)
            Assert.InRange(result.Tracks[1].Points[t].Peak.ResistanceOhm / (100 + 5 * t), 0.97, 1.03);
    }

    [Fact]
    public void A_series_that_cannot_be_used_says_where()
    {
        Assert.Throws<ArgumentException>(() => RelaxationSeries.Estimate([], []));
        Assert.Throws<ArgumentException>(() =>
            RelaxationSeries.Estimate([Cell(0, 0), Cell(1, 1)], [1.0, 1.0])
        );
        Assert.Throws<ArgumentException>(() => RelaxationSeries.Estimate([Cell(0, 0)], [0.0, 1.0]));
        var error = Assert.Throws<SpectrumException>(() =>
            RelaxationSeries.Estimate([Cell(0, 0), Spectrum.Create([1.0], [Complex.One])], [0.0, 1.0])
        );
        Assert.Contains("spectrum 2", error.Message);
    }

    private static Spectrum Cell(int step, int seed, int count = 61) =>
        TestCells.Noisy(
            TestCells.Frequencies(1e6, 0.1, count),
            f => 20 + TestCells.Zarc(f, 50, 1e-5, 0.9) + TestCells.Zarc(f, 100 + 5 * step, 1e-2, 0.85),
            0.003,
            seed
        );
}
