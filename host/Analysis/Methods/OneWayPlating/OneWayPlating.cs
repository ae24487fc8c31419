using System.Globalization;
using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Numerics;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Methods;

/// <summary>
/// Method 7. Plating in one direction until a short or a limit: voltage against areal capacity, the extreme of the ramp at the onset, the
/// plateau after it (the flattest fifth), and the capacity at which a short comes.
/// </summary>
public static class OneWayPlating
{
    private const double PlateauShare = 0.2;

    /// <summary>Evaluates the longest plating in one direction.</summary>
    /// <exception cref="MethodException">There is none with 20 rows.</exception>
    public static OneWayPlatingResult Evaluate(CellMeasurement measurement, PlatingOptions? options = null)
    {
        options ??= new PlatingOptions();
        var record =
            measurement.Record ?? throw new MethodException($"{measurement.Label}: no current was recorded");
        var half =
            HalfCycle.Of(record, 20).MaxBy(h => h.DurationSeconds)
            ?? throw new MethodException(
                $"{measurement.Label}: there is no step at constant current with 20 rows; plate in one direction and record the voltage"
            );
        var curve = PlatingCurve.Of(record, half);
        var trace = new ResistanceTrace(record, half);
        var collapse = trace.Collapse(options.HardShare, null);
        if (collapse is null && (half.Ending == StepEnding.Short || half.Check == StepEnding.Short))
            collapse = curve.Count - 1;
        var end = collapse ?? curve.Count;
        var cell = measurement.Cell;
        var warnings = new List<string>();
        if (cell.AreaSquareMeter is null)
            warnings.Add("The area is missing: capacities are not by area.");
        var extreme = curve.Extreme(end);
        if (extreme is null)
            warnings.Add(
                "The voltage has no extreme at the onset: it goes one way to the end, or falls from the first row."
            );
        var plateau = curve.Flattest(extreme?.Row ?? 0, end, PlateauShare);
        if (plateau is { IsFlat: false })
            warnings.Add(
                "Even the flattest part of the curve is not flat within 2 %: the plateau is the mean over it."
            );
        if (collapse is null)
            warnings.Add("No short was seen: the capacity that was plated is a lower bound.");
        var relative = Math.Sqrt(
            Math.Pow(cell.Instrument.CurrentGain, 2)
                + (cell.AreaSquareMeter is { } a ? Math.Pow(a.StandardError / a.Value, 2) : 0)
        );
        var area = cell.AreaSquareMeter?.Value ?? 1;
        var unit = cell.AreaSquareMeter is null ? "C" : "C/m^2";
        var all = new DataWindow("time", curve.Time[0], curve.Time[^1], "s", curve.Count);
        return new OneWayPlatingResult
        {
            Label = measurement.Label,
            RampExtreme = extreme is not { } top
                ? null
                : Volt(
                    "extreme of the onset ramp",
                    top.Volt,
                    top.Freedom,
                    "vertex of a parabola",
                    "Parabola through the rows about the first extreme of the voltage.",
                    all
                ),
            PlateauVoltage = plateau is not { } flat
                ? null
                : Volt(
                    "plateau voltage",
                    flat.Volt,
                    flat.Freedom,
                    "mean",
                    "Mean over the flattest fifth of the capacity after the ramp.",
                    flat.Window
                ),
            EndVoltage = Volt(
                collapse is null ? "voltage at the end" : "voltage before the short",
                curve.End(end).Volt,
                curve.End(end).Freedom,
                "line through the last rows",
                "Line through the last twentieth of the capacity, at its end.",
                all
            ),
            CapacityAtShort = collapse is not { } row
                ? null
                : Changepoint.Figure(
                    "capacity at the short",
                    unit,
                    Before(row) / area,
                    curve.Charge[row] / area,
                    relative,
                    "charge by area between the last row before and the first row after"
                ) with
                {
                    Criterion = string.Create(
                        CultureInfo.InvariantCulture,
                        $"The resistance falls below {options.HardShare:P0} of its level and stays there{(half.Ending == StepEnding.Short ? "; the tester saw it too" : "")}."
                    ),
                    Window = all,
                },
            PlatedCapacity = new UncertaintyBudget()
                .Add(curve.Charge[^1] / area)
                .AddGain(relative)
                .PositiveFigure("capacity plated", unit, v => v[0] * v[1], "Q/A", "textbook") with
            {
                Criterion = "All rows of the step.",
                Window = all,
            },
            Pictures = [curve.Draw(cell)],
            Warnings = warnings,
        };

        double Before(int row)
        {
            if (row == 0)
                return curve.Charge[0];
            var time = record.Time(half.Step);
            var since = Changepoint.Earliest(record, half.Step.First + row, cell.Instrument);
            var share = time[row] > time[row - 1] ? (since - time[row - 1]) / (time[row] - time[row - 1]) : 0;
            return curve.Charge[row - 1] + share * (curve.Charge[row] - curve.Charge[row - 1]);
        }

        DerivedQuantity Volt(
            string name,
            UncertainValue value,
            double freedom,
            string equation,
            string criterion,
            DataWindow window
        ) =>
            new UncertaintyBudget()
                .Add(value, freedom)
                .AddGain(cell.Instrument.VoltageGain)
                .Add(new UncertainValue(0, cell.Instrument.VoltageOffset))
                .Figure(name, "V", v => v[0] * v[1] + v[2], equation, "textbook") with
            {
                Criterion = criterion,
                Window = window,
            };
    }
}
