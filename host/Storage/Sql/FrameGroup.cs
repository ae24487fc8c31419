using EdgeTester.Contracts;
using EdgeTester.Storage.Segments;

namespace EdgeTester.Storage.Sql;

/// <summary>Sample frames that follow each other and are to become a segment.</summary>
/// <param name="Run">The run.</param>
/// <param name="Channel">Channel from 0.</param>
/// <param name="First">First sequence.</param>
/// <param name="End">The first sequence after them.</param>
/// <param name="Samples">Their samples.</param>
/// <param name="Payloads">The rows of their bytes.</param>
/// <param name="Bytes">Their bytes.</param>
internal sealed record FrameGroup(
    RunId Run,
    byte Channel,
    long First,
    long End,
    long Samples,
    IReadOnlyList<long> Payloads,
    IReadOnlyList<byte[]> Bytes
);

/// <summary>A segment that was made of them.</summary>
internal sealed record PackedGroup(byte[] Bytes, SegmentDetail Detail)
{
    /// <summary>Bytes of its coarse bins.</summary>
    public byte[] CoarseBins { get; } = Segments.CoarseBins.Of(Detail.Bins);
}
