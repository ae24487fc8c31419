using EdgeTester.Analysis.Fitting;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Methods;

/// <summary>
/// Method 1. Impedance of an electrolyte between blocking electrodes: the resistances before the electrodes' capacitance takes over are
/// the electrolyte's, sigma = L/(A R). Electrons that leak through show as an end of the capacitive rise; the electrolyte's resistance is
/// then that of ions and electrons side by side.
/// </summary>
public static class BlockingImpedance
{
    private const string Sum = "sum of the resistances in series before the electrodes";

    /// <summary>The circuits of a blocking cell: bulk, grain boundary, the electrode last. A third arc would be the electrode's as often as the electrolyte's.</summary>
    private static readonly string[] _circuits =
    [
        "R{:Rb}Q{:Qel}",
        "R{:Rb}(R{:Rgb}Q)Q{:Qel}",
        "(R{:Rb}Q)Q{:Qel}",
        "(R{:Rb}Q)(R{:Rgb}Q)Q{:Qel}",
        "(R{:Re}[R{:Rb}Q{:Qel}])",
        "(R{:Re}[R{:Rb}(R{:Rgb}Q)Q{:Qel}])",
    ];

    /// <summary>Evaluates one spectrum of the measurement.</summary>
    /// <param name="measurement">At least one spectrum; thickness and area for the conductivity.</param>
    /// <param name="options">Which spectrum, which circuit; null for the last spectrum and a circuit chosen by the data.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="MethodException">There is no spectrum, or it has too few points.</exception>
    public static BlockingImpedanceResult Evaluate(
        CellMeasurement measurement,
        ImpedanceOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        options ??= new ImpedanceOptions();
        var spectrum = options.Choose(measurement);
        var choice = CircuitChoice.Of(
            [spectrum.Spectrum],
            options.Circuit is null ? _circuits : [options.Circuit],
            measurement.Label,
            cancellation
        );
        return Of(measurement, spectrum, choice, 0);
    }

    internal static CircuitChoice Choose(
        IReadOnlyList<Spectrum> spectra,
        string label,
        string? circuit,
        CancellationToken cancellation
    ) => CircuitChoice.Of(spectra, circuit is null ? _circuits : [circuit], label, cancellation);

    internal static BlockingImpedanceResult Of(
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
            $"Circuit {choice.Text} by the Bayesian criterion, complex least squares with weights 1/|Z|; {Sum}."
        );
        var ions = figures.Resistances.Where(name => name != "Re").ToArray();
        var isLeaky = figures.Has("Re");
        string[] total = isLeaky ? ["Re", .. ions] : ions;
        double Combine(double[] r) => isLeaky ? 1 / (1 / r[0] + 1 / r[1..].Sum()) : r.Sum();
        var equation = isLeaky ? "1/(1/Re + 1/(sum of the others))" : string.Join(" + ", ions);
        var hasBoundary = figures.Has("Rb") && figures.Has("Rgb");
        var warnings = choice.Warnings(k).ToList();
        if (measurement.Cell.Geometry is null)
            warnings.Add(
                "The geometry is missing: give area and thickness to have a conductivity instead of a resistance."
            );
        if (isLeaky)
            warnings.Add(
                "The impedance ends in a resistance at low frequency: electrons leak through the cell, or the electrodes do not block. Measure the leakage by DC (method 12)."
            );
        return new BlockingImpedanceResult
        {
            Label = measurement.Label,
            Fit = fit,
            KramersKronig = choice.Spectra[k].Test,
            TemperatureCelsius = measurement.TemperatureOf(spectrum),
            TotalResistance = figures.Resistance("total resistance", total, Combine, equation),
            Conductivity = figures.Conductivity("total conductivity", total, Combine, equation),
            BulkResistance = hasBoundary
                ? figures.Resistance("bulk resistance", ["Rb"], r => r[0], "Rb")
                : null,
            GrainBoundaryResistance = hasBoundary
                ? figures.Resistance("grain boundary resistance", ["Rgb"], r => r[0], "Rgb")
                : null,
            BulkConductivity = hasBoundary
                ? figures.Conductivity("bulk conductivity", ["Rb"], r => r[0], "Rb")
                : null,
            ElectronicResistance = isLeaky
                ? figures.Resistance("electronic resistance", ["Re"], r => r[0], "Re")
                : null,
            Pictures =
            [
                Pictures.Nyquist("Impedance of the blocking cell", [("measured", fit.Spectrum, fit)]),
            ],
            Warnings = warnings,
        };
    }
}
