using System.Diagnostics;
using System.Numerics;
using EdgeTester.Analysis;
using EdgeTester.Analysis.Relaxation;

namespace EdgeTester.Benchmarks.Relaxation;

/// <summary>
/// Speed (processor time of one thread), accuracy on the shared golden spectra and coverage by simulation of the
/// distribution of relaxation times.
/// </summary>
public static class RelaxationBenchmarks
{
    private static readonly string[] ArcCases =
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

    /// <summary>Writes the tables of docs/analysis-drt.md.</summary>
    /// <param name="output">Where they go.</param>
    /// <param name="firstSeed">Seed of the first random cell; another number gives cells that nothing was chosen with.</param>
    public static void Run(TextWriter output, int firstSeed = 1000)
    {
        Speed(output);
        Coverage(output, 1000, firstSeed);
        if (GoldenFiles.Root is null)
        {
            output.WriteLine("../shared is missing: the tables against golden files are left out");
            return;
        }
        Synthetic(output);
        Huang(output);
        Series(output);
    }

    private static void Speed(TextWriter output)
    {
        var spectrum = SimulatedCells.Draw(new Random(1), 2, 0.005).Spectrum;
        output.WriteLine("processor time for one spectrum of 71 points");
        Time("Tikhonov, fixed lambda", RelaxationOptions.Reference with { Lambda = 1e-3 });
        Time(
            "Tikhonov, GCV",
            RelaxationOptions.Reference with
            {
                LambdaRule = LambdaRule.GeneralizedCrossValidation,
            }
        );
        Time("Tikhonov, mGCV, weighted", new RelaxationOptions { Method = RelaxationMethod.Tikhonov });
        Time("Tikhonov, re-im", RelaxationOptions.Reference with { LambdaRule = LambdaRule.RealImaginary });
        Time("sum of arcs with bands", new RelaxationOptions { Method = RelaxationMethod.SumOfArcs });
        Time(
            "smooth ln gamma with bands",
            new RelaxationOptions { Method = RelaxationMethod.SmoothLogarithm }
        );
        Time("automatic with bands", new RelaxationOptions());
        output.WriteLine(
            $"  hierarchical, 1000 draws: {Processor(() => RelaxationDistribution.Estimate(spectrum, new RelaxationOptions { Method = RelaxationMethod.Sampled }), 3):0} ms"
        );

        var series = Enumerable.Range(0, 100).Select(k => SimulatedCells.Drifting(k, 100, k)).ToArray();
        var times = series.Select((_, k) => (double)k).ToArray();
        RelaxationSeries.Estimate(series, times);
        output.WriteLine(
            $"  joint series of 100 spectra: {Processor(() => RelaxationSeries.Estimate(series, times), 3):0} ms"
        );

        void Time(string name, RelaxationOptions options)
        {
            // Long enough for the optimising compiler to have come and gone.
            for (var k = 0; k < 120; k++)
                RelaxationDistribution.Estimate(spectrum, options);
            Thread.Sleep(500);
            output.WriteLine(
                $"  {name}: {Processor(() => RelaxationDistribution.Estimate(spectrum, options), 40):0.00} ms"
            );
        }
    }

    /// <summary>Processor time of one call in ms, the least of several batches: neighbours on the machine only add.</summary>
    private static double Processor(Action work, int count)
    {
        const int batches = 5;
        using var process = Process.GetCurrentProcess();
        var least = double.MaxValue;
        for (var batch = 0; batch < batches; batch++)
        {
            process.Refresh();
            var before = process.TotalProcessorTime;
            for (var k = 0; k < count; k++)
                work();
            process.Refresh();
            least = Math.Min(least, (process.TotalProcessorTime - before).TotalMilliseconds / count);
        }
        return least;
    }

    private static void Coverage(TextWriter output, int draws, int firstSeed)
    {
        output.WriteLine(
            $"coverage of 95 % intervals over {draws} random cells of one to three ZARCs, seeds from {firstSeed}"
        );
        foreach (var noise in new[] { 0.001, 0.005, 0.01 })
        {
            double band = 0;
            int resistances = 0,
                places = 0,
                series = 0,
                peaks = 0,
                right = 0;
            var errors = new List<double>();
            var distances = new List<double>();
            for (var draw = 0; draw < draws; draw++)
            {
                var cell = SimulatedCells.Draw(new Random(firstSeed + draw), 1 + draw % 3, noise);
                var result = RelaxationDistribution.Estimate(
                    cell.Spectrum,
                    new RelaxationOptions { TauSeconds = cell.Tau }
                );
                errors.Add(Error(result.GammaOhm, cell.Gamma));
                band +=
                    Enumerable
                        .Range(0, cell.Tau.Length)
                        .Count(k =>
                            cell.Gamma[k] >= result.GammaLowerOhm[k]
                            && cell.Gamma[k] <= result.GammaUpperOhm[k]
                        ) / (double)cell.Tau.Length;
                if (
                    Math.Abs(result.SeriesResistanceOhm - cell.Series)
                    < 1.96 * result.SeriesResistanceErrorOhm
                )
                    series++;
                var found = result.Peaks.Where(peak => peak.Probability > 0.5).ToArray();
                if (found.Length != cell.Arcs.Length)
                    continue;
                right++;
                for (var k = 0; k < cell.Arcs.Length; k++)
                {
                    peaks++;
                    var (peak, arc) = (found[k], cell.Arcs[k]);
                    distances.Add(Math.Abs(Math.Log10(peak.TauSeconds / arc.Tau)));
                    if (peak.TauLowerSeconds <= arc.Tau && arc.Tau <= peak.TauUpperSeconds)
                        places++;
                    if (
                        peak.ResistanceLowerOhm <= arc.Resistance
                        && arc.Resistance <= peak.ResistanceUpperOhm
                    )
                        resistances++;
                }
            }
            output.WriteLine(
                $"  noise {noise:0.0 %}: gamma {band / draws:0.000}, R of the peaks {resistances / (double)peaks:0.000}, tau {places / (double)peaks:0.000}, series R {series / (double)draws:0.000}; "
                    + $"as many peaks as arcs {right / (double)draws:0.000}; median error {Median(errors):0.0000}, median distance of tau {Median(distances):0.0000} decades"
            );
        }
    }

