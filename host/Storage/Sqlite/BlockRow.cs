using EdgeTester.Contracts;

namespace EdgeTester.Storage.Sqlite;

/// <summary>The narrow row of a frame.</summary>
internal readonly record struct BlockRow(
    long First,
    int Count,
    FrameKind Kind,
    long ElapsedFirst,
    long ElapsedLast,
    double MinimumVoltage,
    double MaximumVoltage,
    double MinimumCurrent,
    double MaximumCurrent,
    long Payload
)
{
    /// <summary>The columns in the order that <see cref="Of"/> reads them.</summary>
    public const string Columns =
        "first, count, kind, elapsed_first, elapsed_last, minimum_voltage, maximum_voltage, minimum_current, maximum_current, payload";

    public static BlockRow Of(Statement row)
    {
        return new BlockRow(
            row.Long(0),
            (int)row.Long(1),
            (FrameKind)row.Long(2),
            row.Long(3),
            row.Long(4),
            row.Double(5),
            row.Double(6),
            row.Double(7),
            row.Double(8),
            row.Long(9)
        );
    }
}
