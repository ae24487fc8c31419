using System.Diagnostics;
using EdgeTester.Analysis;
using EdgeTester.Analysis.Circuits;
using EdgeTester.Analysis.Fitting;
using EdgeTester.Analysis.Validation;

namespace EdgeTester.Benchmarks.Analysis;

/// <summary>Speed, convergence from no start at all, and coverage of intervals of the circuit analysis.</summary>
public static class CircuitBenchmarks
{
    /// <summary>Runs everything and writes Markdown tables. Meant for a Release build on one quiet core.</summary>
    /// <param name="output">Where the tables go.</param>
    /// <param name="draws">Random spectra of each circuit and draws of each coverage simulation.</param>
    public static void Run(TextWriter output, int draws = 1000)
    {
        Speed(output);
        FromNoStart(output, draws);
        Coverage(output, draws, IntervalMethod.Automatic);
        Coverage(output, draws, IntervalMethod.Linear);
        Coverage(output, Math.Max(1, draws / 2), IntervalMethod.ProfileLikelihood);
    }

    /// <summary>CPU time of one call (median of five rounds), one spectrum of 70 points, and bytes allocated by it.</summary>
    public static void Speed(TextWriter output)
    {
        var circuit = Circuit.Parse("R(RQ)(RQ)");
        double[] truth = [117.7, 85, 3.720326659021622e-7, 0.9, 957.4, 1.3553828322362764e-5, 0.82];
        var spectrum = RandomSpectra.Noisy(circuit, truth, 0.005, new Random(1));
        var started = circuit.WithValues(truth.Select((v, k) => k is 3 or 6 ? v - 0.05 : v * 1.3).ToArray());
        var fromValues = new FitOptions { Start = FitStart.CircuitValues };
        var profile = new FitOptions { Intervals = IntervalMethod.ProfileLikelihood };
        output.WriteLine("| work, one spectrum of 70 points | CPU ms | allocated kB |");
        output.WriteLine("|---|---|---|");
        Measure(
            "fit R(RQ)(RQ) with errors, from values 30 % off",
            () => CircuitFitter.Fit(spectrum, started, fromValues)
        );
        Measure("fit R(RQ)(RQ) with errors, no start given", () => CircuitFitter.Fit(spectrum, circuit));
        Measure(
            "the same, robust",
            () => CircuitFitter.Fit(spectrum, circuit, new FitOptions { Robust = true })
        );
        Measure(
            "the same, profile-likelihood intervals",
            () => CircuitFitter.Fit(spectrum, circuit, profile)
        );
        Measure(
            "linear Kramers-Kronig test, everything automatic",
            () => LinearKramersKronig.Validate(spectrum)
        );
        Measure("Z-HIT", () => ZHit.Reconstruct(spectrum));
        Measure("Hilbert-transform scores", () => HilbertScores.Of(spectrum), 10);
        Measure("circuit selection", () => CircuitSelector.Select(spectrum), 3);

        void Measure(string name, Func<object> work, int repeats = 300)
        {
            for (var k = 0; k < repeats; k++)
                work();
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            var times = new double[5];
            for (var round = 0; round < times.Length; round++)
            {
                var before = Process.GetCurrentProcess().TotalProcessorTime;
                for (var k = 0; k < repeats; k++)
                    work();
                times[round] =
                    (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds / repeats;
            }
            bytes = (GC.GetAllocatedBytesForCurrentThread() - bytes) / (repeats * times.Length);
            Array.Sort(times);
            output.WriteLine($"| {name} | {times[times.Length / 2]:F2} | {bytes / 1024} |");
        }
    }

    /// <summary>How often a fit without a start ends as low as one that starts at the truth.</summary>
    public static void FromNoStart(TextWriter output, int draws)
    {
        output.WriteLine();
        output.WriteLine(
            $"| circuit, {draws} random spectra | global minimum reached | mean starts | mean CPU ms |"
        );
        output.WriteLine("|---|---|---|---|");
        foreach (var spectra in RandomSpectra.All)
        {
            int reached = 0,
                starts = 0;
            var milliseconds = 0.0;
            for (var seed = 0; seed < draws; seed++)
            {
                var (spectrum, values) = spectra.Draw(seed);
                var before = Process.GetCurrentProcess().TotalProcessorTime;
                var fit = CircuitFitter.Fit(spectrum, spectra.Circuit);
                milliseconds += (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds;
                var best = CircuitFitter.Fit(
                    spectrum,
                    spectra.Circuit.WithValues(values),
                    new FitOptions { Start = FitStart.CircuitValues }
                );
                starts += fit.Starts;
                if (fit.ChiSquare <= best.ChiSquare * (1 + 1e-6))
                    reached++;
            }
            output.WriteLine(
                $"| {spectra.Circuit} | {100.0 * reached / draws:F1} % | {starts / (double)draws:F1} | {milliseconds / draws:F2} |"
            );
        }
    }

    /// <summary>How often the 95 % intervals hold the truth.</summary>
    public static void Coverage(TextWriter output, int draws, IntervalMethod method)
    {
        (string Text, double[] Values, double Noise)[] cases =
        [
            ("R(RQ)(RQ)", [117.7, 85, 3.720326659021622e-7, 0.9, 957.4, 1.3553828322362764e-5, 0.82], 0.005),
            ("R(RQ)(RQ)", [10, 50, 0.003169786384922227, 0.8, 50, 0.02, 0.8], 0.005),
            ("R(RQ)Q", [117.7, 85, 3.720326659021622e-7, 0.9, 5e-6, 0.92], 0.01),
            ("R(Q[RWs])", [20, 1e-5, 0.85, 100, 150, 1, 0.5], 0.005),
        ];
        output.WriteLine();
        output.WriteLine(
            $"| 95 % intervals ({method}), {draws} draws | coverage of each parameter in % | all |"
        );
        output.WriteLine("|---|---|---|");
        foreach (var (text, values, noise) in cases)
        {
            var circuit = Circuit.Parse(text);
            var inside = new int[values.Length];
            for (var seed = 0; seed < draws; seed++)
            {
                var spectrum = RandomSpectra.Noisy(circuit, values, noise, new Random(77_000 + seed));
                var fit = CircuitFitter.Fit(spectrum, circuit, new FitOptions { Intervals = method });
                for (var i = 0; i < values.Length; i++)
                    // No interval, or an open end, says that nothing is excluded.
                    if (!(fit.Parameters[i].Lower95 > values[i]) && !(fit.Parameters[i].Upper95 < values[i]))
                        inside[i]++;
            }
            var free = Enumerable
                .Range(0, values.Length)
                .Where(i => !circuit.Parameters[i].IsFixed)
                .ToArray();
            var each = string.Join(" ", free.Select(i => $"{100.0 * inside[i] / draws:F1}"));
            output.WriteLine(
                $"| {text}, {100 * noise} % | {each} | {free.Average(i => 100.0 * inside[i] / draws):F1} |"
            );
        }
    }
}
