namespace EdgeTester.Mqtt;

/// <summary>
/// How long to wait before the next attempt: doubles from the shortest to the longest, each time drawn between half of
/// it and all of it, so that many clients do not come back at the same moment.
/// </summary>
/// <param name="shortestMilliseconds">First wait, at least 1.</param>
/// <param name="longestMilliseconds">No wait is longer.</param>
/// <param name="random">Where the jitter comes from.</param>
public sealed class Backoff(int shortestMilliseconds, int longestMilliseconds, Random random)
{
    private long next = shortestMilliseconds;

    /// <summary>The next wait in milliseconds.</summary>
    public int Next()
    {
        long ceiling = Math.Min(next, longestMilliseconds);
        next = Math.Min(next * 2, longestMilliseconds);
        return (int)(ceiling / 2 + random.NextInt64(ceiling / 2 + 1));
    }

    /// <summary>Starts over with the shortest.</summary>
    public void Reset()
    {
        next = shortestMilliseconds;
    }
}
