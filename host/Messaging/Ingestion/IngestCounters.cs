namespace EdgeTester.Messaging;

/// <summary>What has passed since the start.</summary>
public sealed record IngestCounters
{
    /// <summary>Messages that came.</summary>
    public long Messages { get; init; }

    /// <summary>Bytes of their payloads.</summary>
    public long Bytes { get; init; }

    /// <summary>Frames that were made durable.</summary>
    public long Stored { get; init; }

    /// <summary>Records in them.</summary>
    public long Records { get; init; }

    /// <summary>Frames that had been durable before.</summary>
    public long Duplicates { get; init; }

    /// <summary>Messages in quarantine.</summary>
    public long Quarantined { get; init; }

    /// <summary>Messages dropped because too many waited; their devices send them again.</summary>
    public long Dropped { get; init; }

    /// <summary>Frames that the store refused (disk full); their devices send them again.</summary>
    public long Refused { get; init; }

    /// <summary>Acknowledgements sent.</summary>
    public long Acknowledgements { get; init; }

    /// <summary>Requests for missing records sent.</summary>
    public long ReplayRequests { get; init; }

    /// <summary>Messages that wait to be decoded just now.</summary>
    public int Waiting { get; init; }
}
