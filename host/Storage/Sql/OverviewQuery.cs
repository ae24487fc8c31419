using EdgeTester.Contracts;
using EdgeTester.Storage.Segments;

namespace EdgeTester.Storage.Sql;

/// <summary>
/// Gathers a window in buckets from as few rows as will do: where there are at least twice as many segments, their bins,
/// gathered blocks or frames as buckets, each counts as a whole in the bucket where it begins; only what is cut by the
/// window, or would be too coarse, is decoded. So the work follows the number of buckets, not of samples.
/// </summary>
internal sealed class OverviewQuery(RunId run, byte channel)
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

    public static Overview Read(
        Connection connection,
        RunId run,
        byte channel,
        long from,
        long to,
        int buckets
    )
    {
        var query = new OverviewQuery(run, channel);
        if (StoreReader.FindStream(connection, run, channel) is long stream)
        {
            query.stream = stream;
            query.Gather(connection, Math.Max(0, from), to, buckets);
        }
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

    private void Gather(Connection connection, long from, long to, int buckets)
    {
        using Statement end = connection.Prepare("SELECT elapsed FROM progress WHERE stream = ?");
        if (end.Add(stream).Step())
            to = Math.Min(to, end.Long(0));
        if (to < from)
            return;
        start = from;
        stop = to;
        width = (to - from) / buckets + 1;
        var reader = new BlockReader(connection);
        long position = reader.FindTime(stream, from);
        long last = to == long.MaxValue ? to : reader.FindTime(stream, to + 1);
        long lastSegment = EndOfSegments(connection, last);
        var packed = new SegmentSpan(connection, stream, position, lastSegment);
        if (packed.Count > 0)
        {
            GatherSegments(
                connection,
                reader,
                packed,
                position,
                lastSegment,
                Enough(packed.Elapsed, buckets)
            );
            position = Math.Max(position, packed.End);
            from = Math.Max(from, packed.ElapsedLast);
        }
        GatherFrames(connection, reader, position, last, Enough(to - from, buckets));
    }

    /// <summary>As many rows as are fine enough for a part of the window: two a bucket.</summary>
    private double Enough(long elapsed, int buckets)
    {
        double share = Math.Clamp((double)elapsed / Math.Max(1, stop - start), 0, 1);
        return Math.Max(1, 2.0 * buckets * share);
    }

    private void GatherSegments(
        Connection connection,
        BlockReader reader,
        SegmentSpan packed,
        long position,
        long last,
        double enough
    )
    {
        Grain grain = Grains.Of(packed, enough);
        using Statement segments = connection.Prepare(
            $"SELECT {BlockRow.OfSegments}{Grains.Source(grain)} WHERE g.stream = ? AND g.first >= ? AND g.first < ? ORDER BY g.first"
        );
        // Only what came late, after its neighbours were packed.
        using Statement late = connection.Prepare(
            BlockReader.FramesWithBytes
                + " WHERE f.stream = ? AND f.first >= ? AND f.first < ? AND f.kind = 1 ORDER BY f.first"
        );
        segments.Add(stream).Add(position).Add(last);
        bool isLate = late.Add(stream).Add(position).Add(Math.Min(last, packed.End)).Step();
        while (segments.Step())
        {
            BlockRow row = BlockRow.Of(segments);
            for (; isLate && late.Long(0) < row.First; isLate = late.Step())
                AddFrame(late, reader, false);
            if (row.ElapsedFirst > stop)
                return;
            if (row.ElapsedLast < start)
                continue;
            if (row.ElapsedFirst < start || row.ElapsedLast > stop)
                AddSamples(RawFrames.Unpack(row.First, PayloadOf(connection, row.First), run, channel));
            else if (grain == Grain.Samples)
                AddSamples(RawFrames.Unpack(row.First, segments.Blob(9).ToArray(), run, channel));
            else if (grain == Grain.CoarseBins && !segments.IsNull(9))
                AddCoarseBins(row, segments.Blob(9));
            else if (grain == Grain.Bins)
                AddBins(row.First, segments.Blob(9));
            else if (grain == Grain.CoarseBins)
                AddBins(row.First, DetailOf(connection, row.First));
            else
                Add((row.ElapsedFirst - start) / width, row);
        }
        for (; isLate; isLate = late.Step())
            AddFrame(late, reader, false);
    }

    private void GatherFrames(
        Connection connection,
        BlockReader reader,
        long position,
        long last,
        double enough
    )
    {
        int level = BlockGatherer.Levels;
        while (level > 0 && CountBlocks(connection, stream, level, position, last) < enough)
            level--;
        bool whole = level > 0 || CountFrames(connection, stream, position, last) >= enough;
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
            if (row.ElapsedLast > stop)
                break;
            if (row.ElapsedFirst < start)
                continue;
            if (row.First > position)
                AddFrames(frames.Reset().Add(stream).Add(position).Add(row.First), reader, whole);
            Add((row.ElapsedFirst - start) / width, row);
            position = row.End;
        }
        AddFrames(frames.Reset().Add(stream).Add(position).Add(long.MaxValue), reader, whole);
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

    private void AddFrames(Statement rows, BlockReader reader, bool whole)
    {
        while (rows.Step())
            if (!AddFrame(rows, reader, whole))
                return;
    }

    /// <summary>False where it is beyond the window, and so are all after it.</summary>
    private bool AddFrame(Statement rows, BlockReader reader, bool whole)
    {
        BlockRow row = BlockRow.Of(rows);
        if (row.ElapsedFirst > stop)
            return false;
        if (row.ElapsedLast < start)
            return true;
        long index = (row.ElapsedFirst - start) / width;
        bool inside = row.ElapsedFirst >= start && row.ElapsedLast <= stop;
        if (inside && (whole || index == (row.ElapsedLast - start) / width))
        {
            Add(index, row);
            return true;
        }
        if (whole)
            reader.Decode(stream, row.First, block);
        else
            reader.Decode(rows, block);
        AddSamples([block]);
        return true;
    }

    private void AddCoarseBins(BlockRow segment, ReadOnlySpan<byte> bytes)
    {
        try
        {
            List<BlockRow> bins = CoarseBins.Read(bytes);
            if (bins.Sum(bin => bin.Count) != segment.Count)
                throw new InvalidDataException("its coarse bins do not hold its samples");
            foreach (BlockRow bin in bins)
                Add((bin.ElapsedFirst - start) / width, bin);
        }
        catch (InvalidDataException e)
        {
            throw RawFrames.Damaged(segment.First, e.Message);
        }
    }

    private void AddBins(long first, ReadOnlySpan<byte> detail)
    {
        try
        {
            foreach (Bin bin in SegmentDetail.Read(detail).Bins)
                Add((bin.Row.ElapsedFirst - start) / width, bin.Row);
        }
        catch (InvalidDataException e)
        {
            throw RawFrames.Damaged(first, e.Message);
        }
    }

    private void AddSamples(SampleBlock[] blocks)
    {
        foreach (SampleBlock samples in blocks)
            for (int k = 0; k < samples.Count; k++)
            {
                long time = samples.ElapsedMicroseconds[k];
                if (time >= start && time <= stop)
                    Add((time - start) / width, BlockRow.OfSample(samples, k));
            }
    }

    /// <summary>The segment that the end of the window cuts begins at or after the place that was found for it.</summary>
    private long EndOfSegments(Connection connection, long last)
    {
        using Statement cut = connection.Prepare(
            "SELECT first, elapsed_first FROM segments WHERE stream = ? AND first >= ? ORDER BY first LIMIT 1"
        );
        bool isCut = cut.Add(stream).Add(last).Step() && cut.Long(1) <= stop;
        return isCut ? cut.Long(0) + 1 : last;
    }

    private byte[] PayloadOf(Connection connection, long first)
    {
        using Statement row = connection.Prepare(
            "SELECT p.bytes FROM segments g JOIN payloads p ON p.id = g.payload WHERE g.stream = ? AND g.first = ?"
        );
        return row.Add(stream).Add(first).Step() ? row.Blob(0).ToArray() : [];
    }

    /// <summary>A segment of an older program has no coarse bins until 'rebuild' makes them.</summary>
    private byte[] DetailOf(Connection connection, long first)
    {
        using Statement row = connection.Prepare(
            "SELECT g.detail FROM segments g WHERE g.stream = ? AND g.first = ?"
        );
        return row.Add(stream).Add(first).Step() ? row.Blob(0).ToArray() : [];
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
