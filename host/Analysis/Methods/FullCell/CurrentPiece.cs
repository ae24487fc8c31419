using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Methods;

/// <summary>Rows of a record through which current flows one way.</summary>
/// <param name="First">First row.</param>
/// <param name="End">Row after the last.</param>
/// <param name="Direction">1 charging, -1 discharging.</param>
/// <param name="Step">The step that they fill; null where they are a part of one.</param>
internal sealed record CurrentPiece(int First, int End, int Direction, RecordStep? Step)
{
    /// <summary>A current below this share of the largest of the record is rest.</summary>
    private const double RestShare = 2e-4;

    /// <summary>The pieces of a record in order; impedance and rest are none.</summary>
    public static IReadOnlyList<CurrentPiece> Of(CellRecord record)
    {
        var largest = 0.0;
        foreach (var i in record.CurrentAmpere)
            largest = Math.Max(largest, Math.Abs(i));
        var bound = RestShare * largest;
        var pieces = new List<CurrentPiece>();
        foreach (var step in record.Steps)
        {
            if (step.Excitation is Excitation.Rest or Excitation.Impedance or Excitation.Sweep)
                continue;
            var current = record.Current(step);
            var first = -1;
            var direction = 0;
            var before = pieces.Count;
            for (var k = 0; k <= current.Length; k++)
            {
                var sign = k < current.Length && Math.Abs(current[k]) > bound ? Math.Sign(current[k]) : 0;
                if (sign == direction && k < current.Length)
                    continue;
                if (direction != 0 && k - first >= 2)
                    pieces.Add(new CurrentPiece(step.First + first, step.First + k, direction, null));
                (first, direction) = (k, sign);
            }
            // A step in one piece may keep the charge that the instrument counted, edges included.
            if (pieces.Count == before + 1 && pieces[^1].End - pieces[^1].First >= step.Count - 2)
                pieces[^1] = pieces[^1] with { Step = step };
        }
        return pieces;
    }

    public double Charge(CellRecord record) =>
        Step?.ChargeCoulomb is { } counted
            ? Math.Abs(counted)
            : Sum(record, k => Math.Abs(record.CurrentAmpere[k]));

    public double Energy(CellRecord record) =>
        Step?.EnergyJoule is { } counted
            ? Math.Abs(counted)
            : Sum(record, k => Math.Abs(record.CurrentAmpere[k]) * record.VoltageVolt[k]);

    public double Duration(CellRecord record) =>
        Step?.DurationSeconds ?? record.TimeSeconds[End - 1] - record.TimeSeconds[First];

    private double Sum(CellRecord record, Func<int, double> value)
    {
        var sum = 0.0;
        for (var k = First + 1; k < End; k++)
            sum += 0.5 * (value(k) + value(k - 1)) * (record.TimeSeconds[k] - record.TimeSeconds[k - 1]);
        return sum;
    }
}
