using System.Globalization;

namespace EdgeTester.Formats;

/// <summary>Scribner ZPlot and ZView files (.z, also Autolab's export to it): f, amplitude, bias, time, Z', Z''.</summary>
internal sealed class ZPlotFormat : ISpectrumFormat
{
    private const int ReactanceColumn = 5;

    public string Name => "ZPlot/ZView";

    public bool Recognises(DataFile file) =>
        !file.LooksBinary
        && file.Text.Lines.Length > 0
        && (
            file.Text.Lines[0].StartsWith("ZPLOT", StringComparison.OrdinalIgnoreCase)
            || file.Text.Lines[0].StartsWith("\"ZPlot", StringComparison.OrdinalIgnoreCase)
            || file.Text.Lines[0].StartsWith("\"Z60W", StringComparison.OrdinalIgnoreCase)
        );

    public SpectrumFile Read(DataFile file)
    {
        var text = file.Text;
        var names = text.Find(line =>
            line.Contains("Freq", StringComparison.OrdinalIgnoreCase)
            && line.Contains("Z''(b)", StringComparison.Ordinal)
        );
        if (names < 0)
            throw text.Wrong(
                text.Lines.Length - 1,
                0,
                "the line with the names of the columns (Freq, ..., Z'(a), Z''(b)) is missing: the file is cut or of another kind"
            );
        var first = names + 1;
        if (
            first < text.Lines.Length
            && text.Lines[first].StartsWith("End Comments", StringComparison.Ordinal)
        )
            first++;
        var delimiter =
            first < text.Lines.Length && text.Lines[first].Contains('\t') ? Delimiter.Tab
            : first < text.Lines.Length && text.Lines[first].Contains(',') ? Delimiter.Comma
            : Delimiter.Space;
        var table = TextTable.At(text, first, text.Lines.Length, null, delimiter, false);
        if (table.End < text.Lines.Length)
            throw text.Wrong(table.End, 0, "this line is no row of numbers");
        var assembler = new SpectrumAssembler(file);
        var layout = ImpedanceLayout.FromNames(["Freq", "", "", "", "Z'", "Z''"])!;
        var width = table.Rows.Count > 0 ? Math.Max(table.Rows[0].Cells.Count, ReactanceColumn + 1) : 0;
        var points = ImpedanceTable.Read(file.Name, table.Rows, layout, width, table.DecimalComma);
        if (Announced(text, names) is { } announced && announced > points.Count)
            assembler.Note(
                $"{announced} points are announced, {points.Count} are there: the measurement ended early, or the file is cut"
            );
        assembler.NoteCut(text);
        assembler.Add(points, Path.GetFileName(file.Name), SignPolicy.Known);
        return assembler.Finish(Name);
    }

    /// <summary>The number of points: a line of its own above the names, or "Data Points:".</summary>
    private static int? Announced(TextFile text, int names)
    {
        for (var k = names - 1; k >= Math.Max(0, names - 3); k--)
        {
            var line = text.Lines[k].Trim();
            if (line.StartsWith("Data Points:", StringComparison.Ordinal))
                line = line["Data Points:".Length..].Trim();
            if (int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                return count;
        }
        return null;
    }
}
