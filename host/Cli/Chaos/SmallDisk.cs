using System.Diagnostics;

namespace EdgeTester.Cli.Chaos;

/// <summary>A disk in memory under the store, small enough to be filled. Mounting one needs root on Linux.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string folder;

    private SmallDisk(string folder) => this.folder = folder;

    private string Ballast => Path.Combine(folder, "ballast");

    /// <summary>Mounts one at a folder; null where that is not possible here.</summary>
    /// <param name="folder">Made where it is missing; must be empty.</param>
    /// <param name="megabytes">Size.</param>
    public static SmallDisk? TryMount(string folder, int megabytes)
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
            return null;
        Directory.CreateDirectory(folder);
        return Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", folder)
            ? new SmallDisk(folder)
            : null;
    }

    /// <summary>Takes all the space that is left.</summary>
    public void Fill()
    {
        try
        {
            using var stream = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, 0);
            var block = new byte[1 << 20];
            // Whole pages last: what the store can still write then is nothing.
            for (var size = block.Length; size >= 4096; )
            {
                try
                {
                    stream.Write(block, 0, size);
                }
                catch (IOException)
                {
                    size /= 2;
                }
            }
        }
        catch (IOException)
        {
            // Not even the file's end could be noted: it is full.
        }
    }

    /// <summary>Gives the space back.</summary>
    public void Free() => File.Delete(Ballast);

    /// <summary>Unmounts it; what is on it is gone.</summary>
    public void Dispose() => Run("umount", "-l", folder);

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardError = true }
            )!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
