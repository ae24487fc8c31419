using System.Globalization;

namespace EdgeTester.Formats;

/// <summary>A data file that cannot be read: which file, where in it, and why.</summary>
/// <param name="file">Name of the file.</param>
/// <param name="line">Line from 1; in a spreadsheet the row; 0 where the whole file is meant.</param>
/// <param name="column">Column in characters from 1, in a spreadsheet the cell's column; 0 where the whole line is meant.</param>
/// <param name="reason">What is wrong.</param>
public sealed class DataFileException(string file, int line, int column, string reason)
    : Exception(Text(file, line, column, reason))
{
    /// <summary>Name of the file.</summary>
    public string File { get; } = file;

    /// <summary>Line from 1; 0 where the whole file is meant.</summary>
    public int Line { get; } = line;

    /// <summary>Column from 1; 0 where the whole line is meant.</summary>
    public int Column { get; } = column;

    /// <summary>What is wrong, without the place.</summary>
    public string Reason { get; } = reason;

    private static string Text(string file, int line, int column, string reason)
    {
        var place = line > 0 ? string.Create(CultureInfo.InvariantCulture, $", line {line}") : "";
        if (line > 0 && column > 0)
            place += string.Create(CultureInfo.InvariantCulture, $", column {column}");
        return $"{file}{place}: {reason}";
    }
}
