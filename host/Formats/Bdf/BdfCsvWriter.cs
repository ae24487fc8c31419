using System.Globalization;

namespace EdgeTester.Formats;

/// <summary>Writes a Battery Data Format table as CSV, row by row, so that a long run needs no memory.</summary>
public sealed class BdfCsvWriter
{
    private readonly TextWriter writer;
    private readonly int width;

    /// <summary>Writes the header.</summary>
    /// <param name="writer">Where to; stays open.</param>
    /// <param name="columns">The columns; test time, voltage and current must be among them.</param>
    /// <exception cref="ArgumentException">A required column is missing, or one is there twice.</exception>
    public BdfCsvWriter(TextWriter writer, IReadOnlyList<BdfColumn> columns)
    {
        foreach (var required in new[] { BdfColumns.TestTime, BdfColumns.Voltage, BdfColumns.Current })
            if (!columns.Contains(required))
                throw new ArgumentException(
                    $"the Battery Data Format requires the column {required.Label}",
                    nameof(columns)
                );
        if (columns.Distinct().Count() != columns.Count)
            throw new ArgumentException("a column is there twice", nameof(columns));
        this.writer = writer;
        width = columns.Count;
        writer.Write(string.Join(',', columns.Select(column => column.Label)));
        writer.Write('\n');
    }

    /// <summary>Writes a row.</summary>
    /// <param name="values">A value a column; NaN leaves the cell empty.</param>
    /// <exception cref="ArgumentException">There are more or fewer values than columns.</exception>
    public void WriteRow(ReadOnlySpan<double> values)
    {
        if (values.Length != width)
            throw new ArgumentException($"{values.Length} values for {width} columns", nameof(values));
        Span<char> text = stackalloc char[32];
        for (var k = 0; k < values.Length; k++)
        {
            if (k > 0)
                writer.Write(',');
            if (double.IsNaN(values[k]))
                continue;
            values[k].TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
            writer.Write(text[..length]);
        }
        writer.Write('\n');
    }

    /// <summary>Writes a whole table.</summary>
    public static void Write(TextWriter writer, TimeSeries series)
    {
        var csv = new BdfCsvWriter(writer, series.Columns);
        var row = new double[series.Columns.Count];
        for (var k = 0; k < series.Count; k++)
        {
            for (var c = 0; c < row.Length; c++)
                row[c] = series.Values(series.Columns[c])[k];
            csv.WriteRow(row);
        }
    }
}
