using EdgeTester.Analysis.Methods;

namespace EdgeTester.Report.Model;

/// <summary>A report of published measurements that were done again: what each paper prints, what the cell was, what was measured.</summary>
public sealed record ReproductionReport
{
    /// <summary>Heading of the page.</summary>
    public required string Title { get; init; }

    /// <summary>The count in one line.</summary>
    public required string Verdict { get; init; }

    /// <summary>Whether nothing was missed without a stated reason.</summary>
    public required bool IsGood { get; init; }

    /// <summary>What a reader must know first, one sentence each.</summary>
    public IReadOnlyList<string> Preamble { get; init; } = [];

    /// <summary>One section a case.</summary>
    public required IReadOnlyList<ReproductionSection> Sections { get; init; }

    /// <summary>Where the numbers come from.</summary>
    public required Provenance Provenance { get; init; }
}

/// <summary>One case: a figure of a paper, or a few that one test gives.</summary>
public sealed record ReproductionSection
{
    /// <summary>Heading.</summary>
    public required string Title { get; init; }

    /// <summary>Short name of the case, used in file names.</summary>
    public required string Name { get; init; }

    /// <summary>Cells and plans in words, one line a run.</summary>
    public IReadOnlyList<string> Runs { get; init; } = [];

    /// <summary>The figures.</summary>
    public required IReadOnlyList<ReproducedFigure> Figures { get; init; }

    /// <summary>Which reading of the paper the cells take, and why a figure may be missed.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The paper's pictures, drawn from what was measured.</summary>
    public IReadOnlyList<MethodPicture> Pictures { get; init; } = [];

    /// <summary>What the evaluations warn of.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>A figure that a paper prints, and what was measured of it. All numbers in <paramref name="Unit"/>.</summary>
/// <param name="Sample">Which sample.</param>
/// <param name="Quantity">What it is.</param>
/// <param name="Unit">Unit as the paper prints it.</param>
/// <param name="Paper">The paper's number.</param>
/// <param name="Truth">What the cell truly is; NaN where it has no such property of its own.</param>
/// <param name="Measured">What was measured; NaN where nothing was.</param>
/// <param name="StandardUncertainty">Of it; NaN where there is none.</param>
/// <param name="Lower95">Lower end of its 95 % interval.</param>
/// <param name="Upper95">Upper end.</param>
/// <param name="Difference">Measured less truth, in words, for example "+0.12 %".</param>
/// <param name="Verdict">In words.</param>
/// <param name="IsGood">Recovered, or missed for a stated reason.</param>
public sealed record ReproducedFigure(
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
    string Verdict,
    bool IsGood
);
