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
        Memory(output);
        FromNoStart(output, draws);
        foreach (var method in (IntervalMethod[])[IntervalMethod.Automatic, IntervalMethod.ProfileLikelihood])
        foreach (var noise in (double[])[0.001, 0.005, 0.01])
            Coverage(output, draws, method, noise);
        Coverage(output, draws, IntervalMethod.Linear, 0.005);
        NoiseLevel(output, draws);
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
    public static void Coverage(TextWriter output, int draws, IntervalMethod method, double noise)
    {
        (string Text, double[] Values)[] cases =
        [
            ("R(RQ)(RQ)", [117.7, 85, 3.720326659021622e-7, 0.9, 957.4, 1.3553828322362764e-5, 0.82]),
            ("R(RQ)(RQ)", [10, 50, 0.003169786384922227, 0.8, 50, 0.02, 0.8]),
            ("R(RQ)Q", [117.7, 85, 3.720326659021622e-7, 0.9, 5e-6, 0.92]),
            ("R(Q[RWs])", [20, 1e-5, 0.85, 100, 150, 1, 0.5]),
        ];
        output.WriteLine();
        output.WriteLine(
            $"| 95 % intervals ({method}), noise {noise:P1}, {draws} draws | coverage of each parameter in % | all |"
        );
        output.WriteLine("|---|---|---|");
        foreach (var (text, values) in cases)
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

    /// <summary>
    /// The noise that the Kramers-Kronig test finds against the noise that was added, its scatter against that of a variance with
    /// so many degrees of freedom, and false alarms on these valid data.
    /// </summary>
    public static void NoiseLevel(TextWriter output, int draws)
    {
        (string Text, double[] Values)[] cells =
        [
            ("R(RQ)(RQ)", [117.7, 85, 3.720326659021622e-7, 0.9, 957.4, 1.3553828322362764e-5, 0.82]),
            ("R(RQ)Q", [117.7, 85, 3.720326659021622e-7, 0.9, 5e-6, 0.92]),
            ("R(RC)(RC)", [10, 50, 2e-6, 30, 3.3e-4]),
            ("R(Q[RWs])", [20, 1e-5, 0.85, 100, 150, 1, 0.5]),
            ("RG", [10, 50, 0.1, 0.5]),
        ];
        output.WriteLine();
        output.WriteLine(
            $"| Kramers-Kronig, {draws} draws | noise | found/true, mean | its scatter | limit | alarms | with points called wild |"
        );
        output.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var (text, values) in cells)
        foreach (var noise in (double[])[0.001, 0.005, 0.01])
        {
            var circuit = Circuit.Parse(text);
            var ratios = new double[draws];
            int alarms = 0,
                wild = 0;
            var freedom = 0.0;
            for (var seed = 0; seed < draws; seed++)
            {
                var spectrum = RandomSpectra.Noisy(circuit, values, noise, new Random(5_000 + seed));
                var test = LinearKramersKronig.Validate(spectrum);
                ratios[seed] = test.ResidualRmsPercent / 100 / noise;
                freedom += (2.0 * spectrum.Count - test.ElementCount - 3) / draws;
                if (test.Verdict is KramersKronigVerdict.Invalid or KramersKronigVerdict.PartlyValid)
                    alarms++;
                if (test.Verdict == KramersKronigVerdict.ValidWithOutliers)
                    wild++;
            }
            var mean = ratios.Average();
            var scatter = Math.Sqrt(ratios.Average(r => (r - mean) * (r - mean)));
            output.WriteLine(
                $"| {text} | {noise:P1} | {mean:F3} | {scatter:F3} | {1 / Math.Sqrt(2 * freedom):F3} | {alarms} | {wild} |"
            );
        }
    }

    /// <summary>What many fits leave behind in memory.</summary>
    public static void Memory(TextWriter output)
    {
        var circuit = Circuit.Parse("R(RQ)(RQ)");
        double[] truth = [117.7, 85, 3.720326659021622e-7, 0.9, 957.4, 1.3553828322362764e-5, 0.82];
        var spectrum = RandomSpectra.Noisy(circuit, truth, 0.005, new Random(1));
        for (var k = 0; k < 200; k++)
            CircuitFitter.Fit(spectrum, circuit);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var k = 0; k < 5000; k++)
            CircuitFitter.Fit(spectrum, circuit);
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        output.WriteLine();
        output.WriteLine($"5,000 fits in a row leave {grown / 1024.0:F1} kB more on the heap than 200 do.");
    }
}
