namespace EdgeTester.Hardware.Tests;

/// <summary>The checkout that the tests run in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "EdgeTester.sln")))
                return at.FullName;
        throw new DirectoryNotFoundException("EdgeTester.sln is nowhere above the tests");
    }
}
