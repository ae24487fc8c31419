namespace EdgeTester.Cli.Chaos;

/// <summary>What came of it.</summary>
/// <param name="Channels">Channels that ran.</param>
/// <param name="Minutes">How long faults came.</param>
/// <param name="Faults">How many of each kind.</param>
/// <param name="NotPossible">Faults that this machine does not allow, with the reason.</param>
/// <param name="Restarts">How often each process was started again.</param>
/// <param name="Records">Records of all runs.</param>
/// <param name="Missing">Records that never came.</param>
/// <param name="Doubled">Records that are there twice.</param>
/// <param name="OutOfOrder">Records out of order.</param>
/// <param name="Corrupt">Frames that do not pass their check.</param>
/// <param name="RunsNotComplete">Runs whose end is not stored.</param>
/// <param name="CatchUpSeconds">From the last fault until every run was complete; null = not within the time given.</param>
internal sealed record ChaosOutcome(
    int Channels,
    double Minutes,
    IReadOnlyDictionary<string, int> Faults,
    IReadOnlyList<string> NotPossible,
    IReadOnlyDictionary<string, int> Restarts,
    long Records,
    long Missing,
    long Doubled,
    long OutOfOrder,
    long Corrupt,
    int RunsNotComplete,
    double? CatchUpSeconds
)
{
    /// <summary>Nothing missing, nothing doubled, every run complete.</summary>
    public bool IsSound =>
        Records > 0
        && Missing == 0
        && Doubled == 0
        && OutOfOrder == 0
        && Corrupt == 0
        && RunsNotComplete == 0
        && CatchUpSeconds is not null;
}
