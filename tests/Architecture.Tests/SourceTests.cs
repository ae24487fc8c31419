namespace EdgeTester.Architecture.Tests;

/// <summary>Habits of the house that a compiler does not see.</summary>
public sealed class SourceTests
{
    [Theory]
    [InlineData("host/Analysis", "DateTime.Now")]
    [InlineData("host/Analysis", "DateTime.UtcNow")]
    [InlineData("host/Analysis", "Stopwatch")]
    [InlineData("host/Analysis", "File.")]
    [InlineData("host/Analysis", "new Random()")]
    [InlineData("host/Analysis", "Console.")]
    [InlineData("firmware/Core", "DateTime.")]
    [InlineData("firmware/Core", "Thread")]
    [InlineData("firmware/Core", "Math.")]
    [InlineData("firmware/Core", "Console.")]
    [InlineData("shared/Contracts", "DateTime.")]
    [InlineData("shared/Contracts", "Math.")]
    public void PureCodeReachesForNothingOutside(string folder, string banned)
    {
        var offenders = Sources(folder)
            .SelectMany(file => File.ReadLines(file).Select((line, k) => (file, line, k)))
            .Where(x => Uses(x.line, banned))
            .Select(x => $"{Path.GetRelativePath(RepositoryRoot.Path, x.file)}:{x.k + 1}: {x.line.Trim()}")
            .ToList();
        Assert.True(offenders.Count == 0, string.Join('\n', offenders));
    }

    [Fact]
    public void NothingIsLeftForSomebodyElse()
    {
        var offenders = new[] { "shared", "firmware", "hardware", "host" }
            .SelectMany(Sources)
            .Where(file =>
                File.ReadLines(file)
                    .Any(line =>
                        line.Contains("NotImplemented" + "Exception")
                        || line.Contains("TO" + "DO")
                        || line.Contains("FIX" + "ME")
                    )
            )
            .ToList();
        Assert.Empty(offenders);
    }

    private static bool Uses(string line, string banned)
    {
        var code = line.TrimStart();
        if (
            code.StartsWith("//", StringComparison.Ordinal)
            || code.StartsWith("using ", StringComparison.Ordinal)
        )
            return false;
        var at = code.IndexOf(banned, StringComparison.Ordinal);
        return at >= 0 && (at == 0 || !char.IsLetterOrDigit(code[at - 1]) && code[at - 1] != '_');
    }

    private static IEnumerable<string> Sources(string folder) =>
        Directory
            .EnumerateFiles(Path.Combine(RepositoryRoot.Path, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/") && !file.Contains("/bin/") && !file.Contains("\\obj\\"));
}
