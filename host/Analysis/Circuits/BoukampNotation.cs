using EdgeTester.Analysis.Elements;

namespace EdgeTester.Analysis.Circuits;

/// <summary>
/// Boukamp's circuit description code (Boukamp, Solid State Ionics 20 (1986) 31, doi:10.1016/0167-2738(86)90031-7):
/// elements side by side are in series, round brackets connect in parallel, round brackets directly inside round
/// brackets (or square ones anywhere) connect in series. An element may carry
/// <c>{symbol=value[f][/lower[/upper]], ... :label}</c>, where f fixes the value.
/// </summary>
internal sealed class BoukampNotation(string text, ElementCatalogue catalogue)
    : CircuitTextReader(text, catalogue)
{
    private static readonly Dictionary<string, string> _synonyms = new(StringComparer.Ordinal)
    {
        ["O"] = "Ws",
        ["T"] = "Wo",
        ["CPE"] = "Q",
    };

    protected override IReadOnlyDictionary<string, string> Synonyms => _synonyms;

    public CircuitSketch Read()
    {
        var parts = ReadParts(isParallel: false);
        if (!AtEnd)
            throw Unexpected("an element");
        return CircuitSketch.Join(false, parts);
    }

    private List<CircuitSketch> ReadParts(bool isParallel)
    {
        var parts = new List<CircuitSketch>();
        for (SkipSpaces(); !AtEnd && Current is not (')' or ']'); SkipSpaces())
            parts.Add(
                Current switch
                {
                    '(' => ReadGroup('(', ')', !isParallel),
                    '[' => ReadGroup('[', ']', false),
                    _ => ReadElement(),
                }
            );
        return parts.Count > 0 ? parts : throw Unexpected("an element");
    }

    private CircuitSketch ReadGroup(char open, char close, bool isParallel)
    {
        Enter();
        Expect(open);
        var parts = ReadParts(isParallel);
        Expect(close);
        Leave();
        return CircuitSketch.Join(isParallel, parts);
    }

    private CircuitSketch.Leaf ReadElement()
    {
        var position = Position;
        var kind = ReadKind();
        var settings = new List<ParameterSketch>();
        string? label = null;
        if (Accept('{'))
        {
            SkipSpaces();
            if (Current is not (':' or '}'))
                do settings.Add(ReadSetting(kind, settings));
                while (Accept(','));
            if (Accept(':'))
                label = ReadLabel(kind);
            Expect('}');
        }
        return new CircuitSketch.Leaf(kind, label, position, settings);
    }

    private string? ReadLabel(ElementKind kind)
    {
        SkipSpaces();
        var start = Position;
        while (!AtEnd && (char.IsLetterOrDigit(Current) || Current is '_'))
            Position++;
        if (Position == start)
            return null;
        var word = Text[start..Position];
        // A bare number continues the symbol (R1); a word is set off from it (R_ct).
        return word.StartsWith(kind.Symbol, StringComparison.Ordinal) && word.Length > kind.Symbol.Length
                ? word
            : char.IsAsciiDigit(word[0]) ? kind.Symbol + word
            : $"{kind.Symbol}_{word}";
    }

    private ParameterSketch ReadSetting(ElementKind kind, List<ParameterSketch> before)
    {
        SkipSpaces();
        var start = Position;
        while (!AtEnd && (char.IsLetterOrDigit(Current) || Current is '_'))
            Position++;
        var symbol = Text[start..Position];
        var index = Enumerable
            .Range(0, kind.Parameters.Count)
            .FirstOrDefault(k => kind.Answers(k, symbol), -1);
        if (index < 0 || before.Any(setting => setting.Index == index))
        {
            Position = start;
            throw Error(
                index < 0
                    ? $"{kind} has no parameter '{symbol}' (it has {string.Join(", ", kind.Parameters.Select(p => p.Symbol))})"
                    : $"'{symbol}' is given twice"
            );
        }
        Expect('=');
        var value = ReadNumber($"the value of {symbol}");
        var isFixed = Current is 'f' or 'F';
        if (isFixed)
            Position++;
        double? lower = null,
            upper = null;
        if (Accept('/'))
            lower = ReadLimit($"the lower limit of {symbol}", value);
        if (Accept('/'))
            upper = ReadLimit($"the upper limit of {symbol}", value);
        return new ParameterSketch(index, value, lower, upper, isFixed);
    }

    private double ReadLimit(string what, double value)
    {
        SkipSpaces();
        foreach (var infinity in (string[])["-inf", "+inf", "inf"])
            if (string.CompareOrdinal(Text, Position, infinity, 0, infinity.Length) == 0)
            {
                Position += infinity.Length;
                return infinity[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            }
        var limit = ReadNumber(what);
        return Accept('%') ? value * limit / 100 : limit;
    }
}
