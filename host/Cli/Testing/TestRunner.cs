using System.Diagnostics;
using System.Text;
using EdgeTester.Cli.Infrastructure;

namespace EdgeTester.Cli.Testing;

/// <summary>Checks the layout of the sources, builds what is not built, runs every test project and adds up.</summary>
public sealed class TestRunner(string root, string configuration, TextWriter output)
{
    /// <summary>Runs all projects whose name contains <paramref name="filter"/>.</summary>
    /// <returns>An exit code.</returns>
    public async Task<int> RunAsync(string? filter, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var layoutIsGood = await LayoutIsGoodAsync(cancellation);
        var projects = Directory
            .EnumerateFiles(Path.Combine(root, "tests"), "*.Tests.csproj", SearchOption.AllDirectories)
            .Where(p => filter is null || p.Contains(filter, StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .ToList();
        if (projects.Count == 0)
            throw new CliException(ExitCode.Usage, $"no test project has '{filter}' in its name");
        var total = new TestSummary();
        var broken = new List<string>();
        foreach (var project in projects)
        {
            var name = Path.GetFileNameWithoutExtension(project);
            var summary = await RunProjectAsync(project, name, cancellation);
            if (summary is null)
                broken.Add(name);
            else if (summary.Value.Total == 0)
                broken.Add(name + " (it has no tests)");
            total += summary ?? default;
        }
        foreach (var name in broken)
            output.WriteLine($"broken: {name}");
        if (!layoutIsGood)
            output.WriteLine("broken: the layout of the sources (dotnet csharpier format .)");
        output.WriteLine($"in {watch.Elapsed.TotalSeconds:F0} s");
        total = total with { Failed = total.Failed + broken.Count + (layoutIsGood ? 0 : 1) };
        output.WriteLine(total);
        return total.Failed == 0 && total.Passed > 0 ? ExitCode.Success : ExitCode.Failed;
    }

    private async Task<bool> LayoutIsGoodAsync(CancellationToken cancellation)
    {
        output.WriteLine("== layout of the sources");
        var (restored, restoreText) = await RunAsync("dotnet", ["tool", "restore"], null, cancellation);
        if (restored != 0)
        {
            output.WriteLine(restoreText);
            return false;
        }
        var (code, text) = await RunAsync("dotnet", ["csharpier", "check", "."], null, cancellation);
        if (code != 0)
            output.WriteLine(text);
        return code == 0;
    }

    private async Task<TestSummary?> RunProjectAsync(
        string project,
        string name,
        CancellationToken cancellation
    )
    {
        var assembly = Path.Combine(
            Path.GetDirectoryName(project)!,
            "bin",
            configuration,
            "net10.0",
            name + ".dll"
        );
        if (!File.Exists(assembly))
        {
            output.WriteLine($"== building {name}");
            var (built, log) = await RunAsync(
                "dotnet",
                ["build", project, "-c", configuration, "--nologo", "-v", "q"],
                null,
                cancellation
            );
            if (built != 0)
            {
                output.WriteLine(log);
                return null;
            }
        }
        output.WriteLine($"== {name}");
        var (code, text) = await RunAsync("dotnet", [assembly], output, cancellation);
        var summary = TestSummary.TryParse(text);
        return code != 0 && summary is { Failed: 0 } ? null : summary;
    }

    private async Task<(int Code, string Text)> RunAsync(
        string program,
        string[] arguments,
        TextWriter? echo,
        CancellationToken cancellation
    )
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        var text = new StringBuilder();
        void Keep(string? line)
        {
            if (line is null)
                return;
            lock (text)
            {
                text.AppendLine(line);
                echo?.WriteLine(line);
            }
        }
        process.OutputDataReceived += (_, e) => Keep(e.Data);
        process.ErrorDataReceived += (_, e) => Keep(e.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        return (process.ExitCode, text.ToString());
    }
}
