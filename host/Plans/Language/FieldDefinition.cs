namespace EdgeTester.Plans;

/// <summary>What a field's value is.</summary>
internal enum FieldKind
{
    Number,
    Integer,
    Text,
    Flag,
    Choice,

    /// <summary>A number or a fraction such as "C/5", "1/3", "D/2".</summary>
    Rate,

    /// <summary>A tag or the number of a step, counted from 1.</summary>
    StepReference,
    Object,

    /// <summary>A text, or an object of one definition.</summary>
    ChoiceOrObject,
    ObjectList,
    StepList,
}

/// <summary>One field of the plan language: declared once, read by the parser and written into the JSON schema.</summary>
internal sealed record FieldDefinition(string Name, FieldKind Kind, string Description)
{
    /// <summary>Smallest value that the field may have.</summary>
    public double Minimum { get; init; } = double.NegativeInfinity;

    /// <summary>Largest value that the field may have.</summary>
    public double Maximum { get; init; } = double.PositiveInfinity;

    /// <summary>The value must be above <see cref="Minimum"/>.</summary>
    public bool AboveMinimum { get; init; }

    /// <summary>The words that a <see cref="FieldKind.Choice"/> may have.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The field must be there.</summary>
    public bool Required { get; init; }

    /// <summary>What an object or the items of a list are.</summary>
    public ObjectDefinition? Object { get; init; }
}

/// <summary>An object of the plan language.</summary>
internal sealed record ObjectDefinition(
    string Name,
    string Description,
    IReadOnlyList<FieldDefinition> Fields
)
{
    /// <summary>The field of a name, or null.</summary>
    public FieldDefinition? Find(string name) => Fields.FirstOrDefault(field => field.Name == name);
}
