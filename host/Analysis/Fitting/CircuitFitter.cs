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
        var map = new ParameterMap(circuit, options.Constraints);
        if (2 * spectrum.Count <= map.Count)
            throw new FitException(
                $"{spectrum.Count} points hold {2 * spectrum.Count} numbers: too few for the {map.Count} free parameters of {circuit.Text}"
            );
        var weights = ResidualWeights.For(spectrum, options.Weighting);
        var problem = new CircuitProblem(circuit, map, spectrum, weights);
        var minimum = new MinimumSearch(spectrum, circuit, map, problem, options, cancellation).Run();
        IReadOnlyList<int> outliers = [];
        if (options.Robust && map.Count > 0)
            (minimum, outliers) = RobustRefit.Run(problem, map, minimum, cancellation);
        return FitReport.Create(spectrum, circuit, map, problem, minimum, outliers, options);
    }

    private static void CheckRange(Spectrum spectrum)
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
