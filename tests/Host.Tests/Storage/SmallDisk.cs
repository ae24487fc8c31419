using System.Diagnostics;

namespace EdgeTester.Host.Tests.Storage;

/// <summary>A file system of a few megabytes of its own, half of it taken, that is gone afterwards. Only where this program may mount.</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly string filler;

    public SmallDisk(int megabytes, string? owner = null)
    {
        Path = Directory.CreateTempSubdirectory("edgetester-disk-").FullName;
        bool mounted =
            OperatingSystem.IsLinux()
            && Environment.IsPrivilegedProcess
            && Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=777", "tmpfs", Path);
        if (!mounted)
            Directory.Delete(Path);
        Assert.SkipUnless(mounted, "this needs the right to mount a small file system");
        if (owner != null)
            Assert.True(Run("chown", owner, Path));
        filler = System.IO.Path.Combine(Path, "filler");
        File.WriteAllBytes(filler, new byte[megabytes * 500_000]);
    }

    public string Path { get; }

    /// <summary>Frees half of it.</summary>
    public void Free()
    {
        File.Delete(filler);
    }

    /// <summary>Takes all that is left.</summary>
    public void Fill()
    {
        var block = new byte[4096];
        try
        {
            using var stream = new FileStream(
                System.IO.Path.Combine(Path, "rest"),
                FileMode.Create,
                FileAccess.Write,
                FileShare.None,
                bufferSize: 0
            );
            while (true)
                stream.Write(block);
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    public void Dispose()
    {
        Run("umount", "-l", Path);
        Directory.Delete(Path);
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardError = true }
        )!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