    private static void Synthetic(TextWriter output)
    {
        output.WriteLine("golden synthetic spectra: median relative error of gamma, coverage, peaks right");
        foreach (var noise in new[] { "0", "0.1", "0.5", "1" })
        foreach (
            var method in new[]
            {
                RelaxationMethod.Automatic,
                RelaxationMethod.SmoothLogarithm,
                RelaxationMethod.Sampled,
            }
        )
        {
            var errors = new List<double>();
            var coverage = new List<double>();
            foreach (var name in ArcCases)
            foreach (var repeat in new[] { 0, 1 })
            {
                var file = GoldenFiles.Path("golden", "synthetic", $"{name}_n{noise}_r{repeat}.csv");
                if (!File.Exists(file))
                    continue;
                var (tau, gamma) = GoldenFiles.Gamma(
                    GoldenFiles.Path("golden", "synthetic", $"gamma_{name}.csv")
                );
                Score(GoldenFiles.Load(file), tau, gamma, method, errors, coverage);
            }
            output.WriteLine(
                $"  {noise} % {method}: error {Median(errors):0.0000}, coverage {coverage.Average():0.000} over {errors.Count} spectra"
            );
        }
    }

    private static void Huang(TextWriter output)
    {
        var folder = GoldenFiles.Path("data", "bayes_drt_simulated");
        var errors = new List<double>();
        var coverage = new List<double>();
        foreach (var name in new[] { "ZARC", "2ZARC", "trunc", "Gerischer" })
        {
            var (tau, gamma) = GoldenFiles.Gamma(System.IO.Path.Combine(folder, $"gamma_{name}.csv"));
            foreach (var noise in new[] { "uniform", "Orazem", "Macdonald" })
            foreach (var level in new[] { "0.25", "1.0", "2.5" })
                Score(
                    GoldenFiles.Load(System.IO.Path.Combine(folder, $"Z_{name}_{noise}_{level}.csv")),
                    tau,
                    gamma,
                    RelaxationMethod.Automatic,
                    errors,
                    coverage
                );
        }
        output.WriteLine(
            $"Huang 2021, {errors.Count} spectra: median error {Median(errors):0.000}, coverage {coverage.Average():0.000}"
        );
    }

    private static void Series(TextWriter output)
    {
        var spectra = GoldenFiles.Series();
        var result = RelaxationSeries.Estimate(spectra, spectra.Select((_, k) => (double)k).ToArray());
        var errors = new List<double>();
        var inside = new List<double>();
        for (var t = 0; t < spectra.Length; t++)
        {
            var (tau, gamma) = GoldenFiles.SeriesGamma(t);
            var lower = Interpolate(result.TauSeconds, result.GammaLowerOhm[t], tau);
            var upper = Interpolate(result.TauSeconds, result.GammaUpperOhm[t], tau);
            var seen = Enumerable.Range(0, tau.Length).Where(k => tau[k] is > 1.6e-7 and < 1.6).ToArray();
            inside.Add(seen.Count(k => gamma[k] >= lower[k] && gamma[k] <= upper[k]) / (double)seen.Length);
            errors.Add(Error(Interpolate(result.TauSeconds, result.GammaOhm[t], tau), gamma));
        }
        errors.Sort();
        output.WriteLine(
            $"joint series of {spectra.Length}: median error {errors[errors.Count / 2]:0.0000}, 90th percentile {errors[(int)(0.9 * errors.Count)]:0.0000}, coverage {inside.Average():0.000}, {result.Tracks.Count} tracks"
        );
    }

    private static void Score(
        Spectrum spectrum,
        double[] tau,
        double[] gamma,
        RelaxationMethod method,
        List<double> errors,
        List<double> coverage
    )
    {
        var result = RelaxationDistribution.Estimate(spectrum, new RelaxationOptions { Method = method });
        var lower = Interpolate(result.TauSeconds, result.GammaLowerOhm, tau);
        var upper = Interpolate(result.TauSeconds, result.GammaUpperOhm, tau);
        errors.Add(Error(Interpolate(result.TauSeconds, result.GammaOhm, tau), gamma));
        var seen = Enumerable
            .Range(0, tau.Length)
            .Where(k =>
                tau[k] >= 1 / (2 * Math.PI * spectrum.FrequencyHz[0])
                && tau[k] <= 1 / (2 * Math.PI * spectrum.FrequencyHz[^1])
            )
            .ToArray();
        coverage.Add(seen.Count(k => gamma[k] >= lower[k] && gamma[k] <= upper[k]) / (double)seen.Length);
    }

    private static double[] Interpolate(double[] tau, double[] values, double[] wanted) =>
        wanted
            .Select(t =>
            {
                if (t < tau[0] || t > tau[^1])
                    return 0;
                var k = Array.BinarySearch(tau, t);
                if (k >= 0)
                    return values[k];
                var share = Math.Log(t / tau[~k - 1]) / Math.Log(tau[~k] / tau[~k - 1]);
                return values[~k - 1] + share * (values[~k] - values[~k - 1]);
            })
            .ToArray();

    private static double Error(double[] estimate, double[] exact) =>
        Math.Sqrt(estimate.Zip(exact, (a, b) => (a - b) * (a - b)).Sum() / exact.Sum(b => b * b));

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
