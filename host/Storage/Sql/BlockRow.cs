using EdgeTester.Contracts;

namespace EdgeTester.Storage.Sql;

/// <summary>What is known of some samples that follow each other, without reading them.</summary>
/// <param name="First">Sequence of the first sample.</param>
/// <param name="End">The first sequence after them; events and impedance points may lie between.</param>
/// <param name="Count">Samples.</param>
/// <param name="ElapsedFirst">Time of the first, microseconds since the run began.</param>
/// <param name="ElapsedLast">Time of the last.</param>
/// <param name="MinimumVoltage">Lowest cell voltage in volt.</param>
/// <param name="MaximumVoltage">Highest cell voltage in volt.</param>
/// <param name="MinimumCurrent">Lowest current in ampere.</param>
/// <param name="MaximumCurrent">Highest current in ampere.</param>
internal readonly record struct BlockRow(
    long First,
    long End,
    long Count,
    long ElapsedFirst,
    long ElapsedLast,
    double MinimumVoltage,
    double MaximumVoltage,
    double MinimumCurrent,
    double MaximumCurrent
)
{
    private const string Summary =
        "elapsed_first, elapsed_last, minimum_voltage, maximum_voltage, minimum_current, maximum_current";

    /// <summary>Columns of the table frames, in the order that <see cref="Of"/> reads them.</summary>
    public const string OfFrames = "f.first, f.first + f.count, f.count, " + Summary;

    /// <summary>Columns of the table segments, in the order that <see cref="Of"/> reads them.</summary>
    public const string OfSegments = "g.first, g.\"end\", g.count, " + Summary;

    /// <summary>Columns of the table blocks, in the order that <see cref="Of"/> reads them.</summary>
    public const string OfBlocks = "first, \"end\", count, " + Summary;

    /// <summary>The present row of a query.</summary>
    public static BlockRow Of(Statement row)
    {
        return new BlockRow(
            row.Long(0),
            row.Long(1),
            row.Long(2),
            row.Long(3),
            row.Long(4),
            row.Double(5),
            row.Double(6),
            row.Double(7),
            row.Double(8)
        );
    }

    /// <summary>One sample, without its sequence.</summary>
    public static BlockRow OfSample(SampleBlock block, int k)
    {
        long time = block.ElapsedMicroseconds[k];
        double voltage = block.Voltage(k);
        double current = block.Current(k);
        return new BlockRow(0, 0, 1, time, time, voltage, voltage, current, current);
    }

    /// <summary>This and what follows it as one.</summary>
    public BlockRow With(BlockRow next)
    {
        return new BlockRow(
            First,
            next.End,
            Count + next.Count,
            Math.Min(ElapsedFirst, next.ElapsedFirst),
            Math.Max(ElapsedLast, next.ElapsedLast),
            Math.Min(MinimumVoltage, next.MinimumVoltage),
            Math.Max(MaximumVoltage, next.MaximumVoltage),
            Math.Min(MinimumCurrent, next.MinimumCurrent),
            Math.Max(MaximumCurrent, next.MaximumCurrent)
        );
    }
}
