namespace EdgeTester.Formats;

/// <summary>
/// A record of a test as plain columns of equal length, named by the Battery Data Format: seconds, volt, ampere (charging
/// positive). A value that a row does not have is NaN. Test time, voltage and current are always there.
/// </summary>
public sealed class TimeSeries
{
    private readonly Dictionary<BdfColumn, double[]> values;

    internal TimeSeries(
        string label,
        string format,
        IReadOnlyList<(BdfColumn Column, double[] Values)> columns,
        IReadOnlyList<string> notes
    )
    {
        Label = label;
        Format = format;
        Columns = columns.Select(column => column.Column).ToArray();
        values = columns.ToDictionary(column => column.Column, column => column.Values);
        Count = columns[0].Values.Length;
        Notes = notes;
    }

    /// <summary>Where it came from.</summary>
    public string Label { get; }

    /// <summary>The format that was recognised, in words.</summary>
    public string Format { get; }

    /// <summary>What a reader should know.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Number of rows, at least 1.</summary>
    public int Count { get; }

    /// <summary>The columns that are there.</summary>
    public IReadOnlyList<BdfColumn> Columns { get; }

    /// <summary>Whether a column is there.</summary>
    public bool Has(BdfColumn column) => values.ContainsKey(column);

    /// <summary>The values of a column, one a row.</summary>
    /// <exception cref="KeyNotFoundException">The column is not there.</exception>
    public IReadOnlyList<double> Values(BdfColumn column) =>
        values.TryGetValue(column, out var found)
            ? found
            : throw new KeyNotFoundException($"there is no column {column.Label} in {Label}");
}
