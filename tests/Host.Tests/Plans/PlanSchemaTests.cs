using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeTester.Plans;

namespace EdgeTester.Host.Tests.Plans;

public class PlanSchemaTests
{
    [Fact]
    public void The_committed_schema_is_the_one_that_the_declarations_give()
    {
        var path = Path.Combine(Repository.Root, "docs", "plan.schema.json");
        if (Environment.GetEnvironmentVariable("EDGETESTER_APPROVE") == "1")
            File.WriteAllText(path, PlanSchema.Generate());
        Assert.Equal(PlanSchema.Generate(), File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Schema_and_parser_agree_on_every_template_and_on_thousands_of_changed_ones()
    {
        using var schema = JsonDocument.Parse(PlanSchema.Generate());
        var check = new SchemaCheck(schema.RootElement);
        var options = new TemplateOptions
        {
            Area = 1e-4,
            Thickness = 1e-3,
            Capacity = 3.6,
        };
        var random = new Random(11);
        var (refused, kept) = (0, 0);
        foreach (var template in PlanTemplates.All)
        {
            var json = PlanTemplates.Create(template.Name, options);
            for (var k = 0; k < 100; k++)
            {
                var tree = JsonNode.Parse(json)!;
                if (k > 0)
                    Change(tree, random);
                var text = tree.ToJsonString();
                using var document = JsonDocument.Parse(text);
                var plan = PlanFile.Parse(text);
                if (check.Accepts(document.RootElement))
                    kept++;
                // The parser judges more than a schema can (limits, loops, ends), never less.
                else
                {
                    refused++;
                    Assert.True(plan.Mistakes.Count > 0, $"the schema refuses what the parser takes: {text}");
                    continue;
                }
                var shape = plan.Mistakes.Where(mistake =>
                    mistake.Message.Contains("has no field") || mistake.Message.Contains("is needed")
                );
                Assert.True(
                    !shape.Any(),
                    $"the parser refuses what the schema takes: {string.Join("; ", shape)}"
                );
            }
        }
        Assert.True(refused > 250 && kept > 250, $"{refused} refused, {kept} kept");
    }

    private static void Change(JsonNode tree, Random random)
    {
        var objects = new List<JsonObject>();
        Collect(tree, objects);
        var target = objects[random.Next(objects.Count)];
        var names = target.Select(member => member.Key).ToArray();
        if (names.Length == 0)
            return;
        var name = names[random.Next(names.Length)];
        switch (random.Next(4))
        {
            case 0:
                target.Remove(name);
                break;
            case 1:
                target[name + "x"] = 1;
                break;
            case 2:
                target[name] = random.Next(5) switch
                {
                    0 => "text",
                    1 => true,
                    2 => new JsonArray(),
                    3 => new JsonObject(),
                    _ => null,
                };
                break;
            default:
                if (target[name]?.GetValueKind() == JsonValueKind.Number)
                    target[name] = target[name]!.GetValue<double>() * Math.Pow(10, random.Next(-6, 7));
                break;
        }
    }

    private static void Collect(JsonNode? node, List<JsonObject> objects)
    {
        if (node is JsonObject structure)
        {
            objects.Add(structure);
            foreach (var member in structure)
                Collect(member.Value, objects);
        }
        else if (node is JsonArray list)
            foreach (var item in list)
                Collect(item, objects);
    }
}
