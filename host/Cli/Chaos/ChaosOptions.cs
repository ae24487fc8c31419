namespace EdgeTester.Cli.Chaos;

/// <summary>How much is broken for how long.</summary>
internal sealed record ChaosOptions
{
    /// <summary>Virtual testers with eight channels each.</summary>
    public int Testers { get; init; } = 25;

    /// <summary>How long faults come, in minutes.</summary>
    public double Minutes { get; init; } = 10;

    /// <summary>Mean time from one fault to the next, in seconds.</summary>
    public double MeanSecondsBetweenFaults { get; init; } = 4;

    /// <summary>How long everything may take to catch up afterwards, in minutes.</summary>
    public double CatchUpMinutes { get; init; } = 10;

    /// <summary>Seed of the faults: the same seed gives the same faults in the same order.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>PostgreSQL as the store, killed, stopped and filled too; else SQLite.</summary>
    public bool OnPostgres { get; init; }

    /// <summary>Where data and logs go.</summary>
    public string Folder { get; init; } = "edgetester-chaos";
}
