namespace EdgeTester.Architecture.Tests;

internal static class RepositoryRoot
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(System.IO.Path.Combine(at.FullName, "EdgeTester.sln")))
                return at.FullName;
        throw new InvalidOperationException(
            "EdgeTester.sln is in no folder above " + AppContext.BaseDirectory
        );
    }
}
