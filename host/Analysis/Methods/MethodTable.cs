namespace EdgeTester.Analysis.Methods;

/// <summary>A column of numbers.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Unit">Its unit in plain text, "" for none.</param>
/// <param name="Values">One a row, NaN for none.</param>
public sealed record MethodColumn(string Name, string Unit, IReadOnlyList<double> Values);

/// <summary>A table of numbers.</summary>
/// <param name="Title">What it lists.</param>
/// <param name="Columns">Columns of equal length.</param>
/// <param name="Remarks">A remark a row, or empty.</param>
public sealed record MethodTable(
    string Title,
    IReadOnlyList<MethodColumn> Columns,
    IReadOnlyList<string> Remarks
)
{
    /// <summary>A table without remarks.</summary>
    public MethodTable(string title, params MethodColumn[] columns)
        : this(title, columns, []) { }

    /// <summary>Number of rows.</summary>
    public int Rows => Columns.Count == 0 ? 0 : Columns[0].Values.Count;
}
