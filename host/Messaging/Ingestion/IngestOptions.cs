namespace EdgeTester.Messaging;

/// <summary>How to take data in.</summary>
public sealed record IngestOptions
{
    /// <summary>Name of a group of hosts that share the records among them ($share), or null: all records come here.</summary>
    public string? ShareGroup { get; init; }

    /// <summary>Messages that may wait to be decoded.</summary>
    public int QueueMessages { get; init; } = 20_000;

    /// <summary>Bytes that may wait to be decoded.</summary>
    public long QueueBytes { get; init; } = 64_000_000;

    /// <summary>How long the network waits for room before a message is dropped; its device sends it again.</summary>
    public TimeSpan QueuePatience { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The most messages of one commit.</summary>
    public int BatchMessages { get; init; } = 2048;

    /// <summary>How long records may stay above a gap before they are asked for again.</summary>
    public TimeSpan GapPatience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>No wait between two requests for the same gap is longer.</summary>
    public TimeSpan LongestGapPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a device must say that it has forgotten more than we have, before we stop waiting for it.</summary>
    public TimeSpan LossPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long after a connection to the broker a device may be silent before it counts as gone.</summary>
    public TimeSpan PresencePatience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often gaps and unsent acknowledgements are looked at.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long to wait after the store refused.</summary>
    public TimeSpan StorePatience { get; init; } = TimeSpan.FromMilliseconds(500);
}
