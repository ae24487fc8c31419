using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeTester.Formats;

/// <summary>The head of a BioLogic text export (EC-Lab or BT-Lab ASCII FILE): technique, names of columns, first row.</summary>
internal sealed partial record EcLabText(string Technique, Row Header, int FirstRow)
{
    /// <summary>Whether a text is such an export.</summary>
    public static bool Is(TextFile text) =>
        text.Lines.Length > 1
        && (
            text.Lines[0].StartsWith("EC-Lab ASCII FILE", StringComparison.Ordinal)
            || text.Lines[0].StartsWith("BT-Lab ASCII FILE", StringComparison.Ordinal)
        );

    /// <summary>Reads the head.</summary>
    /// <exception cref="DataFileException">The head is not whole.</exception>
    public static EcLabText Read(TextFile text)
    {
        var match = HeaderCount().Match(text.Lines[1]);
        if (
            !match.Success
            || !int.TryParse(
                match.Groups[1].Value,
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var count
            )
        )
            throw text.Wrong(1, 0, "the number of header lines is missing (\"Nb header lines : N\")");
        if (count < 3 || count > text.Lines.Length)
            throw text.Wrong(
                1,
                0,
                $"{count} header lines are announced, the file has {text.Lines.Length} lines: it is cut"
            );
        var technique =
            text.Lines.Skip(2).Take(count).FirstOrDefault(line => line.Trim().Length > 0)?.Trim() ?? "";
        return new EcLabText(
            technique,
            Delimiters.Split(text.Lines[count - 1], count - 1, Delimiter.Tab),
            count
        );
    }

    /// <summary>Whether the numbers have a decimal comma, by the first row.</summary>
    public bool HasDecimalComma(TextFile text) =>
        FirstRow < text.Lines.Length
        && text.Lines[FirstRow].Contains(',')
        && !text.Lines[FirstRow].Contains('.');

    /// <summary>All rows as a table.</summary>
    /// <exception cref="DataFileException">A line is no row.</exception>
    public TextTable Rows(TextFile text)
    {
        var rows = TextTable.At(
            text,
            FirstRow,
            text.Lines.Length,
            Header,
            Delimiter.Tab,
            HasDecimalComma(text)
        );
        if (rows.End < text.Lines.Length)
            throw text.Wrong(rows.End, 0, "this line is no row of numbers");
        return rows;
    }

    [GeneratedRegex(@"^Nb header lines\s*:\s*(\d{1,6})")]
    private static partial Regex HeaderCount();
}
