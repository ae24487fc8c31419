using System.Globalization;
using EdgeTester.Analysis.Elements;

namespace EdgeTester.Analysis.Circuits;

/// <summary>What both notations share: a position in a text, symbols, numbers, errors that name the character.</summary>
internal abstract class CircuitTextReader(string text, ElementCatalogue catalogue)
{
    private const int DeepestNesting = 64;
    private int _depth;

    protected string Text { get; } = text;

    protected int Position { get; set; }

    protected bool AtEnd => Position >= Text.Length;

    protected char Current => AtEnd ? '\0' : Text[Position];

    /// <summary>Symbols that this notation writes differently, beside those of the catalogue.</summary>
    protected abstract IReadOnlyDictionary<string, string> Synonyms { get; }

    /// <summary>Reads the longest symbol that starts here.</summary>
    protected ElementKind ReadKind()
    {
        var start = Position;
        var end = start;
        while (end < Text.Length && char.IsAsciiLetter(Text[end]))
            end++;
        for (var stop = end; stop > start; stop--)
            if (Find(Text[start..stop]) is { } kind)
            {
                Position = stop;
                return kind;
            }
        throw end > start ? Error($"no element is called '{Text[start..end]}'") : Unexpected("an element");
    }

    protected double ReadNumber(string what)
    {
        SkipSpaces();
        var start = Position;
        while (!AtEnd && IsNumberPart())
            Position++;
        var number = Text[start..Position];
        if (
            number.Length == 0
            || !double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        )
        {
            Position = start;
            throw Error($"{what} is not a number");
        }
        return value;

        bool IsNumberPart() =>
            char.IsAsciiDigit(Current)
            || Current is '.'
            || (Current is '+' or '-' && (Position == start || Text[Position - 1] is 'e' or 'E'))
            || (
                Current is 'e' or 'E'
                && Position + 1 < Text.Length
                && (char.IsAsciiDigit(Text[Position + 1]) || Text[Position + 1] is '+' or '-')
            );
    }

    protected void SkipSpaces()
    {
        while (!AtEnd && char.IsWhiteSpace(Current))
            Position++;
    }

    protected void Expect(char character)
    {
        SkipSpaces();
        if (Current != character || AtEnd)
            throw Unexpected($"'{character}'");
        Position++;
    }

    protected bool Accept(char character)
    {
        SkipSpaces();
        if (AtEnd || Current != character)
            return false;
        Position++;
        return true;
    }

    /// <summary>A text from outside must not be able to exhaust the stack.</summary>
    protected void Enter()
    {
        if (++_depth > DeepestNesting)
            throw Error($"more than {DeepestNesting} brackets inside each other");
    }

    protected void Leave() => _depth--;

    protected CircuitSyntaxException Error(string reason) => new(Text, Position, reason);

    protected CircuitSyntaxException Unexpected(string expected) =>
        Error(
            AtEnd
                ? $"the text ends where {expected} should follow"
                : $"'{Current}' where {expected} should be"
        );

    private ElementKind? Find(string symbol) =>
        catalogue.TryGet(Synonyms.GetValueOrDefault(symbol, symbol), out var kind) ? kind : null;
}
