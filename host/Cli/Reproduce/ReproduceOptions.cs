namespace EdgeTester.Cli.Reproduce;

/// <summary>How cases are reproduced.</summary>
internal sealed record ReproduceOptions
{
    /// <summary>Where data, reports and logs go.</summary>
    public required string Folder { get; init; }

    /// <summary>The cases.</summary>
    public required IReadOnlyList<PaperCase> Cases { get; init; }

    /// <summary>Seed of noise.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Testers that run at the same time.</summary>
    public int Testers { get; init; } = Math.Max(1, Environment.ProcessorCount);

    /// <summary>A tester whose runs do not get further for so long has failed.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(3);
}
