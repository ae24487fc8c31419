using EdgeTester.Storage;

namespace EdgeTester.Messaging;

/// <summary>What was last said to a device about one channel of a run, and when to ask for its gaps.</summary>
/// <param name="progress">How far it is durable.</param>
/// <param name="frequency">Timestamps a second.</param>
internal sealed class ChannelLine(ChannelProgress progress, long frequency)
{
    private TimeSpan patience;
    private long lossSettledAt = long.MaxValue;

    /// <summary>How far it is durable.</summary>
    public ChannelProgress Progress { get; private set; } = progress;

    /// <summary>The device has not been told of it.</summary>
    public bool Unsent { get; set; }

    /// <summary>When it was last told.</summary>
    public long SentAt { get; set; }

    /// <summary>When to ask for gaps, a timestamp.</summary>
    public long AskAt { get; private set; } = long.MaxValue;

    /// <summary>Takes in how far it is now. While the lowest gap stays the same, the wait for it goes on.</summary>
    public void Advance(ChannelProgress next, long now, TimeSpan shortest)
    {
        bool waits = AskAt != long.MaxValue && Progress.Gaps.Count > 0;
        bool sameGap = waits && next.Gaps.Count > 0 && next.Gaps[0].First == Progress.Gaps[0].First;
        if (next.NextSequence != Progress.NextSequence)
            lossSettledAt = long.MaxValue;
        Progress = next;
        if (next.Gaps.Count == 0)
            AskAt = long.MaxValue;
        else if (!sameGap)
        {
            patience = shortest;
            AskAt = After(now, patience);
        }
    }

    /// <summary>Whether something has held without a break, and without progress, for as long as patience lasts; then it starts over.</summary>
    public bool IsLossSettled(bool holds, long now, TimeSpan wait)
    {
        if (!holds)
            lossSettledAt = long.MaxValue;
        else if (lossSettledAt == long.MaxValue)
            lossSettledAt = After(now, wait);
        if (now < lossSettledAt)
            return false;
        lossSettledAt = long.MaxValue;
        return true;
    }

    /// <summary>It was asked for: the next time after twice the wait.</summary>
    public void Wait(long now, TimeSpan longest)
    {
        patience = patience * 2 < longest ? patience * 2 : longest;
        AskAt = After(now, patience);
    }

    private long After(long now, TimeSpan wait)
    {
        return now + (long)(wait.TotalSeconds * frequency);
    }
}
