namespace EdgeTester.Storage;

/// <summary>What became of one frame.</summary>
public enum AppendOutcome : byte
{
    /// <summary>It is durable now.</summary>
    Stored = 0,

    /// <summary>This very frame was durable before.</summary>
    Duplicate = 1,

    /// <summary>It covers sequences that are stored with other content.</summary>
    Conflict = 2,

    /// <summary>Its run belongs to another device.</summary>
    ForeignRun = 3,

    /// <summary>Its sequence is further ahead than a device can be.</summary>
    TooFarAhead = 4,

    /// <summary>Its device already sends more unknown runs than it may.</summary>
    TooManyUnknownRuns = 5,
}
