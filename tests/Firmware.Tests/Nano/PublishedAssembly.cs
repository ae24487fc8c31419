using System.Text.RegularExpressions;

namespace EdgeTester.Firmware.Tests.Nano;

/// <summary>What the header of ../shared/nano-api says of an assembly.</summary>
public sealed partial record PublishedAssembly(
    string Package,
    string Version,
    IReadOnlyList<string> References
)
{
    /// <summary>Whether the published lists are on this machine.</summary>
    public static bool AreHere => Directory.Exists(Folder);

    /// <summary>Where they are.</summary>
    public static string Folder { get; } = Find();

    /// <summary>All members of an assembly, a line each.</summary>
    public static HashSet<string> MembersOf(string assembly) =>
        File.ReadAllLines(Path.Combine(Folder, assembly + ".txt")).Skip(1).ToHashSet();

    /// <summary>Reads a header.</summary>
    public static PublishedAssembly Read(string assembly)
    {
        var match = Header().Match(File.ReadLines(Path.Combine(Folder, assembly + ".txt")).First());
        Assert.True(match.Success, $"the header of {assembly} cannot be read");
        return new PublishedAssembly(
            match.Groups["package"].Value,
            match.Groups["version"].Value,
            match
                .Groups["refs"]
                .Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        );
    }

    private static string Find()
    {
        var shared =
            Environment.GetEnvironmentVariable("EDGETESTER_SHARED")
            ?? Path.Combine(SourceFolders.Root, "..", "shared");
        var near = Path.Combine(shared, "nano-api");
        return Directory.Exists(near) ? near : "/work/shared/nano-api";
    }

    [GeneratedRegex(@"\| package (?<package>\S+) (?<version>\S+).*\| refs:(?<refs>.*)$")]
    private static partial Regex Header();
}
