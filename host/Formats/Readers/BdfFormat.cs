namespace EdgeTester.Formats;

/// <summary>Battery Data Format tables with impedance among the samples: rows with a frequency are points, each step is a spectrum.</summary>
internal sealed class BdfFormat : ISpectrumFormat
{
    public string Name => "Battery Data Format";

    public bool Recognises(DataFile file) =>
        !file.LooksBinary
        && file.Text.Lines.Length > 0
        && Names(file).Any(name => BdfColumns.Find(name) == BdfColumns.TestTime);

    public SpectrumFile Read(DataFile file)
    {
        var text = file.Text;
        var names = Names(file);
        var layout =
            ImpedanceLayout.FromNames(names)
            ?? throw text.Wrong(
                0,
                0,
                "no impedance here: the table has no columns Frequency / Hz, Real Impedance / ohm, Imaginary Impedance / ohm"
            );
        var step = Array.FindIndex(names, name => BdfColumns.Find(name) == BdfColumns.StepCount);
        var points = new List<RawPoint>();
        for (var k = 1; k < text.Lines.Length; k++)
        {
            if (string.IsNullOrWhiteSpace(text.Lines[k]))
                continue;
            var row = Delimiters.Split(text.Lines[k], k, Delimiter.Comma);
            // Samples have no frequency, and their empty cells at the end count as none.
            if (layout.Frequency >= row.Cells.Count || row.Cells[layout.Frequency].Text.Length == 0)
                continue;
            var point = layout.Point(index => ImpedanceTable.Number(file.Name, row, index, false), k);
            points.Add(
                step < 0 ? point : point with { Group = ImpedanceTable.Number(file.Name, row, step, false) }
            );
        }
        var assembler = new SpectrumAssembler(file);
        assembler.NoteCut(text);
        assembler.Add(points, Path.GetFileName(file.Name), SignPolicy.Known);
        return assembler.Finish(Name);
    }

    private static string[] Names(DataFile file) =>
        file.Text.Lines[0].Split(',').Select(name => name.Trim().Trim('"')).ToArray();
}
