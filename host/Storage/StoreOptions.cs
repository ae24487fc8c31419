namespace EdgeTester.Storage;

/// <summary>What every store needs to know.</summary>
public abstract record StoreOptions
{
    /// <summary>Frames are refused while less than this is free on the disk, in bytes; on a small disk a twentieth of it will do.</summary>
    public long MinimumFreeBytes { get; init; } = 100_000_000;

    /// <summary>Free bytes of the disk; null = ask the file system, where the store has one of its own.</summary>
    public Func<long>? FreeBytes { get; init; }

    /// <summary>A frame may begin at most this many records above those that are stored without a gap.</summary>
    public long MaximumLead { get; init; } = 10_000_000_000;

    /// <summary>
    /// Above this lead a sequence must also fit its time: no device makes more than <see cref="MaximumRate"/> records a second.
    /// </summary>
    public long PlausibleLead { get; init; } = 100_000_000;

    /// <summary>Records that a channel may make in a second.</summary>
    public long MaximumRate { get; init; } = 10_000;

    /// <summary>Runs that a device may send without their being registered.</summary>
    public int MaximumUnknownRuns { get; init; } = 1000;

    /// <summary>Messages in quarantine that are kept with their bytes, of all devices; a tenth of it for each.</summary>
    public int KeptQuarantine { get; init; } = 10_000;
}
