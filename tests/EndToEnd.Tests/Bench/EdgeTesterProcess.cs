using System.Diagnostics;
using System.Text;

namespace EdgeTester.EndToEnd.Tests.Bench;

/// <summary>The command line tool as a user runs it: a process with its own output and exit code.</summary>
public sealed class EdgeTesterProcess : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder errors = new();
    private readonly object gate = new();

    private EdgeTesterProcess(Process process) => this.process = process;

    /// <summary>The repository, found above the test's own folder.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>Folder of the shared data, or null where it is not here.</summary>
    public static string? SharedFolder { get; } = FindShared();

    /// <summary>Its process number.</summary>
    public int ProcessId => process.Id;

    /// <summary>What it has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (gate)
                return output.ToString();
        }
    }

    /// <summary>What it has printed on the error output so far.</summary>
    public string Errors
    {
        get
        {
            lock (gate)
                return errors.ToString();
        }
    }

    /// <summary>Starts it.</summary>
    public static EdgeTesterProcess Start(params string[] arguments)
    {
        var configuration = AppContext.BaseDirectory.Contains("Release") ? "Release" : "Debug";
        var program = Path.Combine(
            RepositoryRoot,
            "host",
            "Cli",
            "bin",
            configuration,
            "net10.0",
            "edgetester.dll"
        );
        // Who runs the tests in the background of a script hands down that SIGINT is to be ignored.
        string[] command = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", "dotnet"] : ["dotnet"];
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(command[0], [.. command[1..], program, .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = Path.GetTempPath(),
            },
        };
        var result = new EdgeTesterProcess(process);
        process.OutputDataReceived += (_, e) => result.Keep(result.output, e.Data);
        process.ErrorDataReceived += (_, e) => result.Keep(result.errors, e.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return result;
    }

    /// <summary>Runs it to its end.</summary>
    /// <returns>Exit code, output, error output.</returns>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var running = Start(arguments);
        var code = await running.WaitAsync(TimeSpan.FromMinutes(5));
        return (code, running.Output, running.Errors);
    }

    /// <summary>Waits for its end; the exit code.</summary>
    public async Task<int> WaitAsync(TimeSpan patience)
    {
        using var cancellation = new CancellationTokenSource(patience);
        try
        {
            await process.WaitForExitAsync(cancellation.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"edgetester did not end in {patience}: {Output}\n{Errors}");
        }
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>Waits until its error output holds a text.</summary>
    public async Task SeeAsync(string text, TimeSpan patience)
    {
        var until = DateTime.UtcNow + patience;
        while (!Errors.Contains(text, StringComparison.Ordinal))
        {
            if (DateTime.UtcNow > until || process.HasExited)
                Assert.Fail($"'{text}' was not seen: {Output}\n{Errors}");
            await Task.Delay(50);
        }
    }

    /// <summary>Ends it and its children.</summary>
    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private void Keep(StringBuilder target, string? line)
    {
        if (line is null)
            return;
        lock (gate)
            target.AppendLine(line);
    }

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "EdgeTester.sln")))
                return at.FullName;
        throw new InvalidOperationException(
            "EdgeTester.sln is in no folder above " + AppContext.BaseDirectory
        );
    }

    private static string? FindShared()
    {
        var told = Environment.GetEnvironmentVariable("EDGETESTER_SHARED");
        var candidates = new[] { told, Path.Combine(FindRoot(), "..", "shared"), "/work/shared" };
        return candidates.FirstOrDefault(c => c is not null && Directory.Exists(Path.Combine(c, "data")));
    }
}
