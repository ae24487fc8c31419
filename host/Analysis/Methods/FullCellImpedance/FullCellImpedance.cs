using System.Globalization;
using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Fitting;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Methods;

/// <summary>
/// Method 16. Impedance of a full cell, at one or at several temperatures: electrolyte in series, the arcs of anode and cathode by falling
/// frequency, and a tail; with two temperatures or more the activation energy of each.
/// </summary>
public static class FullCellImpedance
{
    private const double SameTemperature = 1.5;

    /// <summary>Electrolyte, one or two arcs, and what lies below them: finite or infinite diffusion, capacity.</summary>
    private static readonly string[] _circuits =
    [
        "R{:Rse}(R{:Rct}Q)Q{:Qtail}",
        "R{:Rse}(R{:Rct}Q)Ws",
        "R{:Rse}(R{:Ranode}Q)(R{:Rcathode}Q)",
        "R{:Rse}(R{:Ranode}Q)(R{:Rcathode}Q)Q{:Qtail}",
        "R{:Rse}(R{:Ranode}Q)(R{:Rcathode}Q)W",
        "R{:Rse}(R{:Ranode}Q)(R{:Rcathode}Q)WC",
        "R{:Rse}(R{:Ranode}Q)(R{:Rcathode}Q)Ws",
        "R{:Rse}(R{:Ranode}Q)(R{:Rcathode}Q)WsC",
        "R{:Rse}(R{:Ranode}Q)(R{:Rcathode}Q)Wo",
    ];

    private static readonly (string Label, string Name)[] _names =
    [
        ("Rse", "electrolyte"),
        ("Ranode", "charge transfer, first arc (anode)"),
        ("Rcathode", "charge transfer, second arc (cathode)"),
        ("Rct", "charge transfer"),
    ];

    /// <summary>Evaluates the spectra of one test or of one test a temperature.</summary>
    /// <param name="measurements">At least one spectrum in all.</param>
    /// <param name="options">How; null for the usual way.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="MethodException">There is no spectrum.</exception>
    public static FullCellImpedanceResult Evaluate(
        IReadOnlyList<CellMeasurement> measurements,
        ArrheniusOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        options ??= new ArrheniusOptions();
        var rungs = Rungs(measurements, options);
        var cell = measurements[0].Cell;
        var choice = CircuitChoice.Of(
            rungs.Select(r => r.Last.Spectrum).ToArray(),
            options.Circuit is null ? _circuits : [options.Circuit],
            measurements[0].Label,
            cancellation
        );
        var warnings = rungs.SelectMany((_, k) => choice.Warnings(k)).ToList();
        if (cell.AreaSquareMeter is null)
            warnings.Add("The area is missing: resistances are not by area.");
        var points = rungs.Select((r, k) => Point(r, choice.Fits[k], choice.Text, cell)).ToArray();
        var energies = points.Length < 2 ? [] : Energies(points, options);
        return new FullCellImpedanceResult
        {
            Label = measurements[0].Label,
            Circuit = choice.Text,
            Points = points,
            ActivationEnergies = energies,
            Tables = [Table(points)],
            Pictures =
            [
                Pictures.Nyquist(
                    "Impedance of the full cell",
                    points
                        .Select(p =>
                            (Celsius(p.TemperatureCelsius), p.Fit.Spectrum, (CircuitFitResult?)p.Fit)
                        )
                        .ToArray()
                ),
                .. energies.Count == 0
                    ? Array.Empty<MethodPicture>()
                    :
                    [
                        new MethodPicture(
                            "Arrhenius plot",
                            new PictureAxis("1000/T", "1/K"),
                            new PictureAxis(
                                options.WithTemperature ? "T/R" : "1/R",
                                options.WithTemperature ? "K/ohm" : "1/ohm",
                                IsLogarithmic: true
                            ),
                            energies.SelectMany(e => e.Draw(options.WithTemperature)).ToArray()
                        ),
                    ],
            ],
            Warnings = warnings.Distinct().ToArray(),
        };
    }

