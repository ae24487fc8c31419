using EdgeTester.Storage.Segments;

namespace EdgeTester.Storage.Sql;

/// <summary>In what pieces an overview takes segments.</summary>
internal enum Grain
{
    /// <summary>Each as a whole.</summary>
    Segments,

    /// <summary>Some eight pieces of each.</summary>
    CoarseBins,

    /// <summary>Pieces of 64 samples.</summary>
    Bins,

    /// <summary>Every sample.</summary>
    Samples,
}

/// <summary>Chooses the pieces of an overview.</summary>
internal static class Grains
{
    /// <summary>The coarsest pieces of which there are still enough.</summary>
    public static Grain Of(SegmentSpan packed, double enough)
    {
        if (packed.Count >= enough)
            return Grain.Segments;
        double bins = packed.Samples / (double)SegmentDetail.BinSamples;
        if (bins / CoarseBins.BinsEach >= enough)
            return Grain.CoarseBins;
        return bins >= enough ? Grain.Bins : Grain.Samples;
    }

    /// <summary>The column that holds the pieces, after those of the segment, and where it is read from.</summary>
    public static string Source(Grain grain)
    {
        return grain switch
        {
            Grain.CoarseBins =>
                ", b.bins FROM segments g LEFT JOIN segment_bins b ON b.stream = g.stream AND b.first = g.first",
            Grain.Bins => ", g.detail FROM segments g",
            Grain.Samples => ", p.bytes FROM segments g JOIN payloads p ON p.id = g.payload",
            _ => " FROM segments g",
        };
    }
}
