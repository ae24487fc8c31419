namespace EdgeTester.Messaging;

/// <summary>Finds programs.</summary>
internal static class MosquittoProgram
{
    private static readonly string[] MoreFolders =
    [
        "/usr/sbin",
        "/usr/local/sbin",
        "/opt/homebrew/sbin",
        @"C:\Program Files\mosquitto",
    ];

    /// <summary>Path of the broker, or null where it is not installed.</summary>
    public static string? FindBroker()
    {
        return Find(OperatingSystem.IsWindows() ? "mosquitto.exe" : "mosquitto");
    }

    /// <summary>Path of a program in PATH or where system programs are, or null.</summary>
    public static string? Find(string name)
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        foreach (string folder in folders.Concat(MoreFolders))
        {
            if (folder.Length == 0)
                continue;
            string path = Path.Combine(folder, name);
            if (File.Exists(path))
                return path;
        }
        return null;
    }
}
