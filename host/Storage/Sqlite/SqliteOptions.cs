namespace EdgeTester.Storage.Sqlite;

/// <summary>How to keep a SQLite database.</summary>
public sealed record SqliteOptions : StoreOptions
{
    /// <summary>Path of the database file; made with its folder where it is missing.</summary>
    public required string Path { get; init; }

    /// <summary>The file may not grow above this many bytes; null = as the disk allows.</summary>
    public long? MaximumBytes { get; init; }

    /// <summary>How long to wait for another program that writes.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
