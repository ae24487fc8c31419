using EdgeTester.Contracts;
using Microsoft.Data.Sqlite;

namespace EdgeTester.Storage.Sqlite;

/// <summary>
/// Gathers a window in buckets. A block that lies in one bucket counts by its summary columns; only a block across an
/// edge is decoded, so the work follows the number of buckets and of blocks, not of samples.
/// </summary>
internal sealed class OverviewQuery
{
    private readonly List<long> elapsedFirst = [];
    private readonly List<long> elapsedLast = [];
    private readonly List<long> counts = [];
    private readonly List<double> minimumVoltage = [];
    private readonly List<double> maximumVoltage = [];
    private readonly List<double> minimumCurrent = [];
    private readonly List<double> maximumCurrent = [];
    private long bucket = -1;

    public static Overview Read(
        SqliteConnection connection,
        RunId run,
        byte channel,
        long from,
        long to,
        int buckets
    )
    {
        var query = new OverviewQuery();
        if (SqliteReader.FindStream(connection, run, channel) is long stream)
            query.Gather(connection, stream, Math.Max(0, from), to, buckets);
        return new Overview
        {
            ElapsedFirst = query.elapsedFirst,
            ElapsedLast = query.elapsedLast,
            Counts = query.counts,
            MinimumVoltage = query.minimumVoltage,
            MaximumVoltage = query.maximumVoltage,
            MinimumCurrent = query.minimumCurrent,
            MaximumCurrent = query.maximumCurrent,
        };
    }

    private void Gather(SqliteConnection connection, long stream, long from, long to, int buckets)
    {
        using var end = new Statement(connection, "SELECT elapsed FROM progress WHERE stream = ?");
        if (end.Add(stream).Step())
            to = Math.Min(to, end.Long(0));
        if (to < from)
            return;
        long width = (to - from) / buckets + 1;
        using var reader = new BlockReader(connection);
        using var rows = new Statement(
            connection,
            $"SELECT {BlockRow.Columns} FROM frames WHERE stream = ? AND first >= ? AND kind = 1 ORDER BY first"
        );
        rows.Add(stream).Add(reader.FindTime(stream, from));
        var block = new SampleBlock(SampleBlock.MaximumCapacity);
        while (rows.Step())
        {
            BlockRow row = BlockRow.Of(rows);
            if (row.ElapsedFirst > to)
                return;
            if (row.ElapsedLast < from)
                continue;
            bool inside = row.ElapsedFirst >= from && row.ElapsedLast <= to;
            if (inside && (row.ElapsedFirst - from) / width == (row.ElapsedLast - from) / width)
            {
                Add((row.ElapsedFirst - from) / width, row);
                continue;
            }
            reader.Decode(row, block);
            AddSamples(block, from, to, width);
        }
    }

    private void AddSamples(SampleBlock block, long from, long to, long width)
    {
        for (int k = 0; k < block.Count; k++)
        {
            long time = block.ElapsedMicroseconds[k];
            if (time < from || time > to)
                continue;
            double voltage = block.Voltage(k);
            double current = block.Current(k);
            Add(
                (time - from) / width,
                new BlockRow(0, 1, FrameKind.Samples, time, time, voltage, voltage, current, current, 0)
            );
        }
    }

    private void Add(long index, BlockRow row)
    {
        if (index != bucket)
        {
            bucket = index;
            elapsedFirst.Add(row.ElapsedFirst);
            elapsedLast.Add(row.ElapsedLast);
            counts.Add(row.Count);
            minimumVoltage.Add(row.MinimumVoltage);
            maximumVoltage.Add(row.MaximumVoltage);
            minimumCurrent.Add(row.MinimumCurrent);
            maximumCurrent.Add(row.MaximumCurrent);
            return;
        }
        int last = counts.Count - 1;
        elapsedLast[last] = row.ElapsedLast;
        counts[last] += row.Count;
        minimumVoltage[last] = Math.Min(minimumVoltage[last], row.MinimumVoltage);
        maximumVoltage[last] = Math.Max(maximumVoltage[last], row.MaximumVoltage);
        minimumCurrent[last] = Math.Min(minimumCurrent[last], row.MinimumCurrent);
        maximumCurrent[last] = Math.Max(maximumCurrent[last], row.MaximumCurrent);
    }
}
