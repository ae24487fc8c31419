namespace EdgeTester.Formats;

/// <summary>BioLogic text exports (.mpt): PEIS, GEIS and any technique with impedance in between.</summary>
internal sealed class EcLabFormat : ISpectrumFormat
{
    public string Name => "BioLogic EC-Lab text";

    public bool Recognises(DataFile file) => !file.LooksBinary && EcLabText.Is(file.Text);

    public SpectrumFile Read(DataFile file)
    {
        var text = file.Text;
        var head = EcLabText.Read(text);
        var table = head.Rows(text);
        var names = head.Header.Cells.Select(cell => cell.Text).ToArray();
        if (table.Rows.Count > 0 && table.Rows[0].Cells.Count > names.Length)
            throw text.Wrong(
                head.FirstRow - 1,
                0,
                $"{names.Length} columns are named, the rows have {table.Rows[0].Cells.Count}: a name is missing"
            );
        var layout =
            ImpedanceLayout.FromNames(names)
            ?? throw text.Wrong(
                head.FirstRow - 1,
                0,
                $"no impedance here: {(head.Technique.Length > 0 ? head.Technique : "the file")} has no columns freq/Hz, Re(Z)/Ohm, -Im(Z)/Ohm"
            );
        var assembler = new SpectrumAssembler(file);
        assembler.NoteCut(text);
        var points = ImpedanceTable.Read(
            file.Name,
            table.Rows,
            layout,
            Width(table, names.Length, assembler),
            table.DecimalComma
        );
        assembler.Add(points, Path.GetFileName(file.Name), layout.Sign);
        return assembler.Finish($"{Name}, {head.Technique}");
    }

    /// <summary>Some versions name columns that they then do not write; all rows agree on the shorter width.</summary>
    private static int Width(TextTable table, int names, SpectrumAssembler assembler)
    {
        var first = table.Rows.Count > 1 ? table.Rows[0].Cells.Count : names;
        if (first >= names || table.Rows[1].Cells.Count != first)
            return names;
        assembler.Note($"{names} columns are named, the rows have {first}: the last names are without data");
        return first;
    }
}
