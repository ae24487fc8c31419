using EdgeTester.Analysis.Numerics;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Methods;

/// <summary>Which methods the steps of a record call for.</summary>
internal static class RecordSigns
{
    private const int SweepRows = 30;
    private const int HoldRows = 12;

    /// <summary>Above this voltage in V a cell without a second direction is one that stores energy.</summary>
    private const double StoringVolt = 1.5;

    /// <summary>Of the charge: above this share passed against the voltage the cell gives energy back.</summary>
    private const double GivenBack = 0.1;

    /// <summary>Cycles at one rate that make long cycling.</summary>
    private const int ManyCycles = 10;

    /// <summary>Half cycles longer than this in s are slow enough for dQ/dV.</summary>
    private const double SlowSeconds = 2.5 * 3600;

    public static IReadOnlyList<MethodCall> Of(CellMeasurement measurement, CellRecord record)
    {
        var calls = new List<MethodCall>();
        if (Sweep(measurement, record) is { } sweep)
            calls.Add(sweep);
        var halves = HalfCycle.Of(record);
        if (halves.Count > 0)
            calls.AddRange(Currents(measurement, record, halves));
        if (calls.Count == 0 && Hold(measurement, record) is { } hold)
            calls.Add(hold);
        return calls;
    }

    private static MethodCall? Sweep(CellMeasurement measurement, CellRecord record)
    {
        var sweeps = record
            .Steps.Where(s => s.Excitation == Excitation.Sweep && s.Count >= SweepRows)
            .ToArray();
        if (sweeps.Length == 0)
            return null;
        var data = SweepData.Widest(measurement, SweepRows);
        var isAboutZero = data.Current.Min() < 0 && data.Current.Max() > 0;
        var middle = 0.5 * (data.From + data.To);
        return isAboutZero && data.To - data.From <= 1 && Math.Abs(middle) < 0.25 * (data.To - data.From)
            ? new MethodCall(MethodKind.Tafel, [measurement], "a voltage sweep about zero")
            : new MethodCall(MethodKind.LinearSweep, [measurement], "a voltage sweep");
    }

    private static MethodCall? Hold(CellMeasurement measurement, CellRecord record)
    {
        var holds = StepRun.AtConstantVoltage(record, HoldRows);
        if (holds.Count == 0)
            return null;
        var levels = holds.Select(h => RobustScatter.Median(h.Voltage())).ToArray();
        var isStaircase = levels.Select(v => Math.Round(v, 3)).Distinct().Count() >= 3;
        return measurement.Cell.Kind == CellKind.Blocking
            || (isStaircase && measurement.Cell.Kind != CellKind.Symmetric)
                ? new MethodCall(MethodKind.ElectronicLeakage, [measurement], "steps of constant voltage")
            : levels.Max(Math.Abs) <= 0.2 && measurement.Spectra.Count > 0
                ? new MethodCall(
                    MethodKind.BruceVincent,
                    [measurement],
                    "a small constant voltage and spectra"
                )
            : null;
    }

    private static IEnumerable<MethodCall> Currents(
        CellMeasurement measurement,
        CellRecord record,
        IReadOnlyList<HalfCycle> halves
    )
    {
        var isFull =
            measurement.Cell.Kind == CellKind.Full
            || (measurement.Cell.Kind == CellKind.Unknown && StoresEnergy(halves));
        var longest = halves.MaxBy(h => Math.Abs(h.ChargeCoulomb))!;
        var isOneWay =
            Math.Abs(longest.ChargeCoulomb) > 0.8 * halves.Sum(h => Math.Abs(h.ChargeCoulomb))
            && longest.Step.Count >= 20;
        if (
            isOneWay
            && !StoresEnergy(halves)
            && halves.All(h =>
                h.Direction == longest.Direction
                || Math.Abs(h.ChargeCoulomb) < 0.1 * Math.Abs(longest.ChargeCoulomb)
            )
        )
        {
            yield return new MethodCall(
                MethodKind.OneWayPlating,
                [measurement],
                "a long constant current in one direction"
            );
            yield break;
        }
        if (!isFull)
        {
            if (halves.Any(h => h.Direction > 0) && halves.Any(h => h.Direction < 0))
                yield return IsLadder(halves)
                    ? new MethodCall(
                        MethodKind.CriticalCurrentDensity,
                        [measurement],
                        "half cycles of rising current"
                    )
                    : new MethodCall(
                        MethodKind.PlatingStripping,
                        [measurement],
                        "half cycles of constant current"
                    );
            yield break;
        }
        var cycles = Cycles(measurement);
        if (cycles.Count == 0)
        {
            // Its message says what is missing.
            yield return new MethodCall(
                MethodKind.RateCapability,
                [measurement],
                "a cell that stores energy"
            );
            yield break;
        }
        var rates = cycles
            .Select(c => Math.Round(Math.Log(c.Discharge.CurrentAmpere) / 0.1))
            .GroupBy(r => r)
            .ToArray();
        if (rates.Max(r => r.Count()) >= ManyCycles)
            yield return new MethodCall(MethodKind.LongCycling, [measurement], "many cycles at one rate");
        if (rates.Length > 1 || cycles.Count < ManyCycles)
            yield return new MethodCall(MethodKind.RateCapability, [measurement], "charges and discharges");
        if (
            cycles.Any(c => c.Discharge.DurationSeconds > SlowSeconds)
            && cycles[^1].Discharge.Pieces.Sum(p => p.End - p.First) >= 50
        )
            yield return new MethodCall(
                MethodKind.DifferentialCapacity,
                [measurement],
                "slow charges and discharges"
            );
    }

    /// <summary>
    /// Between equal electrodes the voltage always has the sign of the current; a cell that gives energy back has not, and one that is only
    /// charged has a voltage that no polarization reaches.
    /// </summary>
    private static bool StoresEnergy(IReadOnlyList<HalfCycle> halves)
    {
        var all = halves.Sum(h => Math.Abs(h.ChargeCoulomb));
        var back = halves.Where(h => h.LevelVolt < 0).Sum(h => Math.Abs(h.ChargeCoulomb));
        return back > GivenBack * all
            || (
                halves.All(h => h.Direction > 0)
                && RobustScatter.Median(halves.Select(h => h.LevelVolt).ToArray()) > StoringVolt
            );
    }

    private static IReadOnlyList<FullCycle> Cycles(CellMeasurement measurement)
    {
        try
        {
            return FullCycles.Of(measurement).Cycles;
        }
        catch (MethodException)
        {
            return [];
        }
    }

    /// <summary>The current rises from cycle to cycle and is nowhere held for long.</summary>
    private static bool IsLadder(IReadOnlyList<HalfCycle> halves)
    {
        var groups = new List<(double Ampere, int Count)>();
        foreach (var half in halves)
        {
            var size = Math.Abs(half.CurrentAmpere);
            if (groups.Count > 0 && Math.Abs(groups[^1].Ampere - size) <= 0.03 * size)
                groups[^1] = (groups[^1].Ampere, groups[^1].Count + 1);
            else
                groups.Add((size, 1));
        }
        return groups.Count >= 2
            && groups.Max(g => g.Count) <= 6
            && groups.Zip(groups.Skip(1)).All(pair => pair.Second.Ampere > pair.First.Ampere);
    }
}
