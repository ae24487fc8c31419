using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Methods;

/// <summary>Something that happened between two rows: nobody knows where, each place is as likely.</summary>
internal static class Changepoint
{
    /// <summary>
    /// When the voltage can have left its level before a row: since the row before, or since the reading before where the instrument would
    /// have made a row of such a change.
    /// </summary>
    /// <param name="record">The rows.</param>
    /// <param name="row">The first row that shows the change, at least 1.</param>
    /// <param name="instrument">What makes a row.</param>
    /// <returns>Time in s.</returns>
    public static double Earliest(CellRecord record, int row, InstrumentUncertainty instrument)
    {
        var (before, after) = (record.TimeSeconds[row - 1], record.TimeSeconds[row]);
        var change = Math.Abs(record.VoltageVolt[row] - record.VoltageVolt[row - 1]);
        // Twice the change that makes a row: what is just above it may have come in parts.
        return instrument.ReadingSeconds > 0 && change > 2 * instrument.RecordedChangeVolt
            ? Math.Max(before, after - instrument.ReadingSeconds)
            : before;
    }

    /// <summary>
    /// A figure that is evenly distributed between two rows, and has relative errors beside: of 95 % the middle, between the 1.645
    /// deviations of the even and the 1.96 of the normal distribution by their share of the variance.
    /// </summary>
    /// <param name="name">What it is.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="before">At the last row before.</param>
    /// <param name="after">At the first row after.</param>
    /// <param name="relative">Relative standard error that scales the figure.</param>
    /// <param name="equation">How it is found.</param>
    public static DerivedQuantity Figure(
        string name,
        string unit,
        double before,
        double after,
        double relative,
        string equation
    )
    {
        var value = 0.5 * (before + after);
        var even = (after - before) * (after - before) / 12;
        var variance = even + value * value * relative * relative;
        var share = variance > 0 ? even / variance : 0;
        var reach =
            (1.959963984540054 + (0.95 * Math.Sqrt(3) - 1.959963984540054) * share * share)
            * Math.Sqrt(variance);
        return new DerivedQuantity(
            name,
            unit,
            value,
            Math.Sqrt(variance),
            value - reach,
            value + reach,
            equation,
            "JCGM 100:2008, 4.3.7"
        );
    }
}
