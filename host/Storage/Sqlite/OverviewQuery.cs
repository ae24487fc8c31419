using EdgeTester.Contracts;
using Microsoft.Data.Sqlite;

namespace EdgeTester.Storage.Sqlite;

/// <summary>
/// Gathers a window in buckets from as few rows as will do: where there are at least twice as many gathered blocks (or
/// frames) as buckets, each counts as a whole in the bucket where it begins; only what is cut by the window, or would be
/// too coarse, is decoded. So the work follows the number of buckets, not of samples.
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
    private readonly SampleBlock block = new(SampleBlock.MaximumCapacity);
    private long bucket = -1;
    private long start;
    private long stop;
    private long width;
    private bool whole;

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
        start = from;
        stop = to;
        width = (to - from) / buckets + 1;
        using var reader = new BlockReader(connection);
        long position = reader.FindTime(stream, from);
        long last = to == long.MaxValue ? to : reader.FindTime(stream, to + 1);
        long enough = 2L * buckets;
        int level = BlockGatherer.Levels;
        while (level > 0 && CountBlocks(connection, stream, level, position, last) < enough)
            level--;
        whole = level > 0 || CountFrames(connection, stream, position, last) >= enough;
        using var frames = new Statement(
            connection,
            $"SELECT {BlockRow.OfFrames} FROM frames WHERE stream = ? AND first >= ? AND first < ? AND kind = 1 ORDER BY first"
        );
        using var blocks = new Statement(
            connection,
            $"SELECT {BlockRow.OfBlocks} FROM blocks WHERE stream = ? AND level = ? AND first >= ? AND first < ? ORDER BY first"
        );
        blocks.Add(stream).Add(level).Add(position).Add(last);
        while (level > 0 && blocks.Step())
        {
            BlockRow row = BlockRow.Of(blocks);
            if (row.ElapsedLast > to)
                break;
            if (row.ElapsedFirst < from)
                continue;
            if (row.First > position)
                AddFrames(frames.Reset().Add(stream).Add(position).Add(row.First), reader);
            Add((row.ElapsedFirst - from) / width, row);
            position = row.End;
        }
        AddFrames(frames.Reset().Add(stream).Add(position).Add(long.MaxValue), reader);
    }

    private static long CountBlocks(SqliteConnection connection, long stream, int level, long first, long end)
    {
        using var count = new Statement(
            connection,
            "SELECT count(*) FROM blocks WHERE stream = ? AND level = ? AND first >= ? AND first < ?"
        );
        count.Add(stream).Add(level).Add(first).Add(end).Step();
        return count.Long(0);
    }

    private static long CountFrames(SqliteConnection connection, long stream, long first, long end)
    {
        using var count = new Statement(
            connection,
            "SELECT count(*) FROM frames WHERE stream = ? AND first >= ? AND first < ? AND kind = 1"
        );
        count.Add(stream).Add(first).Add(end).Step();
        return count.Long(0);
    }

    private void AddFrames(Statement rows, BlockReader reader)
    {
        while (rows.Step())
        {
            BlockRow row = BlockRow.Of(rows);
            if (row.ElapsedFirst > stop)
                return;
            if (row.ElapsedLast < start)
                continue;
            long index = (row.ElapsedFirst - start) / width;
            bool inside = row.ElapsedFirst >= start && row.ElapsedLast <= stop;
            if (inside && (whole || index == (row.ElapsedLast - start) / width))
            {
                Add(index, row);
                continue;
            }
            reader.Decode(row, block);
            AddSamples();
        }
    }

    private void AddSamples()
    {
        for (int k = 0; k < block.Count; k++)
        {
            long time = block.ElapsedMicroseconds[k];
            if (time < start || time > stop)
                continue;
            double voltage = block.Voltage(k);
            double current = block.Current(k);
            Add(
                (time - start) / width,
                new BlockRow(0, 1, 1, time, time, voltage, voltage, current, current, 0)
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
