using System.Globalization;

namespace EdgeTester.Plans;

/// <summary>
/// Reads one JSON object against its definition and notes every mistake. A field that is null counts as left out,
/// as aurora-unicycler writes it.
/// </summary>
internal sealed class ObjectReader
{
    private readonly Dictionary<string, PlanMember> members = [];
    private readonly ObjectDefinition definition;
    private readonly MistakeList mistakes;

    public ObjectReader(PlanNode node, ObjectDefinition definition, string path, MistakeList mistakes)
    {
        this.definition = definition;
        this.mistakes = mistakes;
        Node = node;
        Path = path;
        if (node.Kind != JsonKind.Object)
        {
            mistakes.Add(node.Position, path, $"an object {{ ... }} is needed here, this is {node.Words}");
            return;
        }
        foreach (var member in node.Members)
            Take(member);
        foreach (var field in definition.Fields)
            if (field.Required && !members.ContainsKey(field.Name))
                mistakes.Add(node.Position, At(field.Name), $"this field is missing: {Described(field)}");
    }

    /// <summary>The object.</summary>
    public PlanNode Node { get; }

    /// <summary>Its place as a JSON path.</summary>
    public string Path { get; }

    /// <summary>Whether the field is there and not null.</summary>
    public bool Has(string name) => members.ContainsKey(name);

    /// <summary>The value of a field as it stands in the file, or null.</summary>
    public PlanNode? Value(string name) => members.TryGetValue(name, out var member) ? member.Value : null;

    /// <summary>Notes a mistake at a field, or at the object where the field is not there.</summary>
    public void Mistake(string name, string message) => mistakes.Add(Position(name), At(name), message);

    /// <summary>Notes a warning at a field, or at the object where the field is not there.</summary>
    public void Warning(string name, string message) => mistakes.Warn(Position(name), At(name), message);

    /// <summary>The path of a field; of the object for an empty name.</summary>
    public string At(string name) =>
        name.Length == 0 ? Path
        : Path.Length == 0 ? name
        : $"{Path}.{name}";

    /// <summary>A number inside its range, or null where it is left out or wrong (then it was noted).</summary>
    public double? Number(string name)
    {
        if (Value(name) is not { } value)
            return null;
        var field = Field(name);
        if (value.Kind != JsonKind.Number)
        {
            var hint =
                value.Kind == JsonKind.Text
                    ? ", without quotes and without a unit (the unit is the end of the name)"
                    : "";
            Mistake(name, $"a number is needed{hint}; this is {value.Words}");
            return null;
        }
        return InRange(name, field, value.Number, value.Text) ? value.Number : null;
    }

    /// <summary>A whole number inside its range.</summary>
    public long? Integer(string name)
    {
        if (Number(name) is not { } value)
            return null;
        if (value == Math.Floor(value))
            return (long)value;
        Mistake(name, $"a whole number is needed, this is {Value(name)!.Text}");
        return null;
    }

    /// <summary>A text.</summary>
    public string? Text(string name)
    {
        if (Value(name) is not { } value)
            return null;
        if (value.Kind == JsonKind.Text)
            return value.Text;
        Mistake(name, $"a text in quotes is needed, this is {value.Words}");
        return null;
    }

    /// <summary>True or false.</summary>
    public bool? Flag(string name)
    {
        if (Value(name) is not { } value)
            return null;
        if (value.Kind is JsonKind.True or JsonKind.False)
            return value.Kind == JsonKind.True;
        Mistake(name, $"true or false is needed, this is {value.Words}");
        return null;
    }

    /// <summary>One of the field's words.</summary>
    public string? Choice(string name)
    {
        if (Text(name) is not { } word)
            return null;
        var choices = Field(name).Choices;
        if (choices.Contains(word))
            return word;
        var near = Suggestion.For(word, choices);
        Mistake(
            name,
            $"\"{PlanNode.Quoted(word)}\" is none of {string.Join(", ", choices)}"
                + (near is null ? "" : $"; did you mean \"{near}\"?")
        );
        return null;
    }

    /// <summary>A rate in 1/h: a number or a fraction such as "C/5", "2C/3", "D/2", "1/3".</summary>
    public double? Rate(string name)
    {
        if (Value(name) is not { Kind: JsonKind.Text } value)
            return Number(name);
        if (RateText.TryParse(value.Text, out var rate))
            return rate;
        Mistake(name, $"{value.Words} is no rate: write a number, or a fraction such as \"C/5\" or \"D/5\"");
        return null;
    }

    /// <summary>The object of a field, to be read by its definition.</summary>
    public ObjectReader? Child(string name)
    {
        var field = Field(name);
        return Value(name) is { } value && field.Object is { } inner
            ? new ObjectReader(value, inner, At(name), mistakes)
            : null;
    }

    /// <summary>The items of a list; empty where it is left out or no list (then it was noted).</summary>
    public IReadOnlyList<PlanNode> Items(string name)
    {
        if (Value(name) is not { } value)
            return [];
        if (value.Kind == JsonKind.Array)
            return value.Items;
        Mistake(name, $"a list [ ... ] is needed, this is {value.Words}");
        return [];
    }

    private TextPosition Position(string name) =>
        members.TryGetValue(name, out var member) ? member.Value.Position : Node.Position;

    private FieldDefinition Field(string name) =>
        definition.Find(name)
        ?? throw new ArgumentException($"{definition.Name} declares no {name}", nameof(name));

    private void Take(PlanMember member)
    {
        if (definition.Find(member.Name) is null)
            Unknown(member);
        else if (members.ContainsKey(member.Name))
            mistakes.Add(member.Position, At(member.Name), "this field stands here twice");
        else if (member.Value.Kind != JsonKind.Null)
            members.Add(member.Name, member);
    }

    private void Unknown(PlanMember member)
    {
        var known = definition.Fields.Select(field => field.Name).ToArray();
        var number = member.Value.Kind == JsonKind.Number ? member.Value.Number : (double?)null;
        var hint = UnitSuffix.Explain(member.Name, number, known);
        if (hint is null && Suggestion.For(member.Name, known) is { } near)
            hint = $"did you mean \"{near}\"?";
        hint ??= "known are " + string.Join(", ", known.Where(name => name[0] != '$'));
        var name = PlanNode.Quoted(member.Name);
        mistakes.Add(member.Position, At(name), $"{definition.Name} has no field \"{name}\"; {hint}");
    }

    private bool InRange(string name, FieldDefinition field, double value, string written)
    {
        var low = field.AboveMinimum ? value <= field.Minimum : value < field.Minimum;
        if (double.IsFinite(value) && !low && value <= field.Maximum)
            return true;
        Mistake(name, $"{PlanNode.Quoted(written)} is out of range: {RangeOf(field)}");
        return false;
    }

    private static string RangeOf(FieldDefinition field)
    {
        var culture = CultureInfo.InvariantCulture;
        var unit = UnitOf(field.Name);
        if (double.IsFinite(field.Minimum) && field.AboveMinimum)
            return string.Create(
                culture,
                $"it must be above {field.Minimum:G6} and at most {field.Maximum:G7}{unit}"
            );
        if (double.IsFinite(field.Minimum))
            return string.Create(culture, $"{field.Minimum:G6} to {field.Maximum:G7}{unit} can be done");
        return "it must be a finite number";
    }

    private static string UnitOf(string name)
    {
        var unit = UnitSuffix.UnitOf(name);
        return unit is null ? "" : " " + unit;
    }

    private static string Described(FieldDefinition field) =>
        char.ToLowerInvariant(field.Description[0]) + field.Description[1..].TrimEnd('.');
}
