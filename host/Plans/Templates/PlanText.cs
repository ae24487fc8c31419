using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace EdgeTester.Plans;

/// <summary>Writes a plan as JSON that people read and change: one line a step.</summary>
internal sealed class PlanText
{
    private readonly List<string> steps = [];

    /// <summary>Adds a step; fields that are null are left out.</summary>
    public PlanText Step(string kind, params (string Name, object? Value)[] fields)
    {
        steps.Add(Inline([("step", kind), .. fields]));
        return this;
    }

    /// <summary>Adds a tag.</summary>
    public PlanText Tag(string name) => Step("tag", ("tag", name));

    /// <summary>Adds a loop.</summary>
    public PlanText Loop(string tag, int count) => Step("loop", ("loop_to", tag), ("cycle_count", count));

    /// <summary>An object on one line.</summary>
    public static string Inline(params (string Name, object? Value)[] fields) =>
        "{ "
        + string.Join(
            ", ",
            fields
                .Where(field => field.Value is not null)
                .Select(field => $"\"{field.Name}\": {Value(field.Value!)}")
        )
        + " }";

    /// <summary>The whole file.</summary>
    public string Write(
        string name,
        string description,
        string sample,
        string record,
        string safety,
        string resume,
        string? sentinel = null
    )
    {
        var text = new StringBuilder("{\n");
        text.Append($"  \"name\": {Quoted(name)},\n");
        text.Append($"  \"description\": {Quoted(description)},\n");
        text.Append($"  \"sample\": {sample},\n");
        text.Append($"  \"record\": {record},\n");
        text.Append($"  \"safety\": {safety},\n");
        text.Append($"  \"resume\": {Quoted(resume)},\n");
        if (sentinel is not null)
            text.Append($"  \"sentinel\": {sentinel},\n");
        text.Append("  \"method\": [\n    ");
        text.Append(string.Join(",\n    ", steps));
        return text.Append("\n  ]\n}\n").ToString();
    }

    private static string Value(object value) =>
        value switch
        {
            string text when text.StartsWith('{') || text.StartsWith('[') => text,
            string text => Quoted(text),
            bool flag => flag ? "true" : "false",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => Quoted(value.ToString() ?? ""),
        };

    private static string Quoted(string text) =>
        "\"" + JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text) + "\"";
}
