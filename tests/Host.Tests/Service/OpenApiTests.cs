using System.Text.Json.Nodes;

namespace EdgeTester.Host.Tests.Service;

public sealed class OpenApiTests(WholeRun stored) : IClassFixture<WholeRun>, IAsyncLifetime
{
    private readonly HostBench _bench = stored.Bench;
    private JsonNode _document = null!;

    public async ValueTask InitializeAsync() => _document = await _bench.GetAsync("/api/openapi.json");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void Every_path_of_the_api_is_described()
    {
        string[] expected =
        [
            "/api/alarms",
            "/api/alarms/trial",
            "/api/alarms/{id}/acknowledge",
            "/api/channels",
            "/api/commands",
            "/api/devices",
            "/api/devices/{serial}/calibration",
            "/api/health",
            "/api/methods",
            "/api/runs",
            "/api/runs/{run}",
            "/api/runs/{run}/channels/{channel}",
            "/api/runs/{run}/channels/{channel}/events",
            "/api/runs/{run}/channels/{channel}/report",
            "/api/runs/{run}/channels/{channel}/samples",
            "/api/runs/{run}/channels/{channel}/series",
            "/api/runs/{run}/channels/{channel}/spectra",
            "/api/runs/{run}/channels/{channel}/spectra/{spectrum}",
            "/api/runs/{run}/channels/{channel}/verify",
            "/api/session",
            "/api/stream",
            "/api/tokens",
            "/api/tokens/{name}",
        ];
        Assert.Equal(expected, Paths().Select(p => p.Key).Order(StringComparer.Ordinal));
        Assert.Equal("3.1.0", (string)_document["openapi"]!);
    }

    [Fact]
    public void Every_operation_says_what_it_does_and_what_it_takes()
    {
        foreach (var (path, item) in Paths())
        foreach (var (_, operation) in item!.AsObject())
        {
            Assert.NotEmpty((string)operation!["summary"]!);
            Assert.Contains(operation["responses"]!.AsObject(), r => r.Key == "200");
            var named = operation["parameters"]!.AsArray().Select(p => (string)p!["name"]!).ToHashSet();
            foreach (var segment in path.Split('/').Where(s => s.StartsWith('{')))
                Assert.Contains(segment.Trim('{', '}'), named);
        }
        var samples = _document["paths"]!["/api/runs/{run}/channels/{channel}/samples"]!["get"]![
            "parameters"
        ]!;
        Assert.Contains(
            samples.AsArray(),
            p => (string)p!["name"]! == "from_s" && (string)p["in"]! == "query" && !(bool)p["required"]!
        );
        Assert.NotNull(_document["paths"]!["/api/commands"]!["post"]!["requestBody"]);
    }

    [Fact]
    public void Every_reference_leads_somewhere()
    {
        var schemas = _document["components"]!["schemas"]!.AsObject();
        var references = All(_document["paths"]!)
            .Select(node => (string?)(node as JsonObject)?["$ref"])
            .OfType<string>()
            .Distinct()
            .ToArray();
        Assert.True(references.Length > 8);
        foreach (var reference in references)
            Assert.True(schemas.ContainsKey(reference["#/components/schemas/".Length..]), reference);
    }

    [Theory]
    [InlineData("/api/runs", "Run")]
    [InlineData("/api/channels", "Channel")]
    [InlineData("/api/runs/11223344556677880000000000000001/channels/0/spectra/0", "Spectrum")]
    [InlineData("/api/runs/11223344556677880000000000000001/channels/0/series", "Series")]
    [InlineData("/api/health", "Health")]
    public async Task What_is_answered_has_the_fields_that_are_described(string path, string schema)
    {
        var answer = await _bench.GetAsync(path);
        var one = (answer is JsonArray list ? list[0] : answer)!.AsObject();
        var described = _document["components"]!["schemas"]![schema]!["properties"]!.AsObject();
        Assert.Equal(described.Select(p => p.Key).Order(), one.Select(p => p.Key).Order());
    }

    private IEnumerable<KeyValuePair<string, JsonNode?>> Paths() => _document["paths"]!.AsObject();

    private static IEnumerable<JsonNode> All(JsonNode node)
    {
        yield return node;
        var children = node switch
        {
            JsonObject item => item.Select(pair => pair.Value),
            JsonArray list => list,
            _ => [],
        };
        foreach (var child in children.OfType<JsonNode>())
        foreach (var one in All(child))
            yield return one;
    }
}
