using System.Text.RegularExpressions;

namespace EdgeTester.Formats;

/// <summary>A table found in a text: its header, if it has one, and its rows, which begin with numbers.</summary>
internal sealed partial record TextTable(
    Row? Header,
    IReadOnlyList<Row> Rows,
    bool DecimalComma,
    Delimiter Delimiter
)
{
    /// <summary>Lines that are looked at to find out how cells are told apart.</summary>
    private const int SampledLines = 5000;

    /// <summary>How far above its rows a table's header may stand.</summary>
    private const int HeaderDistance = 8;

    /// <summary>First line of the rows, from 0.</summary>
    public int Start { get; private init; }

    /// <summary>The line after the last row, from 0.</summary>
    public int End { get; private init; }

    /// <summary>
    /// Finds the largest table between two lines: the way of splitting that gives the most numbers in consecutive lines
    /// of one width.
    /// </summary>
    /// <returns>Null where no line holds two numbers or more.</returns>
    public static TextTable? Find(TextFile text, int from, int to)
    {
        var found = FindWithin(text, from, Math.Min(to, from + SampledLines), to);
        return found ?? (to > from + SampledLines ? FindWithin(text, from, to, to) : null);
    }

    /// <summary>Reads the rows from a known line on, until a line is no row.</summary>
    public static TextTable At(TextFile text, int start, int to, Row? header, Delimiter delimiter, bool comma)
    {
        var rows = new List<Row>();
        var k = start;
        for (; k < to; k++)
        {
            if (string.IsNullOrWhiteSpace(text.Lines[k]))
                continue;
            var row = Delimiters.Split(text.Lines[k], k, delimiter);
            if (!StartsLikeNumber(row, comma))
                break;
            rows.Add(row);
        }
        return new TextTable(header, rows, comma, delimiter) { Start = start, End = k };
    }

    private static TextTable? FindWithin(TextFile text, int from, int sampled, int to)
    {
        var (start, most, width, delimiter, comma) = (0, 0, 0, Delimiter.Tab, false);
        foreach (var (candidate, withComma) in Candidates(text, from, sampled))
        {
            var run = LongestRun(text, from, sampled, candidate, withComma);
            if (run.Numbers > most)
                (start, most, width, delimiter, comma) = (
                    run.Start,
                    run.Numbers,
                    run.Width,
                    candidate,
                    withComma
                );
        }
        if (most < 2)
            return null;
        // Damaged rows above the longest run belong to the table too: they must not vanish.
        for (var k = start - 1; k >= from; k--)
        {
            if (string.IsNullOrWhiteSpace(text.Lines[k]))
                continue;
            var row = Delimiters.Split(text.Lines[k], k, delimiter);
            if (row.Cells.Count < 2 || !StartsLikeNumber(row, comma))
                break;
            start = k;
        }
        return At(text, start, to, FindHeader(text, from, start, width, delimiter), delimiter, comma);
    }

    /// <summary>The ways of splitting whose signs the lines hold.</summary>
    private static List<(Delimiter, bool Comma)> Candidates(TextFile text, int from, int to)
    {
        bool Holds(char sign) =>
            text.Find(line => line.Contains(sign), from) is >= 0 and var first && first < to;
        var commas = Holds(',');
        var ways = new List<(Delimiter, bool)>();
        foreach (
            var (delimiter, sign) in new[]
            {
                (Delimiter.Tab, '\t'),
                (Delimiter.Semicolon, ';'),
                (Delimiter.Bar, '|'),
                (Delimiter.Space, ' '),
            }
        )
        {
            if (delimiter != Delimiter.Space && !Holds(sign))
                continue;
            ways.Add((delimiter, false));
            if (commas)
                ways.Add((delimiter, true));
        }
        if (commas)
            ways.Insert(0, (Delimiter.Comma, false));
        if (commas && Holds('"'))
            ways.Add((Delimiter.Comma, true));
        return ways;
    }

    private static (int Start, int Numbers, int Width) LongestRun(
        TextFile text,
        int from,
        int to,
        Delimiter delimiter,
        bool comma
    )
    {
        var best = (Start: 0, Numbers: 0, Width: 0);
        var run = best;
        for (var k = from; k < to; k++)
        {
            if (string.IsNullOrWhiteSpace(text.Lines[k]))
                continue;
            var row = Delimiters.Split(text.Lines[k], k, delimiter);
            var numbers = row.Cells.Count(cell => NumberText.TryParse(cell.Text, comma, out _));
            if (numbers < 2 || 2 * numbers < row.Cells.Count || !StartsLikeNumber(row, comma))
                run = (0, 0, 0);
            else if (row.Cells.Count == run.Width)
                run.Numbers += numbers;
            else
                run = (k, numbers, row.Cells.Count);
            if (run.Numbers > best.Numbers)
                best = run;
        }
        return best;
    }

    /// <summary>
    /// The nearest line above with as many names as the rows have cells, one of them known; else the line right above,
    /// where it has as many cells and none is a number.
    /// </summary>
    private static Row? FindHeader(TextFile text, int from, int start, int width, Delimiter delimiter)
    {
        Row? unknown = null;
        var nearest = true;
        for (var k = start - 1; k >= Math.Max(from, start - HeaderDistance); k--)
        {
            if (string.IsNullOrWhiteSpace(text.Lines[k]))
                continue;
            foreach (var row in HeaderRows(text.Lines[k], k, delimiter))
            {
                if (row.Cells.Count == width && row.Cells.Any(cell => ColumnName.IsKnown(cell.Text)))
                    return row;
                if (
                    nearest
                    && row.Cells.Count == width
                    && !row.Cells.Any(cell => NumberText.TryParse(cell.Text, false, out _))
                )
                    unknown = row;
            }
            nearest = false;
        }
        return unknown;
    }

    /// <summary>The ways of splitting a line of names; between spaces only a wide gap ends a name of several words.</summary>
    private static IEnumerable<Row> HeaderRows(string line, int number, Delimiter delimiter)
    {
        yield return Delimiters.Split(line.TrimStart('#', '%', '~'), number, delimiter);
        yield return Delimiters.Split(Joined(line).TrimStart('#', '%', '~'), number, delimiter);
        if (delimiter == Delimiter.Space)
            yield return Delimiters.Split(
                WideGap().Replace(line.Trim().TrimStart('#', '%', '~').Trim(), "\t"),
                number,
                Delimiter.Tab
            );
    }

    [GeneratedRegex(@"\s{2,}")]
    private static partial Regex WideGap();

    /// <summary>Units drawn to their names, so that "f / Hz" stays one word among words.</summary>
    private static string Joined(string line) =>
        line.Replace(" / ", "/")
            .Replace(" (", "(")
            .Replace(" [", "[")
            .Replace(" Hz", "/Hz")
            .Replace(" Ohm", "/Ohm");

    /// <summary>A row begins with a number, or, where its first cell is empty, holds one in the second.</summary>
    private static bool StartsLikeNumber(Row row, bool comma) =>
        row.Cells.Count > 0
        && (
            NumberText.TryParse(row.Cells[0].Text, comma, out _)
            || (
                row.Cells[0].Text.Length == 0
                && row.Cells.Count > 1
                && NumberText.TryParse(row.Cells[1].Text, comma, out _)
            )
        );
}