    private static IReadOnlyList<(CellMeasurement Measurement, TimedSpectrum Last)> Rungs(
        IReadOnlyList<CellMeasurement> measurements,
        ArrheniusOptions options
    )
    {
        var all = measurements.SelectMany(m => m.Spectra.Select(s => (m, s))).ToArray();
        if (all.Length == 0)
            throw new MethodException(
                $"{(measurements.Count > 0 ? measurements[0].Label : "")}: no impedance was measured"
            );
        var celsius = all.Select(p => p.m.TemperatureOf(p.s)).ToArray();
        if (celsius.Any(c => !double.IsFinite(c)) || celsius.Max() - celsius.Min() <= SameTemperature)
            return [all[^1]];
        return TemperatureLadder
            .Of(measurements, SameTemperature, options.FromCelsius, options.ToCelsius)
            .Select(r => (r.Measurement, r.Last))
            .ToArray();
    }

    private static FullCellPoint Point(
        (CellMeasurement Measurement, TimedSpectrum Last) rung,
        CircuitFitResult fit,
        string circuit,
        CellDescription cell
    )
    {
        var figures = new CircuitFigures(
            fit,
            cell,
            $"Circuit {circuit} by the Bayesian criterion over all temperatures; arcs by falling frequency are anode and cathode."
        );
        var parts = _names
            .Where(n => figures.Has(n.Label))
            .Select(n => new FullCellPart(
                n.Label,
                n.Name,
                new ResistancePair(
                    figures.Resistance($"resistance, {n.Name}", [n.Label], r => r[0], n.Label),
                    figures.AreaSpecific($"resistance by area, {n.Name}", [n.Label], r => r[0], n.Label)
                )
            ))
            .ToArray();
        string[] labels = parts.Length > 0 ? parts.Select(p => p.Label).ToArray() : [.. figures.Resistances];
        return new FullCellPoint(
            rung.Measurement.TemperatureOf(rung.Last),
            fit,
            parts,
            new ResistancePair(
                figures.Resistance(
                    "total resistance without the tail",
                    labels,
                    r => r.Sum(),
                    string.Join(" + ", labels)
                ),
                figures.AreaSpecific(
                    "total resistance by area without the tail",
                    labels,
                    r => r.Sum(),
                    string.Join(" + ", labels)
                )
            )
        );
    }

    private static IReadOnlyList<ActivationEnergy> Energies(
        FullCellPoint[] points,
        ArrheniusOptions options
    ) =>
        points[0]
            .Parts.Select(part =>
            {
                var series = points
                    .Select(p =>
                        (
                            p.TemperatureCelsius,
                            p.Parts.First(q => q.Label == part.Label).Resistance.Resistance
                        )
                    )
                    .Where(p => p.Resistance.Value > 0 && p.Resistance.StandardError > 0)
                    .Select(p => new ArrheniusPoint(
                        p.TemperatureCelsius,
                        1 / p.Resistance.Value,
                        p.Resistance.StandardError / p.Resistance.Value
                    ))
                    .ToArray();
                return series.Length < 2
                    ? null
                    : ActivationEnergy.Of(
                        part.Name,
                        series,
                        options.TemperatureError,
                        options.WithTemperature
                    );
            })
            .OfType<ActivationEnergy>()
            .ToArray();

    private static MethodTable Table(FullCellPoint[] points) =>
        new(
            "Parts at each temperature",
            [
                new MethodColumn("temperature", "C", points.Select(p => p.TemperatureCelsius).ToArray()),
                .. points[0]
                    .Parts.Select(
                        (part, k) =>
                            new MethodColumn(
                                part.Label,
                                "ohm",
                                points.Select(p => p.Parts[k].Resistance.Resistance.Value).ToArray()
                            )
                    ),
                new MethodColumn("total", "ohm", points.Select(p => p.Total.Resistance.Value).ToArray()),
            ],
            []
        );

    private static string Celsius(double value) =>
        double.IsFinite(value) ? string.Create(CultureInfo.InvariantCulture, $"{value:F0} C") : "measured";
}
