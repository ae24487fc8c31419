namespace EdgeTester.Formats;

/// <summary>How the cells of a line are told apart.</summary>
internal enum Delimiter
{
    Tab,
    Semicolon,
    Comma,
    Bar,

    /// <summary>Any run of spaces and tabs.</summary>
    Space,
}

/// <summary>Splits lines into cells.</summary>
internal static class Delimiters
{
    /// <summary>The cells of a line. Quotes hold a delimiter inside a cell; an empty cell at the end of a line counts as none.</summary>
    public static Row Split(string line, int number, Delimiter delimiter)
    {
        var cells = delimiter == Delimiter.Space ? BySpace(line) : BySign(line, Sign(delimiter));
        if (cells.Count > 1 && cells[^1].Text.Length == 0)
            cells.RemoveAt(cells.Count - 1);
        return new Row(number, cells);
    }

    private static char Sign(Delimiter delimiter) =>
        delimiter switch
        {
            Delimiter.Tab => '\t',
            Delimiter.Semicolon => ';',
            Delimiter.Comma => ',',
            _ => '|',
        };

    private static List<Cell> BySign(string line, char sign)
    {
        var cells = new List<Cell>();
        var start = 0;
        var quoted = false;
        for (var k = 0; k <= line.Length; k++)
        {
            // A quote that is never closed belongs to the text: Z" is a name of the imaginary part.
            if (
                k < line.Length
                && line[k] == '"'
                && (quoted || (IsBlank(line, start, k) && ClosesBefore(line, k, sign)))
            )
                quoted = !quoted;
            if (k < line.Length && (quoted || line[k] != sign))
                continue;
            var text = line[start..k];
            var lead = text.Length - text.TrimStart().Length;
            text = text.Trim();
            if (text.Length > 1 && text[0] == '"' && text[^1] == '"')
                text = text[1..^1].Trim();
            cells.Add(new Cell(text, start + lead));
            start = k + 1;
        }
        return cells;
    }

    private static bool IsBlank(string line, int start, int end) =>
        line.AsSpan(start, end - start).IsWhiteSpace();

    private static bool ClosesBefore(string line, int open, char sign)
    {
        var close = line.IndexOf('"', open + 1);
        if (close < 0)
            return false;
        var next = close + 1;
        while (next < line.Length && line[next] == ' ')
            next++;
        return next >= line.Length || line[next] == sign;
    }

    private static List<Cell> BySpace(string line)
    {
        var cells = new List<Cell>();
        var k = 0;
        while (k < line.Length)
        {
            while (k < line.Length && char.IsWhiteSpace(line[k]))
                k++;
            var start = k;
            while (k < line.Length && !char.IsWhiteSpace(line[k]))
                k++;
            if (k > start)
                cells.Add(new Cell(line[start..k], start));
        }
        return cells;
    }
}
