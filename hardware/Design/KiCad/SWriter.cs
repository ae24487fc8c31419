using System.Globalization;
using System.Text;

namespace EdgeTester.Hardware.KiCad;

/// <summary>Writes KiCad's symbolic expressions, one list a line where it has lists inside.</summary>
internal sealed class SWriter
{
    private readonly StringBuilder text = new();
    private int depth;

    /// <summary>Opens a list with everything that stands on its first line.</summary>
    public void Open(string head)
    {
        text.Append(' ', 2 * depth).Append('(').Append(head).Append('\n');
        depth++;
    }

    /// <summary>Closes the innermost list.</summary>
    public void Close()
    {
        depth--;
        text.Append(' ', 2 * depth).Append(")\n");
    }

    /// <summary>A whole list on one line.</summary>
    public void Line(string list) => text.Append(' ', 2 * depth).Append('(').Append(list).Append(")\n");

    /// <summary>A quoted text.</summary>
    public static string Quote(string value) =>
        "\"" + value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n") + "\"";

    /// <summary>A number in millimetre.</summary>
    public static string Mm(double value) =>
        (Math.Round(value * 1000) / 1000 + 0.0).ToString("0.###", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override string ToString() => text.ToString();
}
