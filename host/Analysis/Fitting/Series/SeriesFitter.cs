using EdgeTester.Analysis.Circuits;
using EdgeTester.Analysis.Numerics;

namespace EdgeTester.Analysis.Fitting;

/// <summary>
/// Fits one circuit to a series of spectra (over time, temperature, state of charge) at once: some parameters are the
/// same in all spectra, the others have a value in each.
/// </summary>
public static class SeriesFitter
{
    /// <summary>Fits a series.</summary>
    /// <param name="spectra">The spectra, at least one.</param>
    /// <param name="circuit">The circuit.</param>
    /// <param name="shared">Names of the parameters that are the same in all spectra; may be empty.</param>
    /// <param name="options">
    /// How; null for the usual way. Intervals of the shared parameters come from the profile likelihood unless linear ones are
    /// asked for; those of the local ones are linear.
    /// </param>
    /// <param name="progress">Told after each spectrum of the first, separate fits.</param>
    /// <param name="cancellation">Ends the fit.</param>
    /// <exception cref="FitException">A spectrum cannot be fitted; the message names it.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static SeriesFitResult Fit(
        IReadOnlyList<Spectrum> spectra,
        Circuit circuit,
        IReadOnlyList<string> shared,
        FitOptions? options = null,
        IProgress<BatchProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        options ??= FitOptions.Default;
        if (spectra.Count == 0)
            throw new FitException("the series has no spectra");
        var map = new ParameterMap(circuit, options.Constraints);
        var sharedVariables = SharedVariables(circuit, map, shared);
        var starts = Starts(spectra, circuit, map, options, progress, cancellation);
        var problem = new SeriesProblem(circuit, map, spectra, options.Weighting, sharedVariables);
        var bounds = new BlockBounds(
            Pick(map.Lower, sharedVariables),
            Pick(map.Upper, sharedVariables),
            Pick(map.Lower, problem.Local),
            Pick(map.Upper, problem.Local)
        );
        // The median over the spectra is a start that a spectrum that went astray does not move.
        var solution = BlockLeastSquares.Minimize(
            problem,
            bounds,
            sharedVariables.Select(j => Median(starts.Select(u => u[j]))).ToArray(),
            starts.Select(u => Pick(u, problem.Local)).ToArray(),
            new LeastSquaresOptions { MaximumIterations = 400 },
            cancellation
        );
        var outliers = spectra.Select(_ => Array.Empty<int>()).ToArray();
        if (options.Robust)
            (solution, outliers) = SeriesRobust.Run(problem, bounds, solution, cancellation);
        return SeriesReport.Create(
            spectra,
            circuit,
            map,
            problem,
            solution,
            bounds,
            sharedVariables,
            shared,
            outliers,
            options,
            cancellation
        );
    }

    private static int[] SharedVariables(Circuit circuit, ParameterMap map, IReadOnlyList<string> shared)
    {
        var variables = new SortedSet<int>();
        foreach (var name in shared)
        {
            var index = Enumerable
                .Range(0, circuit.Parameters.Count)
                .FirstOrDefault(i => circuit.Parameters[i].Name == name, -1);
            if (index < 0)
                throw new FitException(
                    $"no parameter '{name}' in {circuit.Text}: it has {string.Join(", ", circuit.Parameters.Select(p => p.Name))}"
                );
            variables.UnionWith(map.VariablesOf(index));
        }
        return variables.ToArray();
    }

    private static double[][] Starts(
        IReadOnlyList<Spectrum> spectra,
        Circuit circuit,
        ParameterMap map,
        FitOptions options,
        IProgress<BatchProgress>? progress,
        CancellationToken cancellation
    )
    {
        var plain = options with { Robust = false, Intervals = IntervalMethod.Linear };
        var items = CarriedFit.Fit(spectra, circuit, plain, progress, cancellation);
        foreach (var item in items)
            if (item.Fit is null)
                throw new FitException($"spectrum {item.Index + 1} {item.Spectrum.Label}: {item.Error}");
        return items.Select(item => map.ToVariables(item.Fit!.Values)).ToArray();
    }

    private static double[] Pick(double[] all, IReadOnlyList<int> which) =>
        which.Select(j => all[j]).ToArray();

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return 0.5 * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]);
    }
}
