using EdgeTester.Analysis.Derived;

namespace EdgeTester.Cli.Reproduce;

/// <summary>A figure that a paper prints, and how it is found again.</summary>
/// <param name="Run">Index of the run whose cell it is of.</param>
/// <param name="Quantity">What it is.</param>
/// <param name="Unit">Unit as the paper prints it.</param>
/// <param name="Paper">The paper's number.</param>
/// <param name="Tolerance">How near a measurement must come.</param>
/// <param name="Truth">Where the cell's own value is found; only the table sees it.</param>
/// <param name="Find">Reads the figure from the evaluations, in <paramref name="Unit"/>; null where they did not find it.</param>
internal sealed record PaperFigure(
    int Run,
    string Quantity,
    string Unit,
    double Paper,
    Tolerance Tolerance,
    CellTruthName Truth,
    Func<CaseResults, DerivedQuantity?> Find
)
{
    /// <summary>Why the cell's own value may lie outside the interval though it is within the tolerance; empty where it must not.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What is added to the truth, in the figure's unit, where the file counts from another beginning than the paper; null = nothing.</summary>
    public Func<CaseResults, double>? TruthShift { get; init; }

    /// <summary>Name of the sample where it is not that of the run.</summary>
    public string? Sample { get; init; }
}

/// <summary>A value in the tester's file of truths.</summary>
/// <param name="Name">Name of the truth; a sum of several is joined by +.</param>
/// <param name="Spectrum">At the end of which spectrum; -1 = at the end of the run.</param>
/// <param name="Factor">From the truth's unit to the figure's.</param>
internal sealed record CellTruthName(string Name, int Spectrum = CellTruthName.AtTheEnd, double Factor = 1)
{
    /// <summary>In place of a spectrum's number.</summary>
    public const int AtTheEnd = -1;

    /// <summary>The value, NaN where the file has none.</summary>
    public double In(IReadOnlyDictionary<string, double> truths)
    {
        var sum = 0.0;
        foreach (var name in Name.Split('+'))
            sum += truths.TryGetValue(name, out var value) ? value : double.NaN;
        return sum * Factor;
    }
}
