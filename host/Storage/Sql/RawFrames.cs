using EdgeTester.Contracts;
using EdgeTester.Storage.Segments;

namespace EdgeTester.Storage.Sql;

/// <summary>A frame as it came, whether it stands alone or in a segment.</summary>
/// <param name="First">Its first sequence.</param>
/// <param name="Count">Its records.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Bytes">The frame; empty where it cannot be made again.</param>
/// <param name="IsPacked">It is in a segment and has no row of its own.</param>
internal readonly record struct RawFrame(long First, int Count, long Kind, byte[] Bytes, bool IsPacked);

/// <summary>Gives the frames of a stream as they came.</summary>
internal static class RawFrames
{
    /// <summary>All of them inside the present snapshot.</summary>
    public static IEnumerable<RawFrame> Walk(Connection connection, long stream, RunId run, byte channel)
    {
        var source = new StoredPieces(connection, stream, samplesOnly: false);
        for (long? next = 0; next != null; )
        {
            (List<StoredPiece> pieces, next) = source.Page(next.Value);
            foreach (RawFrame frame in Of(pieces, run, channel))
                yield return frame;
        }
    }

    /// <summary>All of them, page by page: a slow caller holds no snapshot.</summary>
    /// <exception cref="StoreException">One of them is damaged.</exception>
    public static IEnumerable<byte[]> Read(StoreReader reader, RunId run, byte channel)
    {
        for (long? next = 0; next != null; )
        {
            long from = next.Value;
            (List<StoredPiece> pieces, next) = reader.Read(connection =>
                StoreReader.FindStream(connection, run, channel) is long stream
                    ? new StoredPieces(connection, stream, samplesOnly: false).Page(from)
                    : ([], null)
            );
            foreach (RawFrame frame in Of(pieces, run, channel))
                yield return frame.Bytes.Length > 0 ? frame.Bytes : throw Damaged(frame.First, "missing");
        }
    }

    /// <summary>The frames of a page in the order of their sequence: events and impedance points lie between those of a segment.</summary>
    public static IEnumerable<RawFrame> Of(List<StoredPiece> pieces, RunId run, byte channel)
    {
        return pieces.SelectMany(piece => Of(piece, run, channel)).OrderBy(frame => frame.First);
    }

    private static IEnumerable<RawFrame> Of(StoredPiece piece, RunId run, byte channel)
    {
        if (!piece.IsSegment)
            return
            [
                new RawFrame(piece.First, (int)(piece.End - piece.First), piece.Kind, piece.Bytes, false),
            ];
        try
        {
            return SegmentCodec
                .UnpackFrames(piece.Bytes, run, channel)
                .Select(bytes =>
                {
                    var header = new FrameHeader();
                    Frame.TryReadHeader(bytes, 0, bytes.Length, header);
                    return new RawFrame(
                        (long)header.FirstSequence,
                        header.RecordCount,
                        (long)FrameKind.Samples,
                        bytes,
                        true
                    );
                });
        }
        catch (InvalidDataException)
        {
            // Each of its frames is counted as damaged.
            return Ranges(piece)
                .Select(range => new RawFrame(
                    range.First,
                    (int)range.Count,
                    (long)FrameKind.Samples,
                    [],
                    true
                ));
        }
    }

    /// <summary>The sample blocks of a segment.</summary>
    /// <exception cref="StoreException">It is damaged.</exception>
    public static SampleBlock[] Unpack(long first, byte[] packed, RunId run, byte channel)
    {
        try
        {
            return SegmentCodec.Unpack(packed, run, channel);
        }
        catch (InvalidDataException e)
        {
            throw Damaged(first, e.Message);
        }
    }

    /// <summary>What is stored at a sequence is damaged.</summary>
    public static StoreException Damaged(long first, string why)
    {
        return new StoreException(
            StoreFailure.NotUsable,
            $"The block at sequence {first} is damaged ({why}): verify the run, restore the database from a backup."
        );
    }

    private static IReadOnlyList<SequenceRange> Ranges(StoredPiece piece)
    {
        try
        {
            return SegmentDetail.Read(piece.Detail).Frames;
        }
        catch (InvalidDataException)
        {
            return [new SequenceRange(piece.First, piece.End)];
        }
    }
}
