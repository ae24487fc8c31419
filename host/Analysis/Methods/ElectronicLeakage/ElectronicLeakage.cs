using System.Globalization;
using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Numerics;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Methods;

/// <summary>How the leakage is evaluated.</summary>
public sealed record ElectronicLeakageOptions
{
    /// <summary>Steps below this voltage in V do not count.</summary>
    public double LeastVoltage { get; init; } = 0.005;

    /// <summary>The circuit of the spectrum that gives the total resistance; null: the data choose among those of a blocking cell.</summary>
    public string? Circuit { get; init; }

    /// <summary>Total resistance in ohm; null: from a spectrum of the measurement.</summary>
    public UncertainValue? TotalResistance { get; init; }
}

/// <summary>
/// Method 12. Direct current through a blocking cell at several voltages: after the ions have piled up only electrons flow (Wagner,
/// Z. Elektrochem. 60 (1956) 4). Each steady current is the asymptote of a sum of exponentials; the slope of the steady currents against
/// the voltage is the electronic conductance, and by the total conductance of the spectrum its share.
/// </summary>
public static class ElectronicLeakage
{
    private const int FewestRows = 10;
    private const string Source = "Wagner, Z. Elektrochem. 60 (1956) 4";

    /// <summary>Evaluates the steps at constant voltage.</summary>
    /// <exception cref="MethodException">There is no such step.</exception>
    public static ElectronicLeakageResult Evaluate(
        CellMeasurement measurement,
        ElectronicLeakageOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        options ??= new ElectronicLeakageOptions();
        var record =
            measurement.Record
            ?? throw new MethodException(
                $"{measurement.Label}: no current was recorded; the method needs steps of constant voltage"
            );
        var steps = StepRun
            .AtConstantVoltage(record, FewestRows)
            .Select(run => LeakageStep.Of(run))
            .Where(step => Math.Abs(step.Voltage) >= options.LeastVoltage)
            .ToArray();
        if (steps.Length == 0)
            throw new MethodException(
                $"{measurement.Label}: there is no step at constant voltage above {options.LeastVoltage} V with {FewestRows} rows"
            );
        var warnings = steps.SelectMany(Judge).ToList();
        var conductance = Conductance(steps, measurement.Cell, warnings);
        var total = Total(measurement, options, warnings, cancellation);
        var window = new DataWindow(
            "voltage",
            steps.Min(s => s.Voltage),
            steps.Max(s => s.Voltage),
            "V",
            steps.Sum(s => s.Decay.Points)
        );
        const string criterion =
            "Steady currents: asymptotes of sums of exponentials; conductance: slope of the steady currents against the voltage.";
        if (measurement.Cell.Geometry is null)
            warnings.Add(
                "The geometry is missing: give area and thickness to have the electronic conductivity and not only its share."
            );
        DerivedQuantity Marked(DerivedQuantity figure) =>
            figure with
            {
                Criterion = criterion,
                Window = window,
            };
        return new ElectronicLeakageResult
        {
            Label = measurement.Label,
            Steps = steps.Select(s => s.ToPublic()).ToArray(),
            Conductance = Marked(
                Budget().PositiveFigure("electronic conductance", "S", Slope, "dI/dV", Source)
            ),
            Conductivity = measurement.Cell.Geometry is { } geometry
                ? Marked(
                    Budget()
                        .Add(geometry.ThicknessMeter)
                        .Add(geometry.AreaSquareMeter)
                        .PositiveFigure(
                            "electronic conductivity",
                            "S/m",
                            v => Slope(v) * v[3] / v[4],
                            "dI/dV L/A",
                            Source
                        )
                )
                : null,
            Share = total is { } resistance
                ? Marked(
                    Budget()
                        .Add(resistance.Value, resistance.DegreesOfFreedom)
                        .PositiveFigure(
                            "electronic share of the conductivity",
                            "",
                            v => Slope(v) * v[3],
                            "dI/dV R",
                            Source
                        )
                )
                : null,
            TotalResistance = total?.Figure,
            Tables = [Table(steps)],
            Pictures = Draw(steps),
            Warnings = warnings,
        };

        UncertaintyBudget Budget() =>
            new UncertaintyBudget()
                .Add(conductance.Value, conductance.DegreesOfFreedom)
                .AddGain(measurement.Cell.Instrument.CurrentGain)
                .AddGain(measurement.Cell.Instrument.VoltageGain);

        static double Slope(double[] v) => v[0] * v[1] / v[2];
    }

