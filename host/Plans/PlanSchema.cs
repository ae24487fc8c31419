using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeTester.Plans;

/// <summary>The JSON schema (draft 2020-12) of plan files, made from the same declarations as the parser.</summary>
public static class PlanSchema
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema as text, as it stands in docs/plan.schema.json.</summary>
    public static string Generate()
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = "https://edgetester.dev/plan.schema.json",
            ["title"] = PlanLanguage.Root.Description,
        };
        foreach (var (name, value) in OfObject(PlanLanguage.Root, null).ToArray())
            schema[name] = value?.DeepClone();
        var definitions = new JsonObject();
        foreach (
            var part in new[]
            {
                PlanParts.Unicycler,
                PlanParts.Sample,
                PlanParts.Record,
                PlanParts.Safety,
                PlanParts.Resume,
                PlanParts.Sentinel,
                PlanParts.When,
            }
        )
            definitions[part.Name] = OfObject(part, null);
        foreach (var step in PlanLanguage.Steps.Values)
            definitions[step.Name] = OfObject(step, step.Name);
        schema["$defs"] = definitions;
        return schema.ToJsonString(Indented) + "\n";
    }

    private static JsonObject OfObject(ObjectDefinition definition, string? step)
    {
        var properties = new JsonObject();
        foreach (var field in definition.Fields)
            properties[field.Name] =
                step is not null && field.Name == "step"
                    ? new JsonObject { ["const"] = step }
                    : OfField(field);
        var result = new JsonObject
        {
            ["type"] = "object",
            ["description"] = definition.Description,
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
        var required = definition
            .Fields.Where(field => field.Required)
            .Select(field => (JsonNode)field.Name)
            .ToArray();
        if (required.Length > 0)
            result["required"] = new JsonArray(required);
        return result;
    }

    private static JsonObject OfField(FieldDefinition field)
    {
        var result = field.Kind switch
        {
            FieldKind.Number => Ranged(field, "number"),
            FieldKind.Integer => Ranged(field, "integer"),
            FieldKind.Text => Typed(field, "string"),
            FieldKind.Flag => Typed(field, "boolean"),
            FieldKind.Choice => Choice(field, !field.Required),
            FieldKind.Rate => AnyOf(Typed(field, "number"), new JsonObject { ["type"] = "string" }),
            FieldKind.StepReference => AnyOf(
                new JsonObject { ["type"] = "string" },
                new JsonObject { ["type"] = new JsonArray("integer", "null"), ["minimum"] = 1 }
            ),
            FieldKind.Object => AnyOf(Reference(field.Object!.Name), Nothing()),
            FieldKind.ChoiceOrObject => AnyOf(Choice(field, true), Reference(field.Object!.Name)),
            FieldKind.ObjectList => new JsonObject
            {
                ["type"] = new JsonArray("array", "null"),
                ["items"] = Reference(field.Object!.Name),
            },
            _ => new JsonObject
            {
                ["type"] = "array",
                ["minItems"] = 1,
                ["items"] = AnyOf(PlanLanguage.StepNames.Select(Reference).ToArray()),
            },
        };
        result["description"] = field.Description;
        return result;
    }

    private static JsonObject Ranged(FieldDefinition field, string type)
    {
        var result = Typed(field, type);
        if (double.IsFinite(field.Minimum))
            result[field.AboveMinimum ? "exclusiveMinimum" : "minimum"] = field.Minimum;
        if (double.IsFinite(field.Maximum))
            result["maximum"] = field.Maximum;
        return result;
    }

    private static JsonObject Typed(FieldDefinition field, string type) =>
        new() { ["type"] = field.Required ? type : new JsonArray(type, "null") };

    private static JsonObject Choice(FieldDefinition field, bool orNull)
    {
        var words = field.Choices.Select(choice => (JsonNode?)choice).ToList();
        if (orNull)
            words.Add(null);
        return new JsonObject { ["enum"] = new JsonArray([.. words]) };
    }

    private static JsonObject AnyOf(params JsonObject[] parts) =>
        new() { ["anyOf"] = new JsonArray([.. parts]) };

    private static JsonObject Reference(string name) => new() { ["$ref"] = "#/$defs/" + name };

    private static JsonObject Nothing() => new() { ["type"] = "null" };
}
