namespace EdgeTester.Storage.Postgres;

/// <summary>How to keep runs in a PostgreSQL database, version 13 or later.</summary>
public sealed record PostgresOptions : StoreOptions
{
    /// <summary>
    /// postgres://user:password@host:port/database; more may follow a question mark, for example sslmode=verify-full, or
    /// host=/run/postgresql for a socket in a folder. The database must be there, and be UTF-8.
    /// </summary>
    public required string Address { get; init; }

    /// <summary>The schema that holds the tables; made where it is missing. Small letters, digits and underscores.</summary>
    public string Schema { get; init; } = "edgetester";

    /// <summary>How long one statement may take.</summary>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromSeconds(60);
}
