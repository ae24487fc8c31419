namespace EdgeTester.Report.Model;

/// <summary>A report of impedance files: one section a spectrum, and what could not be read.</summary>
public sealed record ImpedanceFileReport
{
    /// <summary>Heading of the page.</summary>
    public required string Title { get; init; }

    /// <summary>One section a spectrum.</summary>
    public IReadOnlyList<SpectrumSection> Spectra { get; init; } = [];

    /// <summary>The spectra looked at together, or null where there is only one.</summary>
    public SeriesSection? Series { get; init; }

    /// <summary>Files that could not be used: the file and why.</summary>
    public IReadOnlyList<Fact> Failures { get; init; } = [];

    /// <summary>Where the numbers come from.</summary>
    public required Provenance Provenance { get; init; }
}
