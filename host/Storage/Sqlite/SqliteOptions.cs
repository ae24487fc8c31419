namespace EdgeTester.Storage.Sqlite;

/// <summary>How to keep a SQLite database.</summary>
public sealed record SqliteOptions
{
    /// <summary>Path of the database file; made with its folder where it is missing.</summary>
    public required string Path { get; init; }

    /// <summary>Frames are refused while less than this is free on the disk, in bytes.</summary>
    public long MinimumFreeBytes { get; init; } = 100_000_000;

    /// <summary>The file may not grow above this many bytes; null = as the disk allows.</summary>
    public long? MaximumBytes { get; init; }

    /// <summary>Free bytes of the disk; null = ask the file system.</summary>
    public Func<long>? FreeBytes { get; init; }

    /// <summary>How long to wait for another program that writes.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A frame may begin at most this many records above those that are stored without a gap.</summary>
    public long MaximumLead { get; init; } = 10_000_000_000;

    /// <summary>Runs that a device may send without their being registered.</summary>
    public int MaximumUnknownRuns { get; init; } = 1000;

    /// <summary>Messages in quarantine that are kept with their bytes, of all devices; a tenth of it for each.</summary>
    public int KeptQuarantine { get; init; } = 10_000;
}
