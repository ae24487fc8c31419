using System.Numerics;

namespace EdgeTester.Formats;

/// <summary>Eco Chemie FRA results (.dfr): a number a line; version, count, kind, then nine numbers a point: f, Z', -Z'', ...</summary>
internal sealed class EcoChemieFormat : ISpectrumFormat
{
    private const int NumbersAPoint = 9;
    private const int FirstPoint = 3;

    public string Name => "Eco Chemie dfr";

    public bool Recognises(DataFile file) =>
        !file.LooksBinary
        && file.Extension == ".dfr"
        && file.Text.Lines.Length > 0
        && file.Text.Lines[0].StartsWith("VERSION", StringComparison.Ordinal);

    public SpectrumFile Read(DataFile file)
    {
        var text = file.Text;
        var count = Number(text, 1);
        if (count is not (>= 1 and <= 1e6) || count % 1 != 0)
            throw text.Wrong(1, 0, "the number of points is no positive whole number");
        var points = new List<RawPoint>();
        for (var k = 0; k < count; k++)
        {
            var line = FirstPoint + k * NumbersAPoint;
            // The last number of a point must be there too, or the file is cut inside it.
            Number(text, line + NumbersAPoint - 1);
            points.Add(
                new RawPoint(
                    Number(text, line),
                    new Complex(Number(text, line + 1), -Number(text, line + 2)),
                    line
                )
            );
        }
        var assembler = new SpectrumAssembler(file);
        assembler.Add(points, Path.GetFileName(file.Name), SignPolicy.Known);
        return assembler.Finish(Name);
    }

    private static double Number(TextFile text, int line)
    {
        if (line >= text.Lines.Length || (line == text.Lines.Length - 1 && !text.EndsInLine))
            throw text.Wrong(
                text.Lines.Length - 1,
                0,
                "the file is cut: numbers are missing after this line"
            );
        return NumberText.TryParse(text.Lines[line], text.Lines[line].Contains(','), out var value)
            ? value
            : throw text.Wrong(line, 0, $"{TextFile.Quoted(text.Lines[line])} is no number");
    }
}
