using System.Globalization;
using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Methods;

/// <summary>How an Arrhenius series is evaluated.</summary>
public sealed record ArrheniusOptions
{
    /// <summary>Lowest temperature in degree Celsius that counts.</summary>
    public double FromCelsius { get; init; } = double.NegativeInfinity;

    /// <summary>Highest temperature in degree Celsius that counts.</summary>
    public double ToCelsius { get; init; } = double.PositiveInfinity;

    /// <summary>Standard uncertainty in K that all temperatures share (the sensor's).</summary>
    public double TemperatureError { get; init; }

    /// <summary>Whether the pre-factor is that of sigma T (hopping) and not of sigma.</summary>
    public bool WithTemperature { get; init; } = true;

    /// <summary>The circuit of all spectra; null: the data choose one over all temperatures.</summary>
    public string? Circuit { get; init; }
}

/// <summary>
/// Method 2. Conductivities of a blocking cell at several temperatures: sigma T = A exp(-Ea/(k T)), for the total and, where grains and
/// boundaries are resolved, for each.
/// </summary>
public static class ArrheniusSeries
{
    /// <summary>Spectra within so many K belong to one temperature; the last one counts.</summary>
    private const double SameTemperature = 1.5;

    /// <summary>Evaluates spectra at several temperatures, of one test or of one test a temperature.</summary>
    /// <param name="measurements">Together at least two temperatures; each spectrum, record or description has one.</param>
    /// <param name="options">How; null for the usual way.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="MethodException">Fewer than two temperatures, or one is not known.</exception>
    public static ArrheniusResult Evaluate(
        IReadOnlyList<CellMeasurement> measurements,
        ArrheniusOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        options ??= new ArrheniusOptions();
        var warnings = new List<string>();
        var spectra = TemperatureLadder.Of(
            measurements,
            SameTemperature,
            options.FromCelsius,
            options.ToCelsius
        );
        var evaluated = new List<BlockingImpedanceResult>();
        // One circuit for all: a figure must not mean something else at the next temperature.
        var choice = BlockingImpedance.Choose(
            spectra.Select(s => s.Last.Spectrum).ToArray(),
            measurements[0].Label,
            options.Circuit,
            cancellation
        );
        foreach (var (measurement, spectrum, earlier) in spectra)
        {
            var result = BlockingImpedance.Of(measurement, spectrum, choice, evaluated.Count);
            evaluated.Add(result);
            warnings.AddRange(
                result.Warnings.Select(w =>
                    string.Create(CultureInfo.InvariantCulture, $"{result.TemperatureCelsius:F1} C: {w}")
                )
            );
            if (
                earlier is not null
                && Change(result, Evaluate(measurement, earlier, choice.Text, cancellation)) is { } change
            )
                warnings.Add(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{result.TemperatureCelsius:F1} C: not steady, the resistance changed by {change:P1} between the last two spectra; wait longer at each temperature."
                    )
                );
        }
        var cell = measurements[0].Cell;
        var factor = cell.Geometry is { } geometry
            ? geometry.ThicknessMeter.Value / geometry.AreaSquareMeter.Value
            : 1;
        var total = Fit(
            "total",
            evaluated.Select(r => ((BlockingImpedanceResult, DerivedQuantity)?)(r, r.TotalResistance))
        );
        var processes = new[]
        {
            Fit(
                "bulk",
                evaluated.Select(r =>
                    r.BulkResistance is { } b ? (r, b) : ((BlockingImpedanceResult, DerivedQuantity)?)null
                )
            ),
            Fit(
                "grain boundary",
                evaluated.Select(r =>
                    r.GrainBoundaryResistance is { } b
                        ? (r, b)
                        : ((BlockingImpedanceResult, DerivedQuantity)?)null
                )
            ),
        };
        return new ArrheniusResult
        {
            Label = measurements[0].Label,
            Total = total!,
            Processes = processes.OfType<ActivationEnergy>().ToArray(),
            Points = evaluated,
            AtRoomTemperature = RoomTemperature(total!, cell),
            Tables = [Table(evaluated)],
            Pictures =
            [
                Picture(processes.Prepend(total).OfType<ActivationEnergy>(), cell, options.WithTemperature),
                Pictures.Nyquist(
                    "Impedance at each temperature",
                    evaluated
                        .Select(r =>
                            (
                                string.Create(CultureInfo.InvariantCulture, $"{r.TemperatureCelsius:F0} C"),
                                r.Fit.Spectrum,
                                (Fitting.CircuitFitResult?)r.Fit
                            )
                        )
                        .ToArray()
                ),
            ],
            Warnings = warnings.Distinct().ToArray(),
        };

