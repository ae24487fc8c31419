using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Methods;

/// <summary>What the methods with half cycles show.</summary>
internal static class PlatingPictures
{
    private const double Hour = 3600;

    public static MethodTable Table(IReadOnlyList<HalfCycle> halves, CellDescription cell)
    {
        var (factor, unit) = cell.AreaSquareMeter is { } area ? (0.1 / area.Value, "mA/cm2") : (1e3, "mA");
        return new MethodTable(
            "Half cycles",
            new("half cycle", "", halves.Select(h => h.Number + 1.0).ToArray()),
            new("start", "h", halves.Select(h => h.StartSeconds / Hour).ToArray()),
            new("current", unit, halves.Select(h => h.CurrentAmpere * factor).ToArray()),
            new("polarization", "V", halves.Select(h => h.LevelVolt).ToArray()),
            new("resistance", "ohm", halves.Select(h => h.ResistanceOhm).ToArray()),
            new("noise", "V", halves.Select(h => h.NoiseVolt).ToArray()),
            new("charge", "C", halves.Select(h => h.ChargeCoulomb).ToArray())
        );
    }

    public static MethodPicture[] Draw(
        string title,
        CellMeasurement measurement,
        CellRecord record,
        IReadOnlyList<HalfCycle> halves,
        IReadOnlyList<CellFailure> failures
    )
    {
        var rows = Envelope(record);
        var (factor, unit) = measurement.Cell.AreaSquareMeter is { } area
            ? (0.1 / area.Value, "mA/cm2")
            : (1e3, "mA");
        var highest = halves.Count > 0 ? halves.Max(h => h.HighestVolt) : 1;
        var marks = failures.Select(f => new PictureSeries(
            InWords(f.Kind),
            [f.TimeSeconds / Hour, f.TimeSeconds / Hour],
            [-highest, highest],
            PictureMark.DashedLine
        ));
        return
        [
            new MethodPicture(
                title,
                new PictureAxis("time", "h"),
                new PictureAxis("voltage", "V"),
                [
                    new PictureSeries(
                        "voltage",
                        rows.Select(k => record.TimeSeconds[k] / Hour).ToArray(),
                        rows.Select(k => record.VoltageVolt[k]).ToArray(),
                        PictureMark.Line
                    ),
                    new PictureSeries(
                        "current",
                        rows.Select(k => record.TimeSeconds[k] / Hour).ToArray(),
                        rows.Select(k => record.CurrentAmpere[k] * factor).ToArray(),
                        PictureMark.Line
                    )
                    {
                        OnRight = true,
                    },
                    .. marks,
                ]
            )
            {
                Right = new PictureAxis(
                    measurement.Cell.AreaSquareMeter is null ? "current" : "current density",
                    unit
                ),
            },
            new MethodPicture(
                "Polarization and noise of each half cycle",
                new PictureAxis("time", "h"),
                new PictureAxis("voltage", "V"),
                [
                    new PictureSeries(
                        "polarization",
                        halves.Select(h => h.StartSeconds / Hour).ToArray(),
                        halves.Select(h => h.LevelVolt).ToArray(),
                        PictureMark.Points
                    ),
                    new PictureSeries(
                        "noise",
                        halves.Select(h => h.StartSeconds / Hour).ToArray(),
                        halves.Select(h => h.NoiseVolt).ToArray(),
                        PictureMark.Points
                    ),
                ]
            ),
        ];
    }

    public static string InWords(FailureKind kind) =>
        kind switch
        {
            FailureKind.SoftShort => "soft short",
            FailureKind.HardShort => "hard short",
            _ => "runaway",
        };

    /// <summary>Rows with the lowest and highest voltage of each of many stretches: a record of 1,400 h keeps its shape.</summary>
    private static int[] Envelope(CellRecord record, int stretches = 1500)
    {
        if (record.Count <= 2 * stretches)
            return Enumerable.Range(0, record.Count).ToArray();
        var rows = new List<int>(2 * stretches);
        for (var s = 0; s < stretches; s++)
        {
            var first = (int)((long)s * record.Count / stretches);
            var end = (int)((long)(s + 1) * record.Count / stretches);
            var (low, high) = (first, first);
            for (var k = first; k < end; k++)
            {
                if (record.VoltageVolt[k] < record.VoltageVolt[low])
                    low = k;
                if (record.VoltageVolt[k] > record.VoltageVolt[high])
                    high = k;
            }
            rows.Add(Math.Min(low, high));
            if (low != high)
                rows.Add(Math.Max(low, high));
        }
        return rows.ToArray();
    }
}
