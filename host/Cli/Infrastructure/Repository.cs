namespace EdgeTester.Cli.Infrastructure;

/// <summary>Finds the checkout that this program was built in.</summary>
public static class Repository
{
    /// <summary>The folder of EdgeTester.sln, or null when the program runs elsewhere.</summary>
    public static string? FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "EdgeTester.sln")))
                return at.FullName;
        return null;
    }

    /// <summary>Debug or Release, as this program was built.</summary>
    public static string Configuration =>
        AppContext.BaseDirectory.Contains(
            $"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}",
            StringComparison.Ordinal
        )
            ? "Release"
            : "Debug";
}
