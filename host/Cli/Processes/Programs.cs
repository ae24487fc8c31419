using System.Diagnostics;
using EdgeTester.Cli.Infrastructure;

namespace EdgeTester.Cli.Processes;

/// <summary>How to start this program again, and the virtual tester beside it.</summary>
public static class Programs
{
    private const string TesterProject = "firmware/Boards/Virtual/EdgeTester.Firmware.Virtual.csproj";

    /// <summary>The dotnet host that runs us.</summary>
    public static string Dotnet
    {
        get
        {
            var self = Environment.ProcessPath;
            return self is not null && Path.GetFileNameWithoutExtension(self) == "dotnet" ? self : "dotnet";
        }
    }

    /// <summary>The assembly of this program.</summary>
    public static string Self => Path.Combine(AppContext.BaseDirectory, "edgetester.dll");

    /// <summary>
    /// The assembly of the virtual tester: where EDGETESTER_VIRTUAL_TESTER says, beside this program, or in the checkout, where
    /// it is built if it is not there yet. The host never loads it: it is a board, and runs as a process.
    /// </summary>
    /// <exception cref="CliException">It is not to be had.</exception>
    public static string VirtualTester(TextWriter progress)
    {
        const string Name = "edgetester-virtual-tester.dll";
        var told = Environment.GetEnvironmentVariable("EDGETESTER_VIRTUAL_TESTER");
        if (!string.IsNullOrEmpty(told))
            return File.Exists(told)
                ? told
                : throw new CliException(
                    ExitCode.Unavailable,
                    $"EDGETESTER_VIRTUAL_TESTER names {told}, which is not there"
                );
        var beside = Path.Combine(AppContext.BaseDirectory, Name);
        if (File.Exists(beside))
            return beside;
        var root =
            Repository.FindRoot()
            ?? throw new CliException(
                ExitCode.Unavailable,
                $"{Name} is not beside this program: set EDGETESTER_VIRTUAL_TESTER to its path"
            );
        var built = Path.Combine(
            root,
            "firmware/Boards/Virtual/bin",
            Repository.Configuration,
            "net10.0",
            Name
        );
        if (File.Exists(built))
            return built;
        progress.WriteLine("building the virtual tester ...");
        using var build = Process.Start(
            new ProcessStartInfo(
                Dotnet,
                [
                    "build",
                    Path.Combine(root, TesterProject),
                    "-c",
                    Repository.Configuration,
                    "-v",
                    "q",
                    "--nologo",
                ]
            )
            {
                RedirectStandardOutput = true,
            }
        )!;
        var log = build.StandardOutput.ReadToEnd();
        build.WaitForExit();
        return build.ExitCode == 0 && File.Exists(built)
            ? built
            : throw new CliException(ExitCode.Internal, "the virtual tester does not build:\n" + log);
    }
}
