using EdgeTester.Storage.Segments;

namespace EdgeTester.Storage.Sql;

/// <summary>A segment as a row of the table segments.</summary>
internal static class SegmentRow
{
    /// <summary>Binds stream, first, end, frames, count, times, voltages, currents, detail: twelve values.</summary>
    public static Statement Bind(Statement statement, long stream, SegmentDetail detail)
    {
        BlockRow summary = detail.Summary();
        return statement
            .Add(stream)
            .Add(summary.First)
            .Add(summary.End)
            .Add(detail.Frames.Count)
            .Add(summary.Count)
            .Add(summary.ElapsedFirst)
            .Add(summary.ElapsedLast)
            .Add(summary.MinimumVoltage)
            .Add(summary.MaximumVoltage)
            .Add(summary.MinimumCurrent)
            .Add(summary.MaximumCurrent)
            .Add(detail.ToBytes().AsSpan());
    }
}
