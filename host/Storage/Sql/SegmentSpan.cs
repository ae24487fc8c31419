namespace EdgeTester.Storage.Sql;

/// <summary>The segments of a stream that begin inside a range of sequences, summed up.</summary>
internal sealed class SegmentSpan
{
    public SegmentSpan(Connection connection, long stream, long first, long end)
    {
        using Statement row = connection.Prepare(
            """
            SELECT count(*), coalesce(sum(g.count), 0), coalesce(min(g.elapsed_first), 0),
                coalesce(max(g.elapsed_last), 0), coalesce(max(g."end"), 0)
            FROM segments g WHERE g.stream = ? AND g.first >= ? AND g.first < ?
            """
        );
        row.Add(stream).Add(first).Add(end).Step();
        Count = row.Long(0);
        Samples = row.Long(1);
        Elapsed = row.Long(3) - row.Long(2);
        ElapsedLast = row.Long(3);
        End = row.Long(4);
    }

    /// <summary>How many.</summary>
    public long Count { get; }

    /// <summary>Samples in them.</summary>
    public long Samples { get; }

    /// <summary>Microseconds from the first sample to the last.</summary>
    public long Elapsed { get; }

    /// <summary>Time of the last sample, microseconds since the run began.</summary>
    public long ElapsedLast { get; }

    /// <summary>The first sequence after them.</summary>
    public long End { get; }
}
