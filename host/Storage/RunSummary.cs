using EdgeTester.Contracts;

namespace EdgeTester.Storage;

/// <summary>One channel of a run as the store knows it.</summary>
public sealed record RunSummary
{
    /// <summary>Its identity.</summary>
    public required RunId Run { get; init; }

    /// <summary>Channel from 0.</summary>
    public required byte Channel { get; init; }

    /// <summary>Serial of the device.</summary>
    public required string Device { get; init; }

    /// <summary>Name for people; empty where the run was not started from here.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it was started from here; otherwise it was first heard of in a frame.</summary>
    public required bool Registered { get; init; }

    /// <summary>When the store first heard of it.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it began, as far as it did.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it ended, as far as it did.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Why it ended.</summary>
    public EndReason Reason { get; init; }

    /// <summary>All sequences below are durable.</summary>
    public long NextSequence { get; init; }

    /// <summary>The sequence after its last record, once its end event is stored.</summary>
    public long? EndSequence { get; init; }

    /// <summary>It has ended and all its records are here.</summary>
    public bool IsComplete => EndSequence == NextSequence;

    /// <summary>When its raw data was deleted because it was old; null where it is there.</summary>
    public DateTimeOffset? Removed { get; init; }

    /// <summary>Stored samples.</summary>
    public long Samples { get; init; }

    /// <summary>Stored impedance points.</summary>
    public long Points { get; init; }

    /// <summary>Stored events.</summary>
    public long Events { get; init; }

    /// <summary>Complete spectra.</summary>
    public long Spectra { get; init; }

    /// <summary>Records that the device had to drop before they got a sequence.</summary>
    public long Overflow { get; init; }

    /// <summary>Time of the latest record, microseconds since the run began.</summary>
    public long ElapsedMicroseconds { get; init; }

    /// <summary>When the latest record was stored, as far as there is one.</summary>
    public DateTimeOffset? Received { get; init; }
}
