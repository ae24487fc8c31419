using EdgeTester.Analysis.Numerics;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Methods;

/// <summary>Voltage by current along a half cycle, row by row.</summary>
internal sealed class ResistanceTrace
{
    /// <summary>Rows from which a level is taken.</summary>
    private const int LevelRows = 9;

    private readonly double[] _time;
    private readonly double[] _ohm;
    private readonly double _noise;

    public ResistanceTrace(CellRecord record, HalfCycle half)
    {
        var voltage = record.Voltage(half.Step);
        _time = record.Time(half.Step).ToArray();
        _ohm = new double[voltage.Length];
        for (var k = 0; k < voltage.Length; k++)
            _ohm[k] = voltage[k] / half.CurrentAmpere;
        _noise = half.NoiseVolt / Math.Abs(half.CurrentAmpere);
    }

    public int Count => _ohm.Length;

    /// <summary>Median of the first tenth in ohm.</summary>
    public double Early => RobustScatter.Median(_ohm.AsSpan(0, Math.Max(1, Count / 10)));

    public double Time(int row) => _time[row];

    /// <summary>Level before a row.</summary>
    private double Before(int row) =>
        RobustScatter.Median(_ohm.AsSpan(Math.Max(0, row - LevelRows), Math.Min(row, LevelRows)));

    /// <summary>Level from a row on, by that before it.</summary>
    public double AfterShare(int row) => After(row) / Before(Math.Max(1, row));

    private double After(int row) => RobustScatter.Median(_ohm.AsSpan(row, Math.Min(LevelRows, Count - row)));

    /// <summary>
    /// First row from which on the resistance stays below a share of its level before; null where it does not. The level is that of the
    /// rows before, and at the beginning that of earlier half cycles.
    /// </summary>
    public int? Collapse(double share, double? reference)
    {
        // Whatever comes after it stays low, so the search goes back from the end.
        var highest = Math.Max(reference ?? 0, RobustScatter.Median(_ohm));
        var bound = share * Math.Max(highest, _ohm.Length > 2 ? Quantile(0.8) : 0);
        if (!(bound > 0) || !(_ohm[^1] < bound))
            return null;
        var row = Count - 1;
        while (row > 0 && _ohm[row - 1] < bound)
            row--;
        // A half cycle begins low while the interface charges, which is no collapse; one that never rises is.
        if (row == 0)
            return reference is not null && Quantile(0.9) < share * reference ? 0 : null;
        return row;
    }

    /// <summary>First row above a resistance in ohm; the last one where there is none.</summary>
    public int FirstAbove(double ohm)
    {
        for (var k = 0; k < Count; k++)
            if (_ohm[k] > ohm)
                return k;
        return Count - 1;
    }

    /// <summary>The largest fall between neighbouring levels of a few rows, where it exceeds a share and five times the noise; null else.</summary>
    public (int Row, double Share)? SuddenDrop(double share)
    {
        (int Row, double Share)? largest = null;
        for (var k = 3; k + 2 < Count; k++)
        {
            var fall = Math.Min(_ohm[k - 1], _ohm[k - 2]) - Math.Max(_ohm[k], _ohm[k + 1]);
            if (!(fall > 0))
                continue;
            var part = fall / Before(k);
            if (part > share && fall > 6 * Math.Min(_noise, 0.02 * Before(k)) && part > (largest?.Share ?? 0))
                largest = (k, part);
        }
        return largest;
    }

    /// <summary>
    /// First row at which the resistance leaves its level downwards by five deviations of the noise before and stays so for three rows;
    /// the first row of all where the half cycle never had the level.
    /// </summary>
    public int Departure(double? reference, double? noise)
    {
        if (reference is not { } level)
            return SuddenDrop(0)?.Row ?? 0;
        var bound = level - Math.Max(5 * (noise ?? _noise), 0.03 * level);
        var hadLevel = false;
        for (var k = 0; k + 2 < Count; k++)
        {
            if (_ohm[k] >= bound)
                hadLevel = true;
            else if (hadLevel && _ohm[k + 1] < bound && _ohm[k + 2] < bound)
                return k;
        }
        return 0;
    }

    private double Quantile(double share)
    {
        var sorted = (double[])_ohm.Clone();
        Array.Sort(sorted);
        return sorted[(int)(share * (sorted.Length - 1))];
    }
}
