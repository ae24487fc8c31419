using EdgeTester.Analysis.Elements;

namespace EdgeTester.Analysis.Circuits;

/// <summary>
/// The notation of impedance.py: <c>R0-p(R1,CPE1)-Wo1</c>; a dash connects in series, <c>p(a,b)</c> in parallel, an
/// element is a symbol and a number. (The dash also separates elements in other programs' texts.)
/// </summary>
internal sealed class DashNotation(string text, ElementCatalogue catalogue)
    : CircuitTextReader(text, catalogue)
{
    private static readonly Dictionary<string, string> _synonyms = new(StringComparer.Ordinal)
    {
        ["CPE"] = "Q",
        ["T"] = "Tp",
        ["TLMQ"] = "Tlo",
    };

    protected override IReadOnlyDictionary<string, string> Synonyms => _synonyms;

    /// <summary>Whether a text is in this notation rather than Boukamp's.</summary>
    public static bool Matches(string text)
    {
        var braces = 0;
        for (var k = 0; k < text.Length; k++)
        {
            if (text[k] == '{')
                braces++;
            else if (text[k] == '}')
                braces--;
            else if (braces == 0 && (text[k] is '-' or ',' || char.IsAsciiDigit(text[k]) || IsParallel(k)))
                return true;
        }
        return false;

        // The p of an element's symbol stands behind a capital.
        bool IsParallel(int k) => text[k] is 'p' && (k == 0 || !char.IsAsciiLetter(text[k - 1]));
    }

    public CircuitSketch Read()
    {
        var whole = ReadSeries();
        if (!AtEnd)
            throw Unexpected("'-'");
        return whole;
    }

    private CircuitSketch ReadSeries()
    {
        var parts = new List<CircuitSketch>();
        do parts.Add(ReadPart());
        while (Accept('-'));
        SkipSpaces();
        return CircuitSketch.Join(false, parts);
    }

    private CircuitSketch ReadPart()
    {
        SkipSpaces();
        if (Current is not 'p')
            return ReadElement();
        Enter();
        Position++;
        Expect('(');
        var parts = new List<CircuitSketch>();
        do parts.Add(ReadSeries());
        while (Accept(','));
        Expect(')');
        Leave();
        return CircuitSketch.Join(true, parts);
    }

    private CircuitSketch.Leaf ReadElement()
    {
        var start = Position;
        var kind = ReadKind();
        while (!AtEnd && (char.IsAsciiDigit(Current) || Current is '_'))
            Position++;
        var label = Text[start..Position];
        return new CircuitSketch.Leaf(kind, label.Any(char.IsAsciiDigit) ? label : null, start, []);
    }
}
