using System.Globalization;
using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Methods;

/// <summary>
/// Method 5. Critical current density: half cycles of plating and stripping at rising current densities. Reported are the last density
/// that was survived and the first at which the cell failed, with the kind of failure; a soft short counts as a failure.
/// </summary>
public static class CriticalCurrentDensity
{
    /// <summary>Evaluates the half cycles of the measurement.</summary>
    /// <exception cref="MethodException">There is no half cycle, or only one density, which the cell survived.</exception>
    public static CriticalCurrentDensityResult Evaluate(
        CellMeasurement measurement,
        PlatingOptions? options = null
    )
    {
        options ??= new PlatingOptions();
        var record =
            measurement.Record
            ?? throw new MethodException(
                $"{measurement.Label}: no current was recorded; the method needs half cycles of rising current density"
            );
        var halves = HalfCycle.Of(record);
        var steps = Ladder(halves, options.SameCurrent);
        var failures = PlatingWatch.Failures(measurement, record, halves, options);
        if (steps.Count == 0)
            throw new MethodException(
                $"{measurement.Label}: there is no half cycle at constant current; plate and strip at rising current densities"
            );
        if (steps.Count < 2 && failures.Count == 0)
            throw new MethodException(
                $"{measurement.Label}: the cell survived one current, which is too few for a critical current density; raise it from cycle to cycle"
            );
        var warnings = new List<string>();
        if (measurement.Cell.AreaSquareMeter is null)
            warnings.Add("The area is missing: currents are given instead of current densities.");
        var first = failures.FirstOrDefault(f => !f.IsReversible) ?? failures.FirstOrDefault();
        var soft = failures.FirstOrDefault(f => f.Kind == FailureKind.SoftShort);
        var hard = failures.FirstOrDefault(f => f.Kind == FailureKind.HardShort);
        if (first is null)
            warnings.Add(
                "The cell survived every current density: the critical one lies above the last. Go on with higher ones."
            );
        if (soft is { IsReversible: true })
            warnings.Add(
                "A soft short came and went: the cell was touched by metal before the current density at which it failed."
            );
        return new CriticalCurrentDensityResult
        {
            Label = measurement.Label,
            LastSurvived = Survived("last current density survived", first, warnings),
            FirstFailed = first is null
                ? null
                : Density(
                    "first current density failed",
                    StepOf(first).Select(h => Math.Abs(h.CurrentAmpere)).ToArray(),
                    first
                ),
            BeforeSoftShort = soft is null
                ? null
                : Survived("last current density before a soft short", soft, []),
            BeforeHardShort = hard is null
                ? null
                : Survived("last current density before a hard short", hard, []),
            Failure = first,
            Failures = failures,
            HalfCycles = halves,
            Tables = [PlatingPictures.Table(halves, measurement.Cell)],
            Pictures = PlatingPictures.Draw(
                "Critical current density",
                measurement,
                record,
                halves,
                failures
            ),
            Warnings = warnings,
        };

        IReadOnlyList<HalfCycle> StepOf(CellFailure failure) =>
            steps.First(s => s.Any(h => h.Number == failure.HalfCycle));

        DerivedQuantity? Survived(string name, CellFailure? failure, List<string> said)
        {
            var count = failure is null ? steps.Count : steps.ToList().IndexOf(StepOf(failure));
            if (count > 0)
                return Density(
                    name,
                    steps[count - 1].Select(h => Math.Abs(h.CurrentAmpere)).ToArray(),
                    failure
                );
            said.Add("The cell failed at the first current density: begin with a smaller one.");
            return null;
        }

        DerivedQuantity Density(string name, double[] currents, CellFailure? failure)
        {
            var mean = currents.Average();
            var cell = measurement.Cell;
            var budget = new UncertaintyBudget()
                .Add(new UncertainValue(mean, cell.Instrument.CurrentOffset / Math.Sqrt(currents.Length)))
                .AddGain(cell.Instrument.CurrentGain)
                .Add(cell.AreaSquareMeter ?? new UncertainValue(1));
            return budget.PositiveFigure(
                name,
                cell.AreaSquareMeter is null ? "A" : "A/m^2",
                v => v[0] * v[1] / v[2],
                "I/A",
                "textbook"
            ) with
            {
                Criterion = Criterion(failure, options),
                Window = new DataWindow("half cycle", 1, halves.Count, "", halves.Count),
            };
        }
    }

    private static string Criterion(CellFailure? failure, PlatingOptions options) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Short: V/I falls below {options.HardShare:P0} of its level and stays. Soft short: two of a level {options.SoftDrop:P0} lower (counts double), a sudden drop, noise {options.NoiseFactor:G2} times as large, unequal directions, a falling spectrum. Runaway: V/I climbs {options.RunawayFactor:G2} times. "
        )
        + (
            failure is null
                ? "None was seen."
                : $"Seen: {failure.Kind}, {string.Join("; ", failure.Evidence)}."
        );

    /// <summary>Half cycles in groups of one current; a group ends where the current changes.</summary>
    private static IReadOnlyList<IReadOnlyList<HalfCycle>> Ladder(
        IReadOnlyList<HalfCycle> halves,
        double same
    )
    {
        var groups = new List<List<HalfCycle>>();
        foreach (var half in halves)
        {
            var size = Math.Abs(half.CurrentAmpere);
            if (groups.Count > 0 && Math.Abs(Math.Abs(groups[^1][0].CurrentAmpere) - size) <= same * size)
                groups[^1].Add(half);
            else
                groups.Add([half]);
        }
        return groups;
    }
}
