using EdgeTester.Cli.Commands;

namespace EdgeTester.Cli.Reproduce;

/// <summary>A figure of a paper beside what the cell is and what was measured. Numbers in <paramref name="Unit"/>.</summary>
internal sealed record FoundFigure(
    string Sample,
    string Quantity,
    string Unit,
    double Paper,
    double Truth,
    double Measured,
    double StandardUncertainty,
    double Lower95,
    double Upper95,
    string Difference,
    string Tolerance,
    string Verdict,
    bool IsRecovered,
    string Reason
)
{
    /// <summary>Recovered, or missed for a stated reason.</summary>
    public bool IsGood => IsRecovered || Reason.Length > 0;
}

/// <summary>What came of a case.</summary>
internal sealed record CaseOutcome(
    string Name,
    string Paper,
    string Title,
    IReadOnlyList<int> Methods,
    IReadOnlyList<FoundFigure> Figures,
    IReadOnlyList<string> Warnings,
    double SimulatedHours,
    double Seconds
);

/// <summary>What came of everything.</summary>
internal sealed record ReproduceOutcome(
    IReadOnlyList<CaseOutcome> Cases,
    IReadOnlyList<RunCount> Counts,
    string Verdict,
    string Report,
    string Folder,
    double Seconds,
    bool IsGood
);
