namespace EdgeTester.Report.Model;

/// <summary>The calibration that a run's readings were corrected with.</summary>
public sealed record CertificateSection
{
    /// <summary>Name, dates, temperature, tester and so on, in order.</summary>
    public required IReadOnlyList<Fact> Facts { get; init; }

    /// <summary>The standards, in words.</summary>
    public IReadOnlyList<string> Standards { get; init; } = [];

    /// <summary>What was adjusted: range, channels, largest deviation before.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Ranges { get; init; } = [];

    /// <summary>What was checked afterwards: what, found, asked.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Checks { get; init; } = [];
}
