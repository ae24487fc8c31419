namespace EdgeTester.Report.Model;

/// <summary>A report of what methods found in data files.</summary>
public sealed record MethodFileReport
{
    /// <summary>Heading of the page.</summary>
    public required string Title { get; init; }

    /// <summary>Each file, and what it is or why it could not be used.</summary>
    public IReadOnlyList<Fact> Facts { get; init; } = [];

    /// <summary>One section a method.</summary>
    public required IReadOnlyList<MethodSection> Methods { get; init; }

    /// <summary>Where the numbers come from.</summary>
    public required Provenance Provenance { get; init; }
}
