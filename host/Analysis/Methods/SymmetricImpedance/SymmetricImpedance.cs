using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Methods;

/// <summary>
/// Method 8. Impedance of two equal electrodes on an electrolyte: R + (Rgb Q) + (Rint Q). The resistance in series is the grains', the
/// arc at the highest frequency the grain boundaries', the arcs below it the interfaces' (both together).
/// </summary>
public static class SymmetricImpedance
{
    /// <summary>Arcs by falling frequency: boundary, then one or two of the interface; a finite diffusion last.</summary>
    private static readonly string[] _circuits =
    [
        "R{:Rb}(R{:Rint}Q)",
        "R{:Rb}(R{:Rgb}Q)(R{:Rint}Q)",
        "R{:Rb}(R{:Rgb}Q)(R{:Rsei}Q)(R{:Rct}Q)",
        "R{:Rb}(R{:Rgb}Q)(R{:Rint}Q)Ws",
        "R{:Rb}(R{:Rint}Q)Ws",
        "(R{:Rb}Q)(R{:Rgb}Q)(R{:Rint}Q)",
        "(R{:Rb}Q)(R{:Rint}Q)",
    ];

    /// <summary>Evaluates one spectrum of the measurement.</summary>
    /// <param name="measurement">At least one spectrum; the area for resistances in ohm m^2.</param>
    /// <param name="options">Which spectrum, which circuit; null for the last spectrum and a circuit chosen by the data.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="MethodException">There is no spectrum, or it has too few points.</exception>
    public static SymmetricImpedanceResult Evaluate(
        CellMeasurement measurement,
        ImpedanceOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        options ??= new ImpedanceOptions();
        var spectrum = options.Choose(measurement);
        var choice = Choose([spectrum.Spectrum], measurement.Label, options.Circuit, cancellation);
        return Of(measurement, spectrum, choice, 0);
    }

    internal static CircuitChoice Choose(
        IReadOnlyList<Spectrum> spectra,
        string label,
        string? circuit,
        CancellationToken cancellation
    ) => CircuitChoice.Of(spectra, circuit is null ? _circuits : [circuit], label, cancellation);

    internal static SymmetricImpedanceResult Of(
        CellMeasurement measurement,
        TimedSpectrum spectrum,
        CircuitChoice choice,
        int k
    )
    {
        var fit = choice.Fits[k];
        var figures = new CircuitFigures(
            fit,
            measurement.Cell,
            $"Circuit {choice.Text} by the Bayesian criterion, complex least squares with weights 1/|Z|; arcs by falling frequency are grain boundary and interface."
        );
        var warnings = choice.Warnings(k).ToList();
        if (measurement.Cell.AreaSquareMeter is null)
            warnings.Add("The area is missing: give it to have resistances that other cells compare with.");
        string[] interfaces = new[] { "Rint", "Rsei", "Rct" }.Where(figures.Has).ToArray();
        if (!figures.Has("Rgb"))
            warnings.Add(
                "Grains and grain boundaries are not resolved from each other: the resistance in series holds both."
            );
        var all = figures.Resistances;
        return new SymmetricImpedanceResult
        {
            Label = measurement.Label,
            Fit = fit,
            KramersKronig = choice.Spectra[k].Test,
            TimeSeconds = spectrum.TimeSeconds,
            TemperatureCelsius = measurement.TemperatureOf(spectrum),
            Bulk = Pair("bulk", figures.Has("Rb") ? ["Rb"] : []),
            GrainBoundary = Pair("grain boundary", figures.Has("Rgb") ? ["Rgb"] : []),
            Interface = Pair("interface", interfaces),
            Total = Pair("total", all)!,
            Pictures =
            [
                Pictures.Nyquist("Impedance of the symmetric cell", [("measured", fit.Spectrum, fit)]),
            ],
            Warnings = warnings,
        };

        ResistancePair? Pair(string name, IReadOnlyList<string> of) =>
            of.Count == 0
                ? null
                : new ResistancePair(
                    figures.Resistance($"{name} resistance", of, r => r.Sum(), string.Join(" + ", of)),
                    figures.AreaSpecific(
                        $"{name} resistance by area",
                        of,
                        r => r.Sum(),
                        string.Join(" + ", of)
                    )
                );
    }
}