        ActivationEnergy? Fit(
            string process,
            IEnumerable<(BlockingImpedanceResult Of, DerivedQuantity Resistance)?> resistances
        )
        {
            var points = resistances
                .OfType<(BlockingImpedanceResult Of, DerivedQuantity Resistance)>()
                .Where(r => r.Resistance.Value > 0 && r.Resistance.HasUncertainty)
                .Select(r => new ArrheniusPoint(
                    r.Of.TemperatureCelsius,
                    factor / r.Resistance.Value,
                    Own(r.Resistance, cell)
                ))
                .ToArray();
            return points.Length < 2 || (process != "total" && points.Length < 3)
                ? null
                : ActivationEnergy.Of(process, points, options.TemperatureError, options.WithTemperature);
        }
    }

    /// <summary>Without the gain, which is the same at all temperatures.</summary>
    private static double Own(DerivedQuantity resistance, CellDescription cell)
    {
        var relative = resistance.StandardError / resistance.Value;
        return Math.Sqrt(Math.Max(relative * relative - Math.Pow(cell.Instrument.ImpedanceGain, 2), 1e-16));
    }

    private static BlockingImpedanceResult Evaluate(
        CellMeasurement measurement,
        TimedSpectrum spectrum,
        string circuit,
        CancellationToken cancellation
    ) =>
        BlockingImpedance.Of(
            measurement,
            spectrum,
            BlockingImpedance.Choose([spectrum.Spectrum], measurement.Label, circuit, cancellation),
            0
        );

    private static double? Change(BlockingImpedanceResult last, BlockingImpedanceResult earlier)
    {
        var difference = last.TotalResistance.Value / earlier.TotalResistance.Value - 1;
        var error = Math.Sqrt(
            Math.Pow(last.TotalResistance.StandardError / last.TotalResistance.Value, 2)
                + Math.Pow(earlier.TotalResistance.StandardError / earlier.TotalResistance.Value, 2)
        );
        return Math.Abs(difference) > Math.Max(0.005, 3 * error) ? difference : null;
    }

    private static DerivedQuantity? RoomTemperature(ActivationEnergy total, CellDescription cell)
    {
        const double room = 298.15;
        if (cell.Geometry is not { } geometry)
            return null;
        var x = -1 / (ArrheniusFit.Boltzmann * room);
        var line = Numerics.LineFit.Of(
            total
                .Points.Select(p => -1 / (ArrheniusFit.Boltzmann * (p.TemperatureCelsius + 273.15)))
                .ToArray(),
            total.Points.Select(p => Math.Log(p.Conduction * (p.TemperatureCelsius + 273.15))).ToArray(),
            total.Points.Select(p => 1 / (p.RelativeError * p.RelativeError)).ToArray()
        );
        if (total.Points.Count < 3)
            return null;
        var figure = new UncertaintyBudget()
            .Add(new UncertainValue(line.At(x), line.ErrorAt(x)), line.DegreesOfFreedom)
            .AddGain(cell.Instrument.ImpedanceGain)
            .AddGain(geometry.ThicknessMeter.StandardError / geometry.ThicknessMeter.Value)
            .AddGain(geometry.AreaSquareMeter.StandardError / geometry.AreaSquareMeter.Value)
            .PositiveFigure(
                "total conductivity at 25 C, from the line",
                "S/m",
                v => Math.Exp(v[0]) / room * v[2] / (v[1] * v[3]),
                "A/T exp(-Ea/(k T))",
                "textbook"
            );
        var (low, high) = (total.Points[0].TemperatureCelsius, total.Points[^1].TemperatureCelsius);
        return figure with
        {
            Criterion = "The line through ln(sigma T) at 25 C.",
            Window = total.Energy.Window,
            Warnings =
                low > 26 || high < 24
                    ? ["25 C lies outside the measured temperatures: the figure is extrapolated."]
                    : [],
        };
    }

    private static MethodTable Table(IReadOnlyList<BlockingImpedanceResult> points) =>
        new(
            "Conductivity at each temperature",
            new("temperature", "C", points.Select(p => p.TemperatureCelsius).ToArray()),
            new("total resistance", "ohm", points.Select(p => p.TotalResistance.Value).ToArray()),
            new("standard error", "ohm", points.Select(p => p.TotalResistance.StandardError).ToArray()),
            new(
                "total conductivity",
                "S/m",
                points.Select(p => p.Conductivity?.Value ?? double.NaN).ToArray()
            )
        );

    private static MethodPicture Picture(
        IEnumerable<ActivationEnergy> processes,
        CellDescription cell,
        bool withTemperature
    )
    {
        var unit = cell.Geometry is null ? "S" : "S/m";
        return new MethodPicture(
            "Arrhenius plot",
            new PictureAxis("1000/T", "1/K"),
            new PictureAxis(
                withTemperature ? "sigma T" : "sigma",
                withTemperature ? $"{unit} K" : unit,
                IsLogarithmic: true
            ),
            processes.SelectMany(p => p.Draw(withTemperature)).ToArray()
        );
    }
}
