using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeTester.EndToEnd.Tests.Bench;

namespace EdgeTester.EndToEnd.Tests;

/// <summary>The main job, as a newcomer runs it, with a host and a broker that are killed on the way.</summary>
public sealed partial class DemoTests
{
    [Fact]
    public async Task EightCellsAreRecoveredAndNothingIsLostThoughHostAndBrokerAreKilled()
    {
        var folder = Directory.CreateTempSubdirectory("edgetester-demo").FullName;
        try
        {
            string[] spectrum = EdgeTesterProcess.SharedFolder is { } shared
                ? ["--spectrum", Path.Combine(shared, "data", "_normalized", "MoS2_2H.csv")]
                : [];
            using var demo = EdgeTesterProcess.Start(["demo", "--json", "--folder", folder, .. spectrum]);
            await demo.SeeAsync("runs done", TimeSpan.FromMinutes(6));
            Kill(demo, "host");
            await Task.Delay(TimeSpan.FromSeconds(5));
            Kill(demo, "broker");
            var code = await demo.WaitAsync(TimeSpan.FromMinutes(25));

            using var outcome = Parse(demo);
            var root = outcome.RootElement;
            Assert.All(
                root.GetProperty("figures").EnumerateArray(),
                figure => Assert.True(figure.GetProperty("is_within_limit").GetBoolean(), figure.ToString())
            );
            Assert.Contains(" 0 missing, 0 doubled", root.GetProperty("verdict").GetString());
            var counts = root.GetProperty("counts").EnumerateArray().ToList();
            Assert.Equal(8, counts.Count);
            Assert.All(
                counts,
                count =>
                    Assert.True(
                        count.GetProperty("count").GetProperty("is_complete").GetBoolean(),
                        count.ToString()
                    )
            );
            Assert.True(
                root.GetProperty("figures").GetArrayLength() >= 20,
                "fewer figures than the cells have"
            );
            Assert.Contains(
                root.GetProperty("runs").EnumerateArray(),
                run =>
                    run.GetProperty("state")
                        .GetString()!
                        .Contains("short", StringComparison.OrdinalIgnoreCase)
            );
            Assert.All(
                root.GetProperty("reports").EnumerateArray(),
                report => Assert.Contains("<svg", File.ReadAllText(report.GetString()!))
            );
            Assert.Contains("started again:", demo.Errors);
            Assert.Equal(0, code);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static JsonDocument Parse(EdgeTesterProcess demo)
    {
        try
        {
            return JsonDocument.Parse(demo.Output);
        }
        catch (JsonException)
        {
            Assert.Fail($"the demo printed no JSON: {demo.Output}\n{demo.Errors}");
            throw;
        }
    }

    private static void Kill(EdgeTesterProcess demo, string name)
    {
        var match = Processes().Match(demo.Errors);
        Assert.True(match.Success, demo.Errors);
        using var victim = System.Diagnostics.Process.GetProcessById(
            int.Parse(match.Groups[name].Value, System.Globalization.CultureInfo.InvariantCulture)
        );
        victim.Kill();
    }

    [GeneratedRegex(@"processes: broker (?<broker>\d+), host (?<host>\d+), tester (?<tester>\d+)")]
    private static partial Regex Processes();
}
