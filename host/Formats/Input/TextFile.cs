using System.Text;
using System.Text.Unicode;

namespace EdgeTester.Formats;

/// <summary>A text file as lines without their ends.</summary>
internal sealed class TextFile
{
    private TextFile(string name, string[] lines, bool endsInLine)
    {
        Name = name;
        Lines = lines;
        EndsInLine = endsInLine;
    }

    public string Name { get; }

    public string[] Lines { get; }

    /// <summary>Whether the last line has its end; a file that was cut mostly has not.</summary>
    public bool EndsInLine { get; }

    /// <summary>Decodes by byte order mark, else as UTF-8 where that is valid, else as Latin-1.</summary>
    public static TextFile Decode(string name, byte[] bytes)
    {
        var text =
            bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble)
                ? Encoding.UTF8.GetString(bytes, 3, bytes.Length - 3)
            : bytes.AsSpan().StartsWith(Encoding.Unicode.Preamble)
                ? Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2)
            : bytes.AsSpan().StartsWith(Encoding.BigEndianUnicode.Preamble)
                ? Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2)
            : Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes)
            : Encoding.Latin1.GetString(bytes);
        var ends = text.Length > 0 && text[^1] is '\n' or '\r';
        var lines = text.Split(["\r\n", "\n", "\r"], StringSplitOptions.None);
        return new TextFile(name, ends ? lines[..^1] : lines, ends || text.Length == 0);
    }

    /// <summary>The exception for a place; line and column from 0.</summary>
    public DataFileException Wrong(int line, int column, string reason) =>
        new(Name, line + 1, column + 1, reason);

    /// <summary>The index of the first line from <paramref name="from"/> that holds, or -1.</summary>
    public int Find(Func<string, bool> holds, int from = 0)
    {
        for (var k = from; k < Lines.Length; k++)
            if (holds(Lines[k]))
                return k;
        return -1;
    }

    /// <summary>What a text is quoted as in a message.</summary>
    public static string Quoted(string text)
    {
        var shown = text.Length <= 40 ? text : text[..37] + "...";
        return "\"" + new string(shown.Select(c => char.IsControl(c) ? ' ' : c).ToArray()) + "\"";
    }
}
