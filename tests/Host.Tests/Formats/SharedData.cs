namespace EdgeTester.Host.Tests.Formats;

/// <summary>The real files, which are not in the repository: EDGETESTER_SHARED, else ../shared beside or above it.</summary>
internal static class SharedData
{
    /// <summary>The folder of a data set; skips the test where the data are not there.</summary>
    public static string Folder(string name)
    {
        var root = Root();
        Assert.SkipUnless(root is not null, "the shared data are not here: set EDGETESTER_SHARED");
        return Path.Combine(root!, "data", name);
    }

    /// <summary>A file of the data; skips the test where it is not there.</summary>
    public static string File(string path)
    {
        var file = Folder(path);
        Assert.SkipUnless(System.IO.File.Exists(file), $"{path} is not among the shared data");
        return file;
    }

    private static string? Root()
    {
        if (Environment.GetEnvironmentVariable("EDGETESTER_SHARED") is { Length: > 0 } given)
            return Directory.Exists(Path.Combine(given, "data")) ? given : null;
        for (
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            folder is not null;
            folder = folder.Parent
        )
            if (Directory.Exists(Path.Combine(folder.FullName, "shared", "data")))
                return Path.Combine(folder.FullName, "shared");
        return null;
    }
}
