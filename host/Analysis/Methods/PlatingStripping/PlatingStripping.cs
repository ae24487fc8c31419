using System.Globalization;
using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Numerics;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Methods;

/// <summary>
/// Method 6. Long plating and stripping: polarization of each half cycle (mean over its last half, averaged over both directions, which
/// takes an offset out), area-specific resistance, trend by regression, charge, and when and how the cell failed.
/// </summary>
public static class PlatingStripping
{
    private const string Level =
        "Mean voltage over the last half of each half cycle, averaged over both directions";

    /// <summary>Evaluates the half cycles; the figures are those at the current that was held longest.</summary>
    /// <exception cref="MethodException">There are no half cycles in both directions.</exception>
    public static PlatingStrippingResult Evaluate(CellMeasurement measurement, PlatingOptions? options = null)
    {
        options ??= new PlatingOptions();
        var record =
            measurement.Record
            ?? throw new MethodException(
                $"{measurement.Label}: no current was recorded; the method needs half cycles of constant current"
            );
        var halves = HalfCycle.Of(record);
        if (halves.All(h => h.Direction >= 0) || halves.All(h => h.Direction <= 0))
            throw new MethodException(
                $"{measurement.Label}: there are no half cycles in both directions; plate and strip at constant current"
            );
        var failures = PlatingWatch.Failures(measurement, record, halves, options);
        var warnings = failures.Select(Tell).ToList();
        var cell = measurement.Cell;
        if (cell.AreaSquareMeter is null)
            warnings.Add("The area is missing: there is no area-specific resistance.");
        var groups = Groups(halves, failures, options.SameCurrent)
            .Select(pairs => PlatingGroup.Of(pairs, cell))
            .ToArray();
        if (groups.Length == 0)
            throw new MethodException(
                $"{measurement.Label}: the cell failed in its first cycle: there is no polarization of a whole one"
            );
        // Held longest before it failed; of equally long ones the last.
        var main = groups.Reverse().MaxBy(g => g.Cycles)!;
        if (main.Cycles < 5)
            warnings.Add("Fewer than five cycles: the trend says little.");
        return new PlatingStrippingResult
        {
            Label = measurement.Label,
            Main = main,
            Groups = groups,
            PlatedCharge = Charge(halves, failures, cell),
            SurvivedTime = Survived(record, failures),
            Failures = failures,
            HalfCycles = halves,
            Tables = [PlatingGroup.Table(groups), PlatingPictures.Table(halves, cell)],
            Pictures = PlatingPictures.Draw("Plating and stripping", measurement, record, halves, failures),
            Warnings = warnings,
        };
    }

    internal static string Tell(CellFailure failure) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Capital(PlatingPictures.InWords(failure.Kind))} suspected at {failure.TimeSeconds / 3600:F2} h{(failure.IsReversible ? ", it passed" : "")}: {string.Join("; ", failure.Evidence)}."
        );

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>Pairs of half cycles of one current in both directions, before the first failure, in groups of one current.</summary>
    private static IEnumerable<IReadOnlyList<(HalfCycle, HalfCycle)>> Groups(
        IReadOnlyList<HalfCycle> halves,
        IReadOnlyList<CellFailure> failures,
        double same
    )
    {
        var end = failures.Count > 0 ? failures[0].HalfCycle : int.MaxValue;
        var pairs = new List<(HalfCycle First, HalfCycle Second)>();
        for (var k = 0; k + 1 < halves.Count && halves[k + 1].Number < end; k++)
        {
            var (a, b) = (halves[k], halves[k + 1]);
            if (
                a.Direction == -b.Direction
                && Math.Abs(Math.Abs(a.CurrentAmpere) - Math.Abs(b.CurrentAmpere))
                    <= same * Math.Abs(a.CurrentAmpere)
            )
            {
                pairs.Add((a, b));
                k++;
            }
        }
        var group = new List<(HalfCycle, HalfCycle)>();
        foreach (var pair in pairs)
        {
            if (
                group.Count > 0
                && Math.Abs(Math.Abs(group[0].Item1.CurrentAmpere) - Math.Abs(pair.First.CurrentAmpere))
                    > same * Math.Abs(pair.First.CurrentAmpere)
            )
            {
                yield return group;
                group = [];
            }
            group.Add(pair);
        }
        if (group.Count > 0)
            yield return group;
    }

    private static DerivedQuantity Charge(
        IReadOnlyList<HalfCycle> halves,
        IReadOnlyList<CellFailure> failures,
        CellDescription cell
    )
    {
        var end = failures.FirstOrDefault(f => !f.IsReversible)?.HalfCycle ?? int.MaxValue;
        var counted = halves.Where(h => h.Number < end).ToArray();
        var offset =
            cell.Instrument.CurrentOffset
            * Math.Sqrt(counted.Length)
            * (counted.Length > 0 ? counted[0].DurationSeconds : 0);
        return new UncertaintyBudget()
            .Add(new UncertainValue(counted.Sum(h => Math.Abs(h.ChargeCoulomb)), offset))
            .AddGain(cell.Instrument.CurrentGain)
            .Add(cell.AreaSquareMeter ?? new UncertainValue(1))
            .PositiveFigure(
                "charge plated, both directions",
                cell.AreaSquareMeter is null ? "C" : "C/m^2",
                v => v[0] * v[1] / v[2],
                "sum of |Q|/A",
                "textbook"
            ) with
        {
            Criterion = "Half cycles before the failure for good.",
            Window = new DataWindow("half cycle", 1, counted.Length, "", counted.Length),
        };
    }

    private static DerivedQuantity? Survived(CellRecord record, IReadOnlyList<CellFailure> failures)
    {
        if (failures.Count == 0)
            return null;
        var first = failures[0];
        return Changepoint.Figure(
            $"time to {PlatingPictures.InWords(first.Kind)}",
            "s",
            first.BeforeSeconds - record.TimeSeconds[0],
            first.TimeSeconds - record.TimeSeconds[0],
            0,
            "between the last row before and the first row after"
        ) with
        {
            Criterion = string.Join("; ", first.Evidence) + ".",
            Window = new DataWindow("half cycle", first.HalfCycle + 1, first.HalfCycle + 1, "", 1),
        };
    }

    internal static string LevelCriterion => Level;
}
