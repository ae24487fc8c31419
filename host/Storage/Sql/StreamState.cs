using EdgeTester.Contracts;

namespace EdgeTester.Storage.Sql;

/// <summary>What the writer remembers of one channel of a run: counters, and which sequences are there.</summary>
internal sealed class StreamState(long id, RunId run, byte channel, string device)
{
    private const int ReportedGaps = 16;

    public long Id { get; } = id;
    public RunId Run { get; } = run;
    public byte Channel { get; } = channel;
    public string Device { get; } = device;

    /// <summary>All sequences below are there, or will never come.</summary>
    public long Next { get; set; }

    /// <summary>The first sequence above all that are there.</summary>
    public long Highest { get; set; }

    /// <summary>What is there above <see cref="Next"/>: sorted, and no two of them touch.</summary>
    public List<SequenceRange> Above { get; } = [];

    /// <summary>For each level of <see cref="BlockGatherer"/>, up to which sequence it is made; index 0 is not used.</summary>
    public long[] GatheredTo { get; } = new long[BlockGatherer.Levels + 1];

    /// <summary>At least so many sample frames may be there that are not gathered.</summary>
    public int Ungathered { get; set; }

    public long Samples { get; set; }
    public long Points { get; set; }
    public long Events { get; set; }
    public long Resent { get; set; }
    public long Overflow { get; set; }
    public long Elapsed { get; set; }
    public long Received { get; set; }

    /// <summary>Below this, sample frames may be in segments.</summary>
    public long CompactedTo { get; set; }

    /// <summary>Below this, raw data was deleted because it was old.</summary>
    public long RemovedTo { get; set; }

    /// <summary>Differs when another program has written the row.</summary>
    public long Revision { get; set; }

    /// <summary>It differs from its row.</summary>
    public bool Dirty { get; set; }

    /// <summary>Takes in a range that is known to be new.</summary>
    public void Cover(long first, long end)
    {
        Highest = Math.Max(Highest, end);
        if (first <= Next)
        {
            // It may begin below: what was declared lost can still come.
            Skip(end);
            return;
        }
        int at = Above.FindIndex(range => range.First > first);
        if (at < 0)
            at = Above.Count;
        if (at < Above.Count && Above[at].First == end)
        {
            end = Above[at].End;
            Above.RemoveAt(at);
        }
        if (at > 0 && Above[at - 1].End == first)
            Above[at - 1] = new SequenceRange(Above[at - 1].First, end);
        else
            Above.Insert(at, new SequenceRange(first, end));
    }

    /// <summary>Waits for nothing below a sequence.</summary>
    public void Skip(long next)
    {
        Next = Math.Max(Next, next);
        Highest = Math.Max(Highest, Next);
        while (Above.Count > 0 && Above[0].First <= Next)
        {
            Next = Math.Max(Next, Above[0].End);
            Above.RemoveAt(0);
        }
    }

    /// <summary>How far it is, for others.</summary>
    public ChannelProgress Report()
    {
        var gaps = new List<SequenceRange>();
        long from = Next;
        foreach (SequenceRange range in Above)
        {
            if (gaps.Count == ReportedGaps)
                break;
            gaps.Add(new SequenceRange(from, range.First));
            from = range.End;
        }
        return new ChannelProgress(Run, Channel, Device, Next, Highest, gaps);
    }
}
