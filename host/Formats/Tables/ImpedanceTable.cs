namespace EdgeTester.Formats;

/// <summary>Turns the rows of a table into points, strictly: a row that is not whole is an error at its place.</summary>
internal static class ImpedanceTable
{
    /// <summary>Reads all rows.</summary>
    /// <param name="name">Name of the file, for errors.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="layout">Which columns count.</param>
    /// <param name="width">Cells of a whole row; 0 = as many as the layout needs.</param>
    /// <param name="comma">A comma is the decimal sign.</param>
    public static List<RawPoint> Read(
        string name,
        IReadOnlyList<Row> rows,
        ImpedanceLayout layout,
        int width,
        bool comma
    )
    {
        var points = new List<RawPoint>(rows.Count);
        foreach (var row in rows)
        {
            if (width > 0 && row.Cells.Count != width)
                throw WrongWidth(name, row, width);
            // A row of samples between rows of impedance has no frequency.
            if (layout.Frequency < row.Cells.Count && row.Cells[layout.Frequency].Text.Length == 0)
                points.Add(new RawPoint(0, default, row.Line));
            else
                points.Add(layout.Point(index => Number(name, row, index, comma), row.Line));
        }
        return points;
    }

    /// <summary>A number of a row.</summary>
    /// <exception cref="DataFileException">The cell is missing or no number.</exception>
    public static double Number(string name, Row row, int index, bool comma)
    {
        if (index >= row.Cells.Count)
            throw WrongWidth(name, row, index + 1);
        var cell = row.Cells[index];
        return NumberText.TryParse(cell.Text, comma, out var value)
            ? value
            : throw new DataFileException(
                name,
                row.Line + 1,
                cell.Column + 1,
                $"{TextFile.Quoted(cell.Text)} is no number"
            );
    }

    private static DataFileException WrongWidth(string name, Row row, int width)
    {
        var end = row.Cells.Count == 0 ? 0 : row.Cells[^1].Column + row.Cells[^1].Text.Length;
        var reason = row.Cells.Count < width ? "; the file may be cut here" : "";
        return new DataFileException(
            name,
            row.Line + 1,
            end + 1,
            $"this row has {row.Cells.Count} column(s), {width} are needed{reason}"
        );
    }
}
