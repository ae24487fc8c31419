namespace EdgeTester.Cli.Demo;

/// <summary>How the demo is run.</summary>
internal sealed record DemoOptions
{
    /// <summary>Where everything is kept.</summary>
    public required string Folder { get; init; }

    /// <summary>Port of page and API, 0 = any that is free.</summary>
    public int HttpPort { get; init; }

    /// <summary>A measured spectrum to play back on the last channel.</summary>
    public string? SpectrumFile { get; init; }

    /// <summary>Keep the page up afterwards.</summary>
    public bool Serve { get; init; }

    /// <summary>JSON at the end instead of tables.</summary>
    public bool Json { get; init; }

    /// <summary>Seed of noise.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The demo gives up when nothing has moved for this long.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(5);
}
