using EdgeTester.Analysis.Numerics;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Methods;

/// <summary>Finds the cycles of a full cell in its record.</summary>
internal static class FullCycles
{
    /// <summary>About half of the charge the voltage is the line through this share of it.</summary>
    private const double HalfwayReach = 0.02;

    /// <summary>A stretch that passes less than this share of the median charge is no half cycle but a pulse.</summary>
    private const double LeastShare = 0.02;

    /// <summary>All cycles in order; a discharge before the first charge and a charge without discharge are none.</summary>
    /// <exception cref="MethodException">There is no record, or no whole cycle.</exception>
    public static (CellRecord Record, IReadOnlyList<FullCycle> Cycles) Of(CellMeasurement measurement)
    {
        var record =
            measurement.Record
            ?? throw new MethodException(
                $"{measurement.Label}: no current was recorded; the method needs charges and discharges"
            );
        var halves = new List<List<CurrentPiece>>();
        foreach (var piece in CurrentPiece.Of(record))
            if (halves.Count > 0 && halves[^1][0].Direction == piece.Direction)
                halves[^1].Add(piece);
            else
                halves.Add([piece]);
        var charges = halves.Select(h => h.Sum(p => p.Charge(record))).ToArray();
        var bound = LeastShare * RobustScatter.Median(charges);
        var cycles = new List<FullCycle>();
        for (var k = 0; k + 1 < halves.Count; k++)
        {
            if (halves[k][0].Direction < 0 || !(charges[k] > bound) || !(charges[k + 1] > bound))
                continue;
            cycles.Add(
                new FullCycle(
                    cycles.Count + 1,
                    record.TimeSeconds[halves[k][0].First],
                    Half(record, halves[k], charges[k]),
                    Half(record, halves[k + 1], charges[k + 1])
                )
            );
        }
        return cycles.Count > 0
            ? (record, cycles)
            : throw new MethodException(
                $"{measurement.Label}: there is no charge with a discharge after it; charge and discharge at constant current"
            );
    }

    private static FullHalf Half(CellRecord record, List<CurrentPiece> pieces, double charge)
    {
        var held = pieces.Where(p => p.Step is not { Excitation: Excitation.ConstantVoltage }).ToArray();
        if (held.Length == 0)
            held = pieces.ToArray();
        var current = held.SelectMany(p => Enumerable.Range(p.First, p.End - p.First))
            .Select(k => Math.Abs(record.CurrentAmpere[k]))
            .ToArray();
        return new FullHalf
        {
            CurrentAmpere = RobustScatter.Median(current),
            ChargeCoulomb = charge,
            EnergyJoule = pieces.Sum(p => p.Energy(record)),
            DurationSeconds = pieces.Sum(p => p.Duration(record)),
            HalfwayVolt = Halfway(record, pieces),
            Pieces = pieces,
        };
    }

    /// <summary>Voltage where half of the charge of the rows has passed.</summary>
    private static double Halfway(CellRecord record, List<CurrentPiece> pieces)
    {
        var (charge, volt) = Curve(record, pieces);
        var middle = 0.5 * charge[^1];
        var reach = HalfwayReach * charge[^1];
        var (x, y) = (new List<double>(), new List<double>());
        for (var k = 0; k < charge.Length; k++)
            if (Math.Abs(charge[k] - middle) <= reach)
            {
                x.Add(charge[k] - middle);
                y.Add(volt[k]);
            }
        if (x.Count >= 5 && x[^1] > x[0])
            return LineFit.Of(x, y).Intercept;
        var after = Math.Clamp(Array.FindIndex(charge, q => q >= middle), 1, charge.Length - 1);
        var gap = charge[after] - charge[after - 1];
        var share = gap > 0 ? (middle - charge[after - 1]) / gap : 0;
        return volt[after - 1] + share * (volt[after] - volt[after - 1]);
    }

    /// <summary>Charge in C since the begin of a half cycle, and voltage in V, a row each.</summary>
    public static (double[] Charge, double[] Volt) Curve(
        CellRecord record,
        IReadOnlyList<CurrentPiece> pieces
    )
    {
        var (charge, volt) = (new List<double>(), new List<double>());
        var sum = 0.0;
        foreach (var piece in pieces)
            for (var k = piece.First; k < piece.End; k++)
            {
                if (k > piece.First)
                    sum +=
                        0.5
                        * (Math.Abs(record.CurrentAmpere[k]) + Math.Abs(record.CurrentAmpere[k - 1]))
                        * (record.TimeSeconds[k] - record.TimeSeconds[k - 1]);
                charge.Add(sum);
                volt.Add(record.VoltageVolt[k]);
            }
        return (charge.ToArray(), volt.ToArray());
    }
}
