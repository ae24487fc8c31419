using System.Globalization;
using System.Text;

namespace EdgeTester.Plans;

/// <summary>The reference of the plan language as Markdown, made from the same declarations as the parser.</summary>
public static class PlanReference
{
    /// <summary>The reference as text, as it stands in docs/plan-fields.md.</summary>
    public static string Generate()
    {
        var text = new StringBuilder("# Fields of a test plan\n\n");
        text.Append(
            "Made from the parser's own declarations (host/Plans/Language/PlanLanguage.cs); the guide is [plans.md](plans.md).\n"
        );
        text.Append("**Bold** fields must be there. A field that is `null` counts as left out.\n");
        Append(text, PlanLanguage.Root, "The file");
        foreach (
            var part in new[]
            {
                PlanParts.Sample,
                PlanParts.Record,
                PlanParts.Safety,
                PlanParts.Resume,
                PlanParts.Sentinel,
                PlanParts.When,
                PlanParts.Unicycler,
            }
        )
            Append(text, part, $"`{part.Name}`");
        foreach (var step in PlanLanguage.Steps.Values)
            Append(text, step, $"Step `{step.Name}`");
        return text.ToString();
    }

    private static void Append(StringBuilder text, ObjectDefinition definition, string title)
    {
        text.Append(
            $"\n## {title}\n\n{definition.Description}\n\n| field | value | meaning |\n|---|---|---|\n"
        );
        foreach (var field in definition.Fields)
        {
            var name = field.Required ? $"**`{field.Name}`**" : $"`{field.Name}`";
            text.Append($"| {name} | {Value(field)} | {field.Description.Replace("|", "\\|")} |\n");
        }
    }

    private static string Value(FieldDefinition field) =>
        field.Kind switch
        {
            FieldKind.Number => "number" + Range(field),
            FieldKind.Integer => "whole number" + Range(field),
            FieldKind.Text => "text",
            FieldKind.Flag => "true or false",
            FieldKind.Choice => Words(field),
            FieldKind.Rate => "number or fraction (\"C/5\")",
            FieldKind.StepReference => "tag or number",
            FieldKind.Object => $"object `{field.Object!.Name}`",
            FieldKind.ChoiceOrObject => $"{Words(field)}, or an object",
            FieldKind.ObjectList => $"list of `{field.Object!.Name}`",
            _ => "list of steps",
        };

    private static string Words(FieldDefinition field) =>
        string.Join(", ", field.Choices.Select(word => $"\"{word}\""));

    private static string Range(FieldDefinition field)
    {
        if (!double.IsFinite(field.Minimum))
            return "";
        var from = field.AboveMinimum ? "above " : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $", {from}{field.Minimum:G6} to {field.Maximum:G7}"
        );
    }
}
