namespace EdgeTester.Formats;

/// <summary>Reads cycling records of many instruments: BDF, BioLogic (.mpt, .mpr), and the text or xlsx exports of Arbin, Maccor, Basytec, Novonix, Neware.</summary>
public static class TimeSeriesFiles
{
    /// <summary>Lines above which a header must stand.</summary>
    private const int HeaderLines = 200;

    /// <summary>Reads a file.</summary>
    /// <exception cref="DataFileException">It is not there, is damaged, or holds no time, voltage and current.</exception>
    public static TimeSeries Read(string path) => Read(FileBytes.Of(path), path);

    /// <summary>Reads a stream to its end.</summary>
    /// <exception cref="DataFileException">It is damaged, or holds no time, voltage and current.</exception>
    public static TimeSeries Read(Stream stream, string name) => Read(FileBytes.Of(stream, name), name);

    /// <summary>Reads bytes.</summary>
    /// <inheritdoc cref="Read(Stream, string)"/>
    public static TimeSeries Read(byte[] bytes, string name)
    {
        var file = new DataFile(name, bytes);
        if (bytes.Length == 0)
            throw file.Refuse("the file is empty");
        if (EcLabBinary.Is(file))
            return EcLabBinarySeries.Read(file);
        if (UnreadableFormat.Reason(file) is { } reason)
            throw file.Refuse(reason);
        if (ExcelSheets.Is(file) || OpenDocumentSheets.Is(file))
            return ReadSheets(file);
        if (file.LooksBinary)
            throw file.Refuse("this is a binary file of a kind that is not known");
        return EcLabText.Is(file.Text) ? ReadEcLab(file) : ReadText(file);
    }

    private static TimeSeries ReadEcLab(DataFile file)
    {
        var head = EcLabText.Read(file.Text);
        var builder = SeriesTable.Read(
            file,
            $"BioLogic EC-Lab text, {head.Technique}",
            head.Header.Cells.Select(cell => cell.Text).ToArray(),
            RowsFrom(file.Text, head.FirstRow, Delimiter.Tab),
            head.HasDecimalComma(file.Text)
        );
        if (!builder.Has(BdfColumns.Current) && head.Technique == "Open Circuit Voltage")
        {
            builder
                .Column(BdfColumns.Current)
                .AddRange(Enumerable.Repeat(0.0, builder.Column(BdfColumns.TestTime).Count));
            builder.Note("the file has no current: the cell was open");
        }
        return builder.Finish();
    }

    private static TimeSeries ReadText(DataFile file)
    {
        var text = file.Text;
        for (var k = 0; k < Math.Min(HeaderLines, text.Lines.Length); k++)
            foreach (
                var delimiter in new[] { Delimiter.Tab, Delimiter.Semicolon, Delimiter.Comma, Delimiter.Bar }
            )
            {
                // Every name of the time has the word in it; asking first keeps long files of other kinds quick.
                if (!text.Lines[k].Contains("time", StringComparison.OrdinalIgnoreCase))
                    continue;
                var header = Delimiters
                    .Split(text.Lines[k], k, delimiter)
                    .Cells.Select(cell => cell.Text)
                    .ToArray();
                if (header.Length < 3 || !SeriesColumn.Suffices(SeriesColumn.Choose(header)))
                    continue;
                var sample = text.Lines.Skip(k + 1).FirstOrDefault() ?? "";
                var comma = delimiter != Delimiter.Comma && sample.Contains(',') && !sample.Contains('.');
                var builder = SeriesTable.Read(
                    file,
                    FormatOf(text, header),
                    header,
                    RowsFrom(text, k + 1, delimiter),
                    comma
                );
                if (!text.EndsInLine)
                    builder.Note(
                        "the last line has no end: if the file was cut there, its last number may be wrong"
                    );
                return builder.Finish();
            }
        throw file.Refuse($"no line of the first {HeaderLines} names columns for time, voltage and current");
    }

    /// <summary>The rows one after the other, so that a long record is never there as cells all at once.</summary>
    private static IEnumerable<Row> RowsFrom(TextFile text, int first, Delimiter delimiter)
    {
        for (var k = first; k < text.Lines.Length; k++)
            if (!string.IsNullOrWhiteSpace(text.Lines[k]))
                yield return Delimiters.Split(text.Lines[k], k, delimiter);
    }

    private static TimeSeries ReadSheets(DataFile file)
    {
        var sheets = ExcelSheets.Is(file) ? ExcelSheets.Read(file) : OpenDocumentSheets.Read(file);
        foreach (var sheet in sheets)
            for (var k = 0; k < Math.Min(HeaderLines, sheet.Rows.Count); k++)
            {
                var header = sheet.Rows[k].Cells.Select(cell => cell.Text).ToArray();
                if (SeriesColumn.Suffices(SeriesColumn.Choose(header)))
                    return SeriesTable
                        .Read(
                            file,
                            $"spreadsheet, sheet {sheet.Name}",
                            header,
                            sheet.Rows.Skip(k + 1).Where(row => row.Cells.Count > 1),
                            false
                        )
                        .Finish();
            }
        throw file.Refuse("no sheet names columns for time, voltage and current");
    }

    private static string FormatOf(TextFile text, string[] header) =>
        header.Contains(BdfColumns.TestTime.Label) || header.Contains(BdfColumns.TestTime.Name)
            ? "Battery Data Format"
        : text.Lines[0].Contains("Basytec", StringComparison.Ordinal) ? "Basytec text"
        : text.Lines.Take(5).Any(line => line.StartsWith("Novonix", StringComparison.Ordinal))
            ? "Novonix text"
        : header.Contains("Data Point") || header.Contains("Data_Point") ? "Arbin text"
        : header.Any(name => name is "Rec" or "Rec#") ? "Maccor text"
        : "text table";
}
