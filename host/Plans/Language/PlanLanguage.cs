using static EdgeTester.Plans.FieldKind;

namespace EdgeTester.Plans;

/// <summary>
/// The whole plan language as data: every object, its fields, their units (the end of the name), ranges and meaning.
/// The parser and the JSON schema (docs/plan.schema.json) are both made from this, so that they cannot differ.
/// A superset of the terms of aurora-unicycler.
/// </summary>
internal static class PlanLanguage
{
    /// <summary>The steps by name.</summary>
    public static readonly IReadOnlyDictionary<string, ObjectDefinition> Steps = PlanSteps
        .All()
        .ToDictionary(step => step.Name);

    /// <summary>The names of all steps.</summary>
    public static readonly IReadOnlyList<string> StepNames = [.. Steps.Keys];

    public static readonly ObjectDefinition Root = new(
        "plan",
        "A test plan of EdgeTester.",
        [
            new("$schema", Text, "Where the schema of this file is, for editors."),
            new("name", Text, "Name of the plan."),
            new("description", Text, "What it is for."),
            new("unicycler", FieldKind.Object, PlanParts.Unicycler.Description)
            {
                Object = PlanParts.Unicycler,
            },
            new("sample", FieldKind.Object, PlanParts.Sample.Description) { Object = PlanParts.Sample },
            new("record", FieldKind.Object, PlanParts.Record.Description)
            {
                Object = PlanParts.Record,
                Required = true,
            },
            new("safety", FieldKind.Object, PlanParts.Safety.Description) { Object = PlanParts.Safety },
            new("resume", ChoiceOrObject, PlanParts.Resume.Description)
            {
                Object = PlanParts.Resume,
                Choices = ["continue", "stop", "pause"],
            },
            new("sentinel", ChoiceOrObject, PlanParts.Sentinel.Description)
            {
                Object = PlanParts.Sentinel,
                Choices = ["on", "off"],
            },
            new("method", StepList, "The steps, in order.") { Required = true },
        ]
    );
}
