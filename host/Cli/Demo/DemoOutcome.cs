using EdgeTester.Cli.Commands;

namespace EdgeTester.Cli.Demo;

/// <summary>One line of the demo's table: what the cell truly is, what was measured, how far apart.</summary>
internal sealed record DemoFigure(
    int Channel,
    string Cell,
    string Quantity,
    string Unit,
    double Truth,
    double Measured,
    double? StandardError,
    double DifferencePercent,
    bool IsWithinLimit
);

/// <summary>How a run ended, and what a person should know of it.</summary>
internal sealed record DemoRun(
    int Channel,
    string RunId,
    string Title,
    string State,
    double ElapsedS,
    long Spectra,
    string Remark
);

/// <summary>All that the demo found.</summary>
internal sealed record DemoOutcome(
    IReadOnlyList<DemoRun> Runs,
    IReadOnlyList<DemoFigure> Figures,
    IReadOnlyList<RunCount> Counts,
    string Verdict,
    string Page,
    string Folder,
    IReadOnlyList<string> Reports,
    double Seconds,
    bool IsGood
);
