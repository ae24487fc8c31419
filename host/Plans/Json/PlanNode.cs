namespace EdgeTester.Plans;

/// <summary>The kinds of a JSON value.</summary>
internal enum JsonKind
{
    Null,
    True,
    False,
    Number,
    Text,
    Array,
    Object,
}

/// <summary>A JSON value that knows where it stands.</summary>
internal sealed class PlanNode(JsonKind kind, TextPosition position)
{
    public JsonKind Kind { get; } = kind;

    public TextPosition Position { get; } = position;

    /// <summary>The text, or a number as it was written.</summary>
    public string Text { get; init; } = "";

    /// <summary>The number; infinite where it is too large for a double.</summary>
    public double Number { get; init; }

    public List<PlanMember> Members { get; } = [];

    public List<PlanNode> Items { get; } = [];

    /// <summary>The kind in words, for messages.</summary>
    public string Words =>
        Kind switch
        {
            JsonKind.Null => "null",
            JsonKind.True => "true",
            JsonKind.False => "false",
            JsonKind.Number => $"the number {Text}",
            JsonKind.Text => $"the text \"{Quoted(Text)}\"",
            JsonKind.Array => "a list",
            _ => "an object",
        };

    /// <summary>A text shortened and without control characters, so that a message stays one line.</summary>
    public static string Quoted(string text)
    {
        var shown = text.Length <= 40 ? text : text[..37] + "...";
        return new string(shown.Select(c => char.IsControl(c) ? ' ' : c).ToArray());
    }
}

/// <summary>A member of a JSON object.</summary>
internal readonly record struct PlanMember(string Name, TextPosition Position, PlanNode Value);
