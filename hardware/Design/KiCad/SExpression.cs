using System.Text;

namespace EdgeTester.Hardware.KiCad;

/// <summary>A list or an atom of a KiCad file, read strictly.</summary>
public sealed class SExpression
{
    private SExpression(string? atom, List<SExpression>? items)
    {
        Atom = atom;
        Items = items ?? [];
    }

    /// <summary>Text of an atom; null for a list.</summary>
    public string? Atom { get; }

    /// <summary>Parts of a list.</summary>
    public IReadOnlyList<SExpression> Items { get; }

    /// <summary>First atom of a list: its keyword.</summary>
    public string Head => Items.Count > 0 ? Items[0].Atom ?? "" : "";

    /// <summary>Lists inside with that keyword.</summary>
    public IEnumerable<SExpression> All(string head) => Items.Where(i => i.Head == head);

    /// <summary>The only list inside with that keyword, or null.</summary>
    public SExpression? Find(string head) => Items.FirstOrDefault(i => i.Head == head);

    /// <summary>Atom at an index.</summary>
    /// <exception cref="FormatException">There is a list or nothing.</exception>
    public string Text(int index) =>
        index < Items.Count && Items[index].Atom is { } text
            ? text
            : throw new FormatException($"({Head} ...) has no text at {index}");

    /// <summary>Number at an index.</summary>
    public double Number(int index) =>
        double.Parse(Text(index), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Reads exactly one expression.</summary>
    /// <exception cref="FormatException">Brackets or quotes do not match, or something follows.</exception>
    public static SExpression Parse(string text)
    {
        var at = 0;
        var result = Read(text, ref at);
        Skip(text, ref at);
        if (at != text.Length)
            throw new FormatException($"something follows the last bracket at character {at}");
        return result;
    }

    private static SExpression Read(string text, ref int at)
    {
        Skip(text, ref at);
        if (at >= text.Length)
            throw new FormatException("the file ends within a list");
        if (text[at] == '"')
            return new SExpression(Quoted(text, ref at), null);
        if (text[at] == ')')
            throw new FormatException($"a bracket closes that was not opened, at character {at}");
        if (text[at] != '(')
        {
            var start = at;
            while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not ('(' or ')' or '"'))
                at++;
            return new SExpression(text[start..at], null);
        }
        at++;
        List<SExpression> items = [];
        while (true)
        {
            Skip(text, ref at);
            if (at < text.Length && text[at] == ')')
                break;
            items.Add(Read(text, ref at));
        }
        at++;
        return new SExpression(null, items);
    }

    private static string Quoted(string text, ref int at)
    {
        var value = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                at++;
                return value.ToString();
            }
            if (text[at] == '\\' && at + 1 < text.Length)
                value.Append(text[++at] == 'n' ? '\n' : text[at]);
            else
                value.Append(text[at]);
        }
        throw new FormatException("a quote is not closed");
    }

    private static void Skip(string text, ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
    }
}
