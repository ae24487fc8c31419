using EdgeTester.Contracts;

namespace EdgeTester.Storage.Sql;

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
    private long stream;
    private long bucket = -1;
    private long start;
    private long stop;
    private long width;
    private bool whole;

    public static Overview Read(
        Connection connection,
        RunId run,
        byte channel,
        long from,
        long to,
        int buckets
    )
    {
        var query = new OverviewQuery();
        if (StoreReader.FindStream(connection, run, channel) is long stream)
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

    private void Gather(Connection connection, long stream, long from, long to, int buckets)
    {
        using var end = connection.Prepare("SELECT elapsed FROM progress WHERE stream = ?");
        if (end.Add(stream).Step())
            to = Math.Min(to, end.Long(0));
        if (to < from)
            return;
        this.stream = stream;
        start = from;
        stop = to;
        width = (to - from) / buckets + 1;
        var reader = new BlockReader(connection);
        long position = reader.FindTime(stream, from);
        long last = to == long.MaxValue ? to : reader.FindTime(stream, to + 1);
        long enough = 2L * buckets;
        int level = BlockGatherer.Levels;
        while (level > 0 && CountBlocks(connection, stream, level, position, last) < enough)
            level--;
        whole = level > 0 || CountFrames(connection, stream, position, last) >= enough;
        using Statement frames = connection.Prepare(
            (whole ? BlockReader.FramesAlone : BlockReader.FramesWithBytes)
                + " WHERE f.stream = ? AND f.first >= ? AND f.first < ? AND f.kind = 1 ORDER BY f.first"
        );
        using Statement blocks = connection.Prepare(
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

    private static long CountBlocks(Connection connection, long stream, int level, long first, long end)
    {
        using var count = connection.Prepare(
            "SELECT count(*) FROM blocks WHERE stream = ? AND level = ? AND first >= ? AND first < ?"
        );
        count.Add(stream).Add(level).Add(first).Add(end).Step();
        return count.Long(0);
    }

    private static long CountFrames(Connection connection, long stream, long first, long end)
    {
        using var count = connection.Prepare(
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
            if (whole)
                reader.Decode(stream, row.First, block);
            else
                reader.Decode(rows, block);
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
                new BlockRow(0, 1, 1, time, time, voltage, voltage, current, current)
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
