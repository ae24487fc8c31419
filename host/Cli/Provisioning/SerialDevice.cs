using System.Diagnostics;
using EdgeTester.Cli.Infrastructure;

namespace EdgeTester.Cli.Provisioning;

/// <summary>Opens a serial port of Linux or macOS: the system's own stty sets it, and then it is a file.</summary>
public static class SerialDevice
{
    /// <summary>Bits a second.</summary>
    public const int BitRate = 115200;

    /// <summary>Opens it: raw, no echo, and a read that waits half a second at the most.</summary>
    /// <exception cref="CliException">It is not there, or may not be opened.</exception>
    public static Stream Open(string path)
    {
        if (OperatingSystem.IsWindows())
            throw new CliException(
                ExitCode.Unavailable,
                "serial ports are opened on Linux and macOS only: send the lines of docs/provisioning-serial.md with a terminal"
            );
        if (!File.Exists(path))
            throw new CliException(
                ExitCode.BadInput,
                $"there is no port '{path}': 'ls /dev/ttyUSB* /dev/ttyACM*' names those that are there"
            );
        Set(path);
        try
        {
            return new FileStream(
                path,
                FileMode.Open,
                FileAccess.ReadWrite,
                FileShare.ReadWrite,
                bufferSize: 0
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(
                ExitCode.Unavailable,
                $"'{path}' cannot be opened ({e.Message}): are you in the group that may, 'dialout' on Debian?"
            );
        }
    }

    private static void Set(string path)
    {
        var flag = OperatingSystem.IsMacOS() ? "-f" : "-F";
        var start = new ProcessStartInfo(
            "stty",
            [flag, path, $"{BitRate}", "raw", "-echo", "-hupcl", "clocal", "min", "0", "time", "5"]
        )
        {
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new CliException(ExitCode.Unavailable, $"'{path}' is no serial port: {error.Trim()}");
    }
}
