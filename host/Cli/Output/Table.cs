namespace EdgeTester.Cli.Output;

/// <summary>A plain text table: columns as wide as their widest cell, numbers to the right.</summary>
public sealed class Table(params string[] headings)
{
    private readonly List<string[]> rows = [];

    /// <summary>Adds a row; missing cells are empty.</summary>
    public void Add(params string[] cells) => rows.Add(cells);

    /// <summary>Writes it.</summary>
    public void WriteTo(TextWriter output)
    {
        var widths = headings
            .Select((h, k) => rows.Select(r => k < r.Length ? r[k].Length : 0).Append(h.Length).Max())
            .ToArray();
        output.WriteLine(Line(headings, widths));
        output.WriteLine(string.Join("  ", widths.Select(w => new string('-', w))));
        foreach (var row in rows)
            output.WriteLine(Line(row, widths));
    }

    private static string Line(string[] cells, int[] widths) =>
        string.Join(
                "  ",
                widths.Select(
                    (w, k) =>
                    {
                        var cell = k < cells.Length ? cells[k] : "";
                        return IsNumber(cell) ? cell.PadLeft(w) : cell.PadRight(w);
                    }
                )
            )
            .TrimEnd();

    private static bool IsNumber(string cell) =>
        cell.Length > 0
        && (
            char.IsAsciiDigit(cell[0])
            || (cell.Length > 1 && cell[0] is '-' or '+' && char.IsAsciiDigit(cell[1]))
        );
}
