namespace EdgeTester.Formats;

/// <summary>Gamry data files (.DTA): every table ZCURVE is a spectrum; drift-corrected columns make a second one.</summary>
internal sealed class GamryFormat : ISpectrumFormat
{
    public string Name => "Gamry DTA";

    public bool Recognises(DataFile file) =>
        !file.LooksBinary
        && file.Text.Lines.Length > 1
        && file.Text.Lines[0].StartsWith("EXPLAIN", StringComparison.Ordinal)
        && file.Text.Lines[1].StartsWith("TAG", StringComparison.Ordinal);

    public SpectrumFile Read(DataFile file)
    {
        var text = file.Text;
        var assembler = new SpectrumAssembler(file);
        var label = Path.GetFileName(file.Name);
        if (text.Find(line => line.StartsWith("EXPERIMENTABORTED", StringComparison.Ordinal)) >= 0)
            assembler.Note("the experiment was aborted: the last spectrum may lack points");
        var table = -1;
        var found = false;
        while (
            (table = text.Find(line => line.StartsWith("ZCURVE", StringComparison.Ordinal), table + 1)) >= 0
        )
        {
            found = true;
            ReadTable(file, table, label, assembler);
        }
        if (!found)
        {
            var tag = text.Lines[1].Split('\t');
            var kind =
                tag.Length > 1 && tag[1].Trim().Length > 0
                    ? TextFile.Quoted(tag[1].Trim())
                    : "of unknown kind";
            throw file.Refuse(
                $"this Gamry file ({kind}) has no table ZCURVE: it holds no impedance, or it was aborted or cut before"
            );
        }
        assembler.NoteCut(text);
        return assembler.Finish(Name);
    }

    private static void ReadTable(DataFile file, int start, string label, SpectrumAssembler assembler)
    {
        var text = file.Text;
        if (start + 2 >= text.Lines.Length)
            throw text.Wrong(text.Lines.Length - 1, 0, "the table ZCURVE is cut before its first row");
        var names = Delimiters
            .Split(text.Lines[start + 1], start + 1, Delimiter.Space)
            .Cells.Select(cell => cell.Text)
            .ToArray();
        var rows = new List<Row>();
        // The line after the names holds the units.
        var k = start + 3;
        for (; k < text.Lines.Length && text.Lines[k].Length > 0 && char.IsWhiteSpace(text.Lines[k][0]); k++)
            if (!string.IsNullOrWhiteSpace(text.Lines[k]))
                rows.Add(Delimiters.Split(text.Lines[k], k, Delimiter.Space));
        var comma =
            k > start + 3 && text.Lines[start + 3].Contains(',') && !text.Lines[start + 3].Contains('.');
        var layout =
            ImpedanceLayout.FromNames(names)
            ?? throw text.Wrong(start + 1, 0, "the table ZCURVE does not name Freq, Zreal and Zimag");
        assembler.Add(
            ImpedanceTable.Read(file.Name, rows, layout, names.Length, comma),
            label,
            SignPolicy.Known
        );
        if (ImpedanceLayout.FromNames(DriftCorrected(names)) is not { } corrected)
            return;
        assembler.Note("the drift-corrected columns are a spectrum of their own");
        assembler.Add(
            ImpedanceTable.Read(file.Name, rows, corrected, names.Length, comma),
            label + " (drift corrected)",
            SignPolicy.Known
        );
    }

    /// <summary>The names with the corrected columns in the place of the plain ones; names nothing where there are none.</summary>
    private static string[] DriftCorrected(string[] names) =>
        names
            .Select(name =>
                name.EndsWith("DrCor", StringComparison.OrdinalIgnoreCase) ? name[..^5]
                : name.StartsWith('Z') ? ""
                : name
            )
            .ToArray();
}
