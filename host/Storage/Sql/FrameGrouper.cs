using EdgeTester.Contracts;

namespace EdgeTester.Storage.Sql;

/// <summary>Finds sample frames of a stream that can be packed together: no sequence is missing between them, for it could still come.</summary>
internal sealed class FrameGrouper(Connection connection, long stream, long next)
{
    /// <summary>The first group from a sequence on; null where there is none, or too little for a whole segment.</summary>
    /// <param name="run">The run.</param>
    /// <param name="channel">Channel from 0.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="samples">Samples that make a segment.</param>
    /// <param name="rest">Takes also what is too little, at the end.</param>
    public FrameGroup? Find(RunId run, byte channel, long from, int samples, bool rest)
    {
        var payloads = new List<long>();
        long first = -1;
        long end = -1;
        long count = 0;
        bool closed = false;
        using (Statement rows = Rows(from, samples))
        {
            while (!closed && rows.Step())
            {
                long begin = rows.Long(0);
                if (payloads.Count > 0 && begin > end && IsHole(end, begin))
                {
                    closed = true;
                    break;
                }
                if (payloads.Count == 0)
                    first = begin;
                payloads.Add(rows.Long(2));
                count += rows.Long(1);
                end = begin + rows.Long(1);
                closed = count >= samples;
            }
        }
        if (payloads.Count == 0 || !(closed || rest))
            return null;
        return new FrameGroup(run, channel, first, end, count, payloads, Bytes(first, end));
    }

    private Statement Rows(long from, int samples)
    {
        return connection
            .Prepare(
                $"""
                SELECT first, count, payload FROM frames
                WHERE stream = ? AND kind = 1 AND first >= ? AND first < ? ORDER BY first LIMIT {samples}
                """
            )
            .Add(stream)
            .Add(from)
            .Add(next);
    }

    private bool IsHole(long end, long begin)
    {
        using Statement others = connection.Prepare(
            "SELECT coalesce(sum(count), 0) FROM frames WHERE stream = ? AND first >= ? AND first < ?"
        );
        others.Add(stream).Add(end).Add(begin).Step();
        return others.Long(0) != begin - end;
    }

    private List<byte[]> Bytes(long first, long end)
    {
        using Statement rows = connection.Prepare(
            """
            SELECT p.bytes FROM frames f JOIN payloads p ON p.id = f.payload
            WHERE f.stream = ? AND f.kind = 1 AND f.first >= ? AND f.first < ? ORDER BY f.first
            """
        );
        rows.Add(stream).Add(first).Add(end);
        return StoreReader.List(rows, row => row.Blob(0).ToArray());
    }
}
