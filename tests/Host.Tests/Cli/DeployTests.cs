using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeTester.Cli;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Service.Alarms;
using EdgeTester.Service.Bridges;

namespace EdgeTester.Host.Tests.Cli;

/// <summary>What operators copy from the repository must fit the program.</summary>
public sealed partial class DeployTests
{
    [Fact]
    public void The_systemd_unit_starts_the_host_with_options_that_exist()
    {
        var unit = File.ReadAllText(PathOf("host/Deploy/edgetester.service"));
        var line = ExecStart().Match(unit);
        Assert.True(line.Success);
        Parses(line.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void The_container_starts_and_asks_the_host_with_options_that_exist()
    {
        var text = File.ReadAllText(PathOf("host/Deploy/Containerfile"));
        var lists = JsonList()
            .Matches(text)
            .Select(m => JsonSerializer.Deserialize<string[]>(m.Value)!)
            .ToList();
        Assert.Equal(3, lists.Count);
        Parses(lists[0][2..]);
        Parses(lists[2]);
    }

    [Fact]
    public void The_settings_in_the_page_on_operations_can_be_read()
    {
        var page = File.ReadAllText(PathOf("docs/operations.md"));
        var documents = JsonBlock().Matches(page).Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(2, documents.Count);
        var folder = Directory.CreateTempSubdirectory("edgetester-deploy-").FullName;
        try
        {
            File.WriteAllText(AlarmSettings.PathIn(folder), documents[0]);
            File.WriteAllText(BridgeSettings.PathIn(folder), documents[1]);
            var alarms = AlarmSettings.Load(AlarmSettings.PathIn(folder));
            Assert.Single(alarms.Webhooks);
            Assert.NotNull(alarms.Mail);
            var bridges = BridgeSettings.Load(BridgeSettings.PathIn(folder));
            Assert.NotNull(bridges.HomeAssistant);
            Assert.Equal("Lab", bridges.Sparkplug!.Group);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    [Fact]
    public void Every_command_line_in_the_page_on_operations_fits()
    {
        var page = File.ReadAllText(PathOf("docs/operations.md"));
        var lines = CommandLine().Matches(page).Select(m => m.Groups[1].Value.Split('#')[0].Trim()).ToList();
        Assert.True(lines.Count >= 10);
        foreach (var line in lines)
            Parses(line.Replace("...", "x").Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static void Parses(string[] arguments)
    {
        var errors = CommandTree.Create().Parse(arguments).Errors;
        Assert.True(errors.Count == 0, $"{string.Join(' ', arguments)}: {string.Join("; ", errors)}");
    }

    private static string PathOf(string file) =>
        Path.Combine(Repository.FindRoot() ?? throw new InvalidOperationException("no checkout"), file);

    [GeneratedRegex(@"^ExecStart=\S+ \S+edgetester\.dll (.+)$", RegexOptions.Multiline)]
    private static partial Regex ExecStart();

    [GeneratedRegex(@"\[""[^\]]+\]")]
    private static partial Regex JsonList();

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();

    [GeneratedRegex(@"^(?:EDGETESTER_\S+ )*edgetester (.+)$", RegexOptions.Multiline)]
    private static partial Regex CommandLine();
}
