namespace EdgeTester.Storage;

/// <summary>What was made again from the raw frames.</summary>
/// <param name="Channels">Channels of runs.</param>
/// <param name="Frames">Frames that were read.</param>
/// <param name="Changed">Frames whose summary differed from what their bytes say, and was put right.</param>
/// <param name="Corrupt">Frames that do not decode; they are left as they are, <see cref="IRunStore.Verify"/> names them.</param>
public sealed record RebuildReport(long Channels, long Frames, long Changed, long Corrupt);
