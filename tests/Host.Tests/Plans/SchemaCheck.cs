using System.Text.Json;

namespace EdgeTester.Host.Tests.Plans;

/// <summary>A judge of JSON against the part of JSON schema that the plan schema uses; written apart from the parser.</summary>
internal sealed class SchemaCheck(JsonElement root)
{
    public bool Accepts(JsonElement value) => Accepts(value, root);

    private bool Accepts(JsonElement value, JsonElement schema)
    {
        foreach (var rule in schema.EnumerateObject())
            if (!Holds(value, schema, rule))
                return false;
        return true;
    }

    private bool Holds(JsonElement value, JsonElement schema, JsonProperty rule)
    {
        switch (rule.Name)
        {
            case "$ref":
                return Accepts(
                    value,
                    root.GetProperty("$defs").GetProperty(rule.Value.GetString()!.Split('/')[^1])
                );
            case "type":
                return rule.Value.ValueKind == JsonValueKind.Array
                    ? rule.Value.EnumerateArray().Any(type => Is(value, type.GetString()!))
                    : Is(value, rule.Value.GetString()!);
            case "const":
                return JsonElement.DeepEquals(value, rule.Value);
            case "enum":
                return rule.Value.EnumerateArray().Any(word => JsonElement.DeepEquals(value, word));
            case "anyOf":
                return rule.Value.EnumerateArray().Any(part => Accepts(value, part));
            case "minimum":
                return value.ValueKind != JsonValueKind.Number || value.GetDouble() >= rule.Value.GetDouble();
            case "exclusiveMinimum":
                return value.ValueKind != JsonValueKind.Number || value.GetDouble() > rule.Value.GetDouble();
            case "maximum":
                return value.ValueKind != JsonValueKind.Number || value.GetDouble() <= rule.Value.GetDouble();
            case "minItems":
                return value.ValueKind != JsonValueKind.Array
                    || value.GetArrayLength() >= rule.Value.GetInt32();
            case "items":
                return value.ValueKind != JsonValueKind.Array
                    || value.EnumerateArray().All(item => Accepts(item, rule.Value));
            case "required":
                return value.ValueKind != JsonValueKind.Object
                    || rule.Value.EnumerateArray()
                        .All(name => value.TryGetProperty(name.GetString()!, out _));
            case "additionalProperties":
                return value.ValueKind != JsonValueKind.Object
                    || value
                        .EnumerateObject()
                        .All(member => schema.GetProperty("properties").TryGetProperty(member.Name, out _));
            case "properties":
                return value.ValueKind != JsonValueKind.Object
                    || value
                        .EnumerateObject()
                        .All(member =>
                            !rule.Value.TryGetProperty(member.Name, out var inner)
                            || Accepts(member.Value, inner)
                        );
            case "$schema" or "$id" or "$defs" or "title" or "description":
                return true;
            default:
                throw new InvalidOperationException($"the check does not know {rule.Name}");
        }
    }

    private static bool Is(JsonElement value, string type) =>
        type switch
        {
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "null" => value.ValueKind == JsonValueKind.Null,
            "integer" => value.ValueKind == JsonValueKind.Number && value.GetDouble() % 1 == 0,
            _ => value.ValueKind == JsonValueKind.Number,
        };
}
