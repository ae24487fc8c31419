namespace EdgeTester.Storage;

/// <summary>How to pack sample frames.</summary>
public sealed record CompactionOptions
{
    /// <summary>Samples of a segment, as far as whole frames allow.</summary>
    public int SamplesPerSegment { get; init; } = 3600;

    /// <summary>Segments that may be on their way to the disk together: one commit costs the same for one and for many.</summary>
    public int SegmentsAtOnce { get; init; } = 16;

    /// <summary>Packs also what is too little for a whole segment of runs that still go on.</summary>
    public bool IncludeRest { get; init; }

    /// <summary>Gives the room that became free back to the file system. PostgreSQL locks its tables meanwhile.</summary>
    public bool Shrink { get; init; }

    /// <summary>Told after each step of each segment, on the thread that writes; must be quick.</summary>
    public Action<CompactionStep>? Told { get; init; }
}

/// <summary>How far the packing of one segment is. Only <see cref="Durable"/> changes what is seen; before it all is as it was.</summary>
public enum CompactionStep
{
    /// <summary>The segment is packed, and unpacked again and compared.</summary>
    Packed,

    /// <summary>The segment is in the database, beside its frames.</summary>
    Inserted,

    /// <summary>The rows of its frames are gone.</summary>
    RowsDeleted,

    /// <summary>The bytes of its frames are gone.</summary>
    BytesDeleted,

    /// <summary>All of that is on the disk.</summary>
    Durable,
}

/// <summary>What was packed.</summary>
/// <param name="Segments">Segments that were made.</param>
/// <param name="Frames">Sample frames in them.</param>
/// <param name="Samples">Samples in them.</param>
/// <param name="BytesBefore">Bytes of the frames.</param>
/// <param name="BytesAfter">Bytes of the segments with what is known of them.</param>
public sealed record CompactionReport(
    long Segments,
    long Frames,
    long Samples,
    long BytesBefore,
    long BytesAfter
);
