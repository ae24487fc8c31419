using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Methods;

namespace EdgeTester.Service.Methods;

/// <summary>What a method found, as API and command line give it; figures are in the field's units.</summary>
public sealed record MethodDocument
{
    /// <summary>Number of the method, 1 to 16.</summary>
    public required int Number { get; init; }

    /// <summary>Its short name.</summary>
    public required string Method { get; init; }

    /// <summary>What it measures.</summary>
    public required string Title { get; init; }

    /// <summary>The run or the files.</summary>
    public required IReadOnlyList<string> Of { get; init; }

    /// <summary>Why this method.</summary>
    public required string Reason { get; init; }

    /// <summary>Why there are no figures; null where there are.</summary>
    public string? Error { get; init; }

    /// <summary>The figures, the main one first.</summary>
    public IReadOnlyList<FigureDocument> Figures { get; init; } = [];

    /// <summary>Lists of numbers.</summary>
    public IReadOnlyList<TableDocument> Tables { get; init; } = [];

    /// <summary>What to know before using the numbers.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The document of an outcome.</summary>
    public static MethodDocument From(MethodOutcome outcome)
    {
        var name = MethodName.Of(outcome.Call.Method);
        return new MethodDocument
        {
            Number = name.Number,
            Method = name.Name,
            Title = name.Title,
            Of = outcome.Call.Measurements.Select(m => m.Label).ToArray(),
            Reason = outcome.Call.Reason,
            Error = outcome.Error,
            Figures = outcome.Result?.Figures.Select(FigureDocument.From).ToArray() ?? [],
            Tables = outcome.Result?.Tables.Select(TableDocument.From).ToArray() ?? [],
            Warnings = outcome.Result?.Warnings ?? [],
        };
    }
}

/// <summary>One figure.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">Its value.</param>
/// <param name="Unit">Its unit, "" for none.</param>
/// <param name="StandardUncertainty">In the same unit; null where there is none.</param>
/// <param name="Lower95">Lower end of the 95 % interval; null where there is none.</param>
/// <param name="Upper95">Upper end.</param>
/// <param name="Equation">How it is computed.</param>
/// <param name="Source">Where the equation is from.</param>
/// <param name="Criterion">By which rule it was read.</param>
/// <param name="Window">Which data were used, in words; "" for all.</param>
/// <param name="Warnings">What to know before using it.</param>
public sealed record FigureDocument(
    string Name,
    double Value,
    string Unit,
    double StandardUncertainty,
    double Lower95,
    double Upper95,
    string Equation,
    string Source,
    string Criterion,
    string Window,
    IReadOnlyList<string> Warnings
)
{
    internal static FigureDocument From(DerivedQuantity quantity)
    {
        var shown = quantity.InFieldUnits();
        return new FigureDocument(
            shown.Name,
            shown.Value,
            shown.Unit,
            shown.StandardError,
            shown.Lower95,
            shown.Upper95,
            shown.Equation,
            shown.Source,
            shown.Criterion,
            shown.Window?.ToString() ?? "",
            shown.Warnings
        );
    }
}

/// <summary>A list of numbers.</summary>
/// <param name="Title">What it lists.</param>
/// <param name="Columns">Columns of equal length.</param>
/// <param name="Remarks">A remark a row, or empty.</param>
public sealed record TableDocument(
    string Title,
    IReadOnlyList<ColumnDocument> Columns,
    IReadOnlyList<string> Remarks
)
{
    internal static TableDocument From(MethodTable table) =>
        new(
            table.Title,
            table.Columns.Select(c => new ColumnDocument(c.Name, c.Unit, c.Values)).ToArray(),
            table.Remarks
        );
}

/// <summary>A column of such a list.</summary>
public sealed record ColumnDocument(string Name, string Unit, IReadOnlyList<double> Values);
