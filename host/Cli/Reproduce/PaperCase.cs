using EdgeTester.Analysis.Methods;

namespace EdgeTester.Cli.Reproduce;

/// <summary>What one or a few figures of a paper come from: cells, plans, evaluations.</summary>
internal sealed record PaperCase
{
    /// <summary>Short name, for the command line and for files.</summary>
    public required string Name { get; init; }

    /// <summary>P1 or P2.</summary>
    public required string Paper { get; init; }

    /// <summary>One line for people.</summary>
    public required string Title { get; init; }

    /// <summary>Numbers of the methods, as docs/methods counts them.</summary>
    public required IReadOnlyList<int> Methods { get; init; }

    /// <summary>Cells with their plans.</summary>
    public required IReadOnlyList<CaseRun> Runs { get; init; }

    /// <summary>What the paper prints.</summary>
    public required IReadOnlyList<PaperFigure> Figures { get; init; }

    /// <summary>The paper's pictures, from what was measured.</summary>
    public required Func<CaseResults, IEnumerable<MethodPicture>> Pictures { get; init; }

    /// <summary>Which reading of the paper is taken, and what was added to it, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
