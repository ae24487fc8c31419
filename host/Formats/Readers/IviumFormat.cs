using System.Globalization;

namespace EdgeTester.Formats;

/// <summary>Ivium data files (.idf) and data sets (.ids): text blocks "primary_data" in a partly binary file; Z', Z'', f.</summary>
internal sealed class IviumFormat : ISpectrumFormat
{
    private const string Block = "primary_data";

    public string Name => "Ivium";

    public bool Recognises(DataFile file) =>
        file.Extension is ".idf" or ".ids" && file.Bytes.AsSpan().IndexOf("Peaks="u8) is >= 0 and < 256;

    public SpectrumFile Read(DataFile file)
    {
        var text = file.Text;
        var assembler = new SpectrumAssembler(file);
        var block = -1;
        var last = 0;
        while ((block = text.Find(line => line.StartsWith(Block, StringComparison.Ordinal), block + 1)) >= 0)
        {
            var impedance = text.Find(line => line.Trim() == "Method=Impedance", last);
            if (impedance < 0 || impedance > block)
                assembler.Note($"the data of line {block + 1} are of another method than impedance");
            else
                ReadBlock(file, block, assembler);
            last = block + 1;
        }
        return assembler.Finish(Name);
    }

    private static void ReadBlock(DataFile file, int block, SpectrumAssembler assembler)
    {
        var text = file.Text;
        var columns = Count(text, block + 1);
        var count = Count(text, block + 2);
        if (columns != 3)
            throw text.Wrong(block + 1, 0, $"{columns} columns are announced, an impedance has 3");
        var rows = new List<Row>();
        for (var k = block + 3; k < block + 3 + count; k++)
        {
            if (k >= text.Lines.Length)
                throw text.Wrong(
                    text.Lines.Length - 1,
                    0,
                    $"{count} points are announced, {rows.Count} are there: the file is cut"
                );
            rows.Add(Delimiters.Split(text.Lines[k], k, Delimiter.Space));
        }
        var layout = ImpedanceLayout.FromNames(["Z'", "Z''", "f"])!;
        assembler.Add(
            ImpedanceTable.Read(file.Name, rows, layout, columns, false),
            Path.GetFileName(file.Name),
            SignPolicy.Known
        );
    }

    private static int Count(TextFile text, int line) =>
        line < text.Lines.Length
        && int.TryParse(
            text.Lines[line].Trim(),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var count
        )
            ? count
            : throw text.Wrong(
                Math.Min(line, text.Lines.Length - 1),
                0,
                "a count is missing here: the file is cut"
            );
}
