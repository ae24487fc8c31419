using EdgeTester.Contracts;

namespace EdgeTester.Storage.Sql;

/// <summary>Finds and decodes sample blocks of one stream on one connection.</summary>
internal sealed class BlockReader(Connection connection)
{
    /// <summary>A query of sample frames with their bytes; <see cref="BlockRow.Of"/> reads the first columns.</summary>
    public const string FramesWithBytes =
        $"SELECT {BlockRow.OfFrames}, p.bytes FROM frames f JOIN payloads p ON p.id = f.payload";

    /// <summary>The same without the bytes, for those who may not need them.</summary>
    public const string FramesAlone = $"SELECT {BlockRow.OfFrames} FROM frames f";

    /// <summary>Column of the bytes in <see cref="FramesWithBytes"/>.</summary>
    private const int Bytes = 9;

    private readonly FrameHeader header = new();
    private readonly ByteReader reader = new();

    /// <summary>
    /// The first sequence whose frame or segment ends at or after a time. Time never falls inside a run, so this is a
    /// search by halves over the keys and needs no second index.
    /// </summary>
    public long FindTime(long stream, long time)
    {
        if (time <= 0)
            return 0;
        using Statement highest = connection.Prepare("SELECT highest FROM progress WHERE stream = ?");
        using Statement frame = connection.Prepare(
            "SELECT first, first + count, elapsed_last FROM frames WHERE stream = ? AND first >= ? ORDER BY first LIMIT 1"
        );
        using Statement segment = connection.Prepare(
            "SELECT first, \"end\", elapsed_last FROM segments WHERE stream = ? AND first >= ? ORDER BY first LIMIT 1"
        );
        long low = 0;
        long high = highest.Add(stream).Step() ? highest.Long(0) : 0;
        while (low < high)
        {
            long middle = low + (high - low) / 2;
            (long first, long end, long last)? probe = Probe(frame, stream, middle);
            (long first, long end, long last)? packed = Probe(segment, stream, middle);
            if (probe == null || packed?.first < probe.Value.first)
                probe = packed;
            if (probe == null || probe.Value.last >= time)
                high = middle;
            else
                low = probe.Value.end;
        }
        return low;
    }

    /// <summary>Decodes the samples of the present row of a query into a block that has room for them.</summary>
    /// <exception cref="StoreException">What is stored there is not a sample frame.</exception>
    public void Decode(Statement row, SampleBlock block)
    {
        Decode(row.Long(0), row.Blob(Bytes).ToArray(), block);
    }

    /// <summary>Decodes the samples of a frame into a block that has room for them.</summary>
    /// <exception cref="StoreException">It is not a sample frame.</exception>
    public void Decode(long first, byte[] bytes, SampleBlock block)
    {
        FrameError error = SampleBlockCodec.TryDecode(bytes, 0, bytes.Length, block, header, reader);
        if (error != FrameError.None)
            throw RawFrames.Damaged(first, error.ToString());
    }

    /// <summary>Decodes the samples of one frame into a block that has room for them.</summary>
    /// <exception cref="StoreException">What is stored there is not a sample frame.</exception>
    public void Decode(long stream, long first, SampleBlock block)
    {
        using Statement row = connection.Prepare(FramesWithBytes + " WHERE f.stream = ? AND f.first = ?");
        if (row.Add(stream).Add(first).Step())
            Decode(row, block);
        else
            block.Count = 0;
    }

    private static (long First, long End, long Last)? Probe(Statement probe, long stream, long from)
    {
        return probe.Reset().Add(stream).Add(from).Step()
            ? (probe.Long(0), probe.Long(1), probe.Long(2))
            : null;
    }
}
