using EdgeTester.Analysis.Circuits;
using EdgeTester.Analysis.Numerics;

namespace EdgeTester.Analysis.Fitting;

/// <summary>Complex nonlinear least squares: fits a circuit to a spectrum.</summary>
public static class CircuitFitter
{
    private const double SmallestOhm = 1e-60;
    private const double LargestOhm = 1e60;

    /// <summary>Fits with the default options: modulus weights, a start found in the spectrum.</summary>
    /// <inheritdoc cref="Fit(Spectrum, Circuit, FitOptions, CancellationToken)" />
    public static CircuitFitResult Fit(Spectrum spectrum, Circuit circuit) =>
        Fit(spectrum, circuit, FitOptions.Default);

    /// <summary>Fits a circuit to a spectrum.</summary>
    /// <param name="spectrum">The data; at least as many numbers (two a point) as free parameters, plus one.</param>
    /// <param name="circuit">The circuit; limits, fixed values and starts as its text gives them.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Ends the search for starts and the fit.</param>
    /// <exception cref="FitException">The fit cannot be made; the message says why.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static CircuitFitResult Fit(
        Spectrum spectrum,
        Circuit circuit,
        FitOptions options,
        CancellationToken cancellation = default
    )
    {
        CheckRange(spectrum);
        var pinned = new Dictionary<string, ParameterState>(StringComparer.Ordinal);
        var bound = circuit;
        while (true)
        {
            var fit = FitOnce(spectrum, bound, options, cancellation);
            if (BeyondLimit(fit, circuit, options) is not { } beyond)
                return pinned.Count == 0 ? fit : Unpinned(fit, circuit, pinned);
            // An ordered parameter is a sum, and the box of the minimisation does not see its limits: hold it there.
            pinned[beyond.Name] = beyond.State;
            bound = bound.With(
                beyond.Name,
                p => p with { Value = beyond.Limit, IsValueGiven = true, IsFixed = true }
            );
        }
    }

    private static CircuitFitResult FitOnce(
        Spectrum spectrum,
        Circuit circuit,
        FitOptions options,
        CancellationToken cancellation
    )
    {
        var map = new ParameterMap(circuit, options.Constraints);
        if (2 * spectrum.Count <= map.Count)
            throw new FitException(
                $"{spectrum.Count} point{(spectrum.Count == 1 ? " holds" : "s hold")} {2 * spectrum.Count} numbers: too few for the {map.Count} free parameters of {circuit.Text}"
            );
        var weights = ResidualWeights.For(spectrum, options.Weighting);
        var problem = new CircuitProblem(circuit, map, spectrum, weights);
        var minimum = new MinimumSearch(spectrum, circuit, map, problem, options, cancellation).Run();
        IReadOnlyList<int> outliers = [];
        if (options.Robust && map.Count > 0)
            (minimum, outliers) = RobustRefit.Run(problem, map, minimum, cancellation);
        return FitReport.Create(spectrum, circuit, map, problem, minimum, outliers, options);
    }

    /// <summary>The ordered parameter that is farthest beyond its own limits, or null.</summary>
    private static (string Name, double Limit, ParameterState State)? BeyondLimit(
        CircuitFitResult fit,
        Circuit circuit,
        FitOptions options
    )
    {
        (string, double, ParameterState)? worst = null;
        var farthest = 1e-9;
        foreach (var name in options.Constraints.OfType<OrderedConstraint>().SelectMany(o => o.Names.Skip(1)))
        {
            var declared = circuit.Parameters[circuit.IndexOf(name)];
            var value = fit[name].Value;
            var (above, below) = (value / declared.Upper - 1, declared.Lower / value - 1);
            if (!declared.IsFixed && above > farthest)
                (farthest, worst) = (above, (name, declared.Upper, ParameterState.AtUpperLimit));
            if (!declared.IsFixed && below > farthest)
                (farthest, worst) = (below, (name, declared.Lower, ParameterState.AtLowerLimit));
        }
        return worst;
    }

    private static CircuitFitResult Unpinned(
        CircuitFitResult fit,
        Circuit circuit,
        Dictionary<string, ParameterState> pinned
    ) =>
        fit with
        {
            Circuit = circuit.WithValues(fit.Values),
            Parameters = fit
                .Parameters.Select(p =>
                    pinned.TryGetValue(p.Name, out var state) ? p with { State = state } : p
                )
                .ToArray(),
            Warnings =
            [
                .. pinned.Select(p =>
                    $"{p.Key} is at its {(p.Value == ParameterState.AtLowerLimit ? "lower" : "upper")} limit"
                ),
                .. fit.Warnings,
            ],
        };

    /// <exception cref="FitException">The impedances are all zero, or so small or large that their squares leave the range of a double.</exception>
    internal static void CheckRange(Spectrum spectrum)
    {
        var largest = spectrum.Impedance.Max(z => z.Magnitude);
        if (largest == 0)
            throw new FitException("every impedance is zero: there is nothing to fit");
        if (largest is < SmallestOhm or > LargestOhm)
            throw new FitException(
                $"the largest impedance is {largest} ohm: outside of {SmallestOhm} to {LargestOhm} ohm nothing is fitted; is the unit as it should be?"
            );
    }
}
