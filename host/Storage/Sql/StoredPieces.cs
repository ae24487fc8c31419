namespace EdgeTester.Storage.Sql;

/// <summary>A frame or a segment as it is stored.</summary>
/// <param name="First">Its first sequence.</param>
/// <param name="End">The first sequence after it.</param>
/// <param name="Kind">Kind of the frame; 0 = a segment.</param>
/// <param name="Frames">Frames that it holds.</param>
/// <param name="ElapsedFirst">Time of its first record, microseconds since the run began.</param>
/// <param name="ElapsedLast">Time of its last record.</param>
/// <param name="Bytes">Its payload; empty where that is missing.</param>
/// <param name="Detail">What is known of a segment, packed.</param>
internal sealed record StoredPiece(
    long First,
    long End,
    long Kind,
    long Frames,
    long ElapsedFirst,
    long ElapsedLast,
    byte[] Bytes,
    byte[] Detail
)
{
    public bool IsSegment => Kind == 0;
}

/// <summary>All frames and segments of a stream in the order of their sequences, page by page.</summary>
/// <param name="connection">The connection.</param>
/// <param name="stream">The stream.</param>
/// <param name="samplesOnly">Without events and impedance points.</param>
internal sealed class StoredPieces(Connection connection, long stream, bool samplesOnly)
{
    private const int PageFrames = 256;
    private const int PageSegments = 8;

    /// <summary>The pieces from a sequence on, and where the next page begins; null after the last.</summary>
    public (List<StoredPiece> Pieces, long? Next) Page(long from)
    {
        List<StoredPiece> frames = Frames(from);
        List<StoredPiece> segments = Segments(from);
        // Beyond the end of a full list there may be more that belong between the others.
        long bound = long.MaxValue;
        if (frames.Count == PageFrames)
            bound = frames[^1].End;
        if (segments.Count == PageSegments)
            bound = Math.Min(bound, segments[^1].End);
        if (segments.Find(segment => segment.First < bound && segment.End > bound) is StoredPiece cut)
        {
            // What lies between the frames of a segment belongs to the same page.
            frames.AddRange(Frames(bound, cut.End));
            bound = cut.End;
        }
        List<StoredPiece> pieces =
        [
            .. frames.Concat(segments).Where(piece => piece.First < bound).OrderBy(piece => piece.First),
        ];
        return (pieces, bound == long.MaxValue ? null : bound);
    }

    private List<StoredPiece> Frames(long from, long? to = null)
    {
        using Statement rows = connection.Prepare(
            "SELECT f.first, f.count, f.kind, f.elapsed_first, f.elapsed_last, p.bytes "
                + "FROM frames f LEFT JOIN payloads p ON p.id = f.payload WHERE f.stream = ? AND f.first >= ?"
                + (samplesOnly ? " AND f.kind = 1" : "")
                + (to != null ? " AND f.first < ? ORDER BY f.first" : $" ORDER BY f.first LIMIT {PageFrames}")
        );
        rows.Add(stream).Add(from);
        if (to != null)
            rows.Add(to.Value);
        return StoreReader.List(
            rows,
            row => new StoredPiece(
                row.Long(0),
                row.Long(0) + row.Long(1),
                row.Long(2),
                1,
                row.Long(3),
                row.Long(4),
                row.Blob(5).ToArray(),
                []
            )
        );
    }

    private List<StoredPiece> Segments(long from)
    {
        using Statement rows = connection.Prepare(
            $"""
            SELECT g.first, g."end", g.frames, g.elapsed_first, g.elapsed_last, p.bytes, g.detail
            FROM segments g LEFT JOIN payloads p ON p.id = g.payload WHERE g.stream = ? AND g.first >= ?
            ORDER BY g.first LIMIT {PageSegments}
            """
        );
        rows.Add(stream).Add(from);
        return StoreReader.List(
            rows,
            row => new StoredPiece(
                row.Long(0),
                row.Long(1),
                0,
                row.Long(2),
                row.Long(3),
                row.Long(4),
                row.Blob(5).ToArray(),
                row.Blob(6).ToArray()
            )
        );
    }
}
