using EdgeTester.Contracts;

namespace EdgeTester.Storage;

/// <summary>How far one channel of a run is durable.</summary>
/// <param name="Run">The run.</param>
/// <param name="Channel">Channel from 0.</param>
/// <param name="Device">Serial of its device.</param>
/// <param name="NextSequence">All sequences below are durable, or declared lost.</param>
/// <param name="EndSequence">The first sequence above all that are durable.</param>
/// <param name="Gaps">Sequences below the end that are not there, lowest first, at most 16 of them.</param>
public sealed record ChannelProgress(
    RunId Run,
    byte Channel,
    string Device,
    long NextSequence,
    long EndSequence,
    IReadOnlyList<SequenceRange> Gaps
);
