namespace EdgeTester.Firmware.Tests.Cells;

/// <summary>Measured data beside the repository, not part of it.</summary>
internal static class SharedData
{
    public static string? Folder { get; } = Find();

    public static string Spectrum(string name)
    {
        Assert.SkipUnless(Folder is not null, "../shared is not there (EDGETESTER_SHARED names it).");
        string path = Path.Combine(Folder!, "data", "_normalized", name);
        Assert.SkipUnless(File.Exists(path), $"{path} is not there.");
        return path;
    }

    public static IReadOnlyList<string> Spectra =>
        Folder is null
            ? []
            : Directory
                .GetFiles(Path.Combine(Folder, "data", "_normalized"), "*.csv")
                .Order(StringComparer.Ordinal)
                .ToArray();

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("EDGETESTER_SHARED") is { Length: > 0 } named)
        {
            return Directory.Exists(Path.Combine(named, "data", "_normalized")) ? named : null;
        }
        for (
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            folder is not null;
            folder = folder.Parent
        )
        {
            string candidate = Path.Combine(folder.FullName, "shared");
            if (Directory.Exists(Path.Combine(candidate, "data", "_normalized")))
            {
                return candidate;
            }
        }
        return null;
    }
}