    private static (UncertainValue Value, double DegreesOfFreedom) Conductance(
        LeakageStep[] steps,
        CellDescription cell,
        List<string> warnings
    )
    {
        if (steps.Select(s => Math.Round(s.Voltage, 3)).Distinct().Count() < 3)
        {
            warnings.Add(
                "Fewer than three voltages: nothing shows whether the current is in proportion to the voltage, and an offset of the current is not removed."
            );
            var best = steps.MaxBy(s => Math.Abs(s.Voltage))!;
            var offset = cell.Instrument.CurrentOffset;
            return (
                new UncertainValue(
                    best.Decay.Asymptote.Value / best.Voltage,
                    Math.Sqrt(Math.Pow(best.Decay.Asymptote.StandardError, 2) + offset * offset)
                        / Math.Abs(best.Voltage)
                ),
                best.Decay.DegreesOfFreedom
            );
        }
        var x = steps.Select(s => s.Voltage).ToArray();
        var y = steps.Select(s => s.Decay.Asymptote.Value).ToArray();
        // An asymptote with a hundredth of the others' error must not decide alone.
        var floor = 0.3 * RobustScatter.Median(steps.Select(s => s.Decay.Asymptote.StandardError).ToArray());
        var w = steps
            .Select(s => 1 / Math.Max(Math.Pow(Math.Max(s.Decay.Asymptote.StandardError, floor), 2), 1e-60))
            .ToArray();
        var line = LineFit.Of(x, y, w);
        if (line.ResidualDeviation > 3 && steps.Length >= 5)
            warnings.Add(
                "The steady currents leave the straight line by more than three times their errors: the leakage is not ohmic, or not steady."
            );
        return (new UncertainValue(line.Slope, line.SlopeError), line.DegreesOfFreedom);
    }

    private static (UncertainValue Value, double DegreesOfFreedom, DerivedQuantity Figure)? Total(
        CellMeasurement measurement,
        ElectronicLeakageOptions options,
        List<string> warnings,
        CancellationToken cancellation
    )
    {
        if (options.TotalResistance is { } given)
            return (
                given,
                double.PositiveInfinity,
                DerivedQuantity.Symmetric(
                    "total resistance",
                    "ohm",
                    given,
                    double.PositiveInfinity,
                    "given",
                    ""
                )
            );
        if (measurement.Spectra.Count == 0)
        {
            warnings.Add("There is no spectrum: without the total resistance there is no share.");
            return null;
        }
        var result = BlockingImpedance.Evaluate(
            measurement,
            new ImpedanceOptions { Spectrum = 0, Circuit = options.Circuit },
            cancellation
        );
        // That the cell leaks is what this method measures.
        warnings.AddRange(result.Warnings.Where(w => !w.Contains("leak") && !w.Contains("geometry")));
        return (result.TotalResistance.AsUncertain, result.Fit.DegreesOfFreedom, result.TotalResistance);
    }

    private static IEnumerable<string> Judge(LeakageStep step)
    {
        if (!step.Decay.IsDetermined)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{step.Voltage:F3} V: not steady, the record is too short to show where the current ends; hold each voltage longer."
            );
        else if (step.Decay.Remaining > 0.05)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{step.Voltage:F3} V: not steady, the current is still {step.Decay.Remaining:P0} from its asymptote, which is used."
            );
    }

    private static MethodTable Table(LeakageStep[] steps) =>
        new(
            "Steady currents",
            new("voltage", "V", steps.Select(s => s.Voltage).ToArray()),
            new("steady current", "A", steps.Select(s => s.Decay.Asymptote.Value).ToArray()),
            new("standard error", "A", steps.Select(s => s.Decay.Asymptote.StandardError).ToArray()),
            new(
                "slowest time constant",
                "s",
                steps
                    .Select(s => s.Decay.Terms.Count > 0 ? s.Decay.Terms[^1].TauSeconds : double.NaN)
                    .ToArray()
            ),
            new("length", "s", steps.Select(s => s.Decay.Duration).ToArray())
        );

    private static MethodPicture[] Draw(LeakageStep[] steps) =>
        [
            new(
                "Current at each voltage",
                new PictureAxis("time", "s"),
                new PictureAxis("current", "A"),
                steps
                    .Select(s => new PictureSeries(
                        string.Create(CultureInfo.InvariantCulture, $"{s.Voltage:G3} V"),
                        s.Rows.Select(k => s.Time[k]).ToArray(),
                        s.Rows.Select(k => s.Current[k]).ToArray(),
                        PictureMark.Line
                    ))
                    .ToArray()
            ),
            new(
                "Steady current against voltage",
                new PictureAxis("voltage", "V"),
                new PictureAxis("steady current", "A"),
                [
                    new PictureSeries(
                        "steady current",
                        steps.Select(s => s.Voltage).ToArray(),
                        steps.Select(s => s.Decay.Asymptote.Value).ToArray(),
                        PictureMark.Points
                    ),
                ]
            ),
        ];
}
