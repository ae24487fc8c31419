namespace EdgeTester.Formats;

/// <summary>Princeton Applied Research VersaStudio (.par): segments with a line "Definition=" that names the columns.</summary>
internal sealed class VersaStudioFormat : ISpectrumFormat
{
    private const string Definition = "Definition=";

    public string Name => "VersaStudio par";

    public bool Recognises(DataFile file) =>
        !file.LooksBinary && file.Text.Find(line => line.Trim() == "Name=VersaStudio") is >= 0 and < 20;

    public SpectrumFile Read(DataFile file)
    {
        var text = file.Text;
        var assembler = new SpectrumAssembler(file);
        var segment = -1;
        var segments = 0;
        while (
            (segment = text.Find(line => line.StartsWith(Definition, StringComparison.Ordinal), segment + 1))
            >= 0
        )
        {
            segments++;
            ReadSegment(file, segment, assembler);
        }
        if (segments == 0)
            throw file.Refuse(
                "there is no segment with data (\"Definition=\"): the file is cut, or nothing was measured"
            );
        assembler.NoteCut(text);
        return assembler.Finish(Name);
    }

    private static void ReadSegment(DataFile file, int definition, SpectrumAssembler assembler)
    {
        var text = file.Text;
        var names = Delimiters
            .Split(text.Lines[definition][Definition.Length..], definition, Delimiter.Comma)
            .Cells.Select(cell => cell.Text)
            .ToArray();
        if (ImpedanceLayout.FromNames(names) is not { } layout)
        {
            assembler.Note($"the segment of line {definition + 1} has no frequency and impedance");
            return;
        }
        var table = TextTable.At(text, definition + 1, text.Lines.Length, null, Delimiter.Comma, false);
        if (table.End == text.Lines.Length)
            assembler.Note("the end of the last segment is missing: the file is cut");
        var points = ImpedanceTable.Read(
            file.Name,
            table.Rows,
            layout,
            Math.Min(names.Length, table.Rows.Count > 0 ? table.Rows[0].Cells.Count : 0),
            false
        );
        assembler.Add(points, Path.GetFileName(file.Name), SignPolicy.Known);
    }
}
