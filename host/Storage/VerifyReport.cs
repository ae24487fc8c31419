using EdgeTester.Contracts;

namespace EdgeTester.Storage;

/// <summary>Whether every record of a channel of a run is in the store once. Counted from the stored frames, not from counters.</summary>
public sealed record VerifyReport
{
    /// <summary>The run.</summary>
    public required RunId Run { get; init; }

    /// <summary>Channel from 0.</summary>
    public required byte Channel { get; init; }

    /// <summary>Serial of the device.</summary>
    public required string Device { get; init; }

    /// <summary>Different sequences that are stored.</summary>
    public required long Records { get; init; }

    /// <summary>Records that the run made: up to its end event, or up to the highest sequence heard of while it has not ended.</summary>
    public required long Expected { get; init; }

    /// <summary>Of these, not stored.</summary>
    public required long Missing { get; init; }

    /// <summary>Sequences that are stored more than once.</summary>
    public required long Doubled { get; init; }

    /// <summary>Records whose time is before that of a record with a lower sequence.</summary>
    public required long OutOfOrder { get; init; }

    /// <summary>Stored frames that do not decode, or not to the key under which they are stored.</summary>
    public required long Corrupt { get; init; }

    /// <summary>Records that the device had to drop before they got a sequence.</summary>
    public required long Overflow { get; init; }

    /// <summary>Stored samples.</summary>
    public required long Samples { get; init; }

    /// <summary>Stored impedance points.</summary>
    public required long Points { get; init; }

    /// <summary>Stored events.</summary>
    public required long Events { get; init; }

    /// <summary>Frames that came again and were recognised.</summary>
    public required long Resent { get; init; }

    /// <summary>Records whose raw data was deleted because it was old; they count as neither stored nor missing.</summary>
    public long Removed { get; init; }

    /// <summary>Missing sequences.</summary>
    public required IReadOnlyList<SequenceRange> Gaps { get; init; }

    /// <summary>The run has ended, and what its end event counts is what is stored.</summary>
    public required bool Complete { get; init; }

    /// <summary>Nothing missing, doubled, out of order, corrupt or dropped so far.</summary>
    public bool Sound => Missing == 0 && Doubled == 0 && OutOfOrder == 0 && Corrupt == 0 && Overflow == 0;
}
