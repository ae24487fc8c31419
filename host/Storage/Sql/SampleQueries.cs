using EdgeTester.Contracts;

namespace EdgeTester.Storage.Sql;

/// <summary>Reads samples.</summary>
internal static class SampleQueries
{
    /// <summary>
    /// Blocks that touch a window, page by page: a slow caller holds no snapshot, which would keep the write-ahead log
    /// from being emptied.
    /// </summary>
    public static IEnumerable<SampleBlock> Blocks(
        StoreReader reader,
        RunId run,
        byte channel,
        long from,
        long to
    )
    {
        long? next = null;
        while (true)
        {
            var page = reader.Read(connection => Page(connection, run, channel, from, to, next));
            foreach (SampleBlock block in page.Blocks)
                yield return block;
            if (page.Next == null)
                yield break;
            next = page.Next;
        }
    }

    public static SampleColumns Columns(
        StoreReader reader,
        RunId run,
        byte channel,
        long from,
        long to,
        int maximum
    )
    {
        var sequence = new List<long>();
        var elapsed = new List<long>();
        var voltage = new List<double>();
        var current = new List<double>();
        var temperature = new List<double>();
        var step = new List<int>();
        var cycle = new List<uint>();
        bool truncated = false;
        foreach (SampleBlock block in Blocks(reader, run, channel, from, to))
        {
            for (int k = 0; k < block.Count && !truncated; k++)
            {
                long time = block.ElapsedMicroseconds[k];
                if (time < from || time > to)
                    continue;
                truncated = sequence.Count == maximum;
                if (truncated)
                    break;
                short t = block.TemperatureCentidegrees[k];
                sequence.Add((long)block.FirstSequence + k);
                elapsed.Add(time);
                voltage.Add(block.Voltage(k));
                current.Add(block.Current(k));
                temperature.Add(t == SampleBlock.NoTemperature ? double.NaN : t / 100.0);
                step.Add(block.Step);
                cycle.Add(block.Cycle);
            }
            if (truncated)
                break;
        }
        return new SampleColumns
        {
            Sequence = sequence,
            ElapsedMicroseconds = elapsed,
            Voltage = voltage,
            Current = current,
            TemperatureCelsius = temperature,
            Step = step,
            Cycle = cycle,
            Truncated = truncated,
        };
    }

    private static (List<SampleBlock> Blocks, long? Next) Page(
        Connection connection,
        RunId run,
        byte channel,
        long from,
        long to,
        long? next
    )
    {
        var blocks = new List<SampleBlock>();
        if (StoreReader.FindStream(connection, run, channel) is not long stream)
            return (blocks, null);
        var reader = new BlockReader(connection);
        long begin = next ?? reader.FindTime(stream, from);
        (List<StoredPiece> pieces, long? after) = new StoredPieces(
            connection,
            stream,
            samplesOnly: true
        ).Page(begin);
        foreach (StoredPiece piece in pieces)
        {
            if (piece.ElapsedFirst > to)
                return (blocks, null);
            if (piece.ElapsedLast < from)
                continue;
            if (piece.IsSegment)
            {
                blocks.AddRange(
                    RawFrames
                        .Unpack(piece.First, piece.Bytes, run, channel)
                        .Where(packed =>
                            packed.ElapsedMicroseconds[packed.Count - 1] >= from
                            && packed.ElapsedMicroseconds[0] <= to
                        )
                );
                continue;
            }
            var block = new SampleBlock((int)(piece.End - piece.First));
            reader.Decode(piece.First, piece.Bytes, block);
            blocks.Add(block);
        }
        return (blocks, after);
    }
}
