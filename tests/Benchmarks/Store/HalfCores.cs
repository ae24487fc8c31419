using System.Diagnostics;

namespace EdgeTester.Benchmarks.Store;

/// <summary>
/// Starts processes that get half a core each: in a control group of version 2 or 1 where this program may make one; else by
/// stopping and continuing them every 50 ms, which is as crude as it sounds.
/// </summary>
internal sealed class HalfCores : IDisposable
{
    private const string Version2 = "/sys/fs/cgroup";
    private const string Version1 = "/sys/fs/cgroup/cpu";
    private readonly List<string> groups = [];
    private readonly CancellationTokenSource ending = new();
    private readonly string name = "edgetester-bench-" + Environment.ProcessId;

    public HalfCores(int processes)
    {
        for (int k = 0; k < processes; k++)
            if (MakeGroup($"{name}-{k}") is string group)
                groups.Add(group);
        How = groups.Count == processes ? "control group" : "stopped half of the time";
    }

    public string How { get; }

    /// <summary>Starts the tool; the k-th process has the k-th half core, or as much as it gets where it is not halved.</summary>
    public Process Start(int k, bool isHalved, string tool, params string[] arguments)
    {
        var info = new ProcessStartInfo("sh") { RedirectStandardError = true, RedirectStandardOutput = true };
        bool grouped = k < groups.Count;
        info.ArgumentList.Add("-c");
        // The shell puts itself into the group and becomes the worker.
        info.ArgumentList.Add(
            (grouped ? $"echo $$ > {groups[k]}/cgroup.procs; " : "") + "exec dotnet \"$0\" \"$@\""
        );
        info.ArgumentList.Add(tool);
        foreach (string argument in arguments)
            info.ArgumentList.Add(argument);
        Process process = Process.Start(info)!;
        process.ErrorDataReceived += (_, _) => { };
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        if (!grouped && isHalved)
            _ = Task.Run(() => HalveAsync(process));
        return process;
    }

    public void Dispose()
    {
        ending.Cancel();
        foreach (string group in groups)
        {
            try
            {
                Directory.Delete(group);
            }
            catch (IOException)
            {
                // It goes with its last process.
            }
        }
    }

    private static string? MakeGroup(string name)
    {
        foreach ((string root, (string File, string Limit)[] limits) in Kinds())
        {
            string group = Path.Combine(root, name);
            try
            {
                Directory.CreateDirectory(group);
                foreach ((string file, string limit) in limits)
                    File.WriteAllText(Path.Combine(group, file), limit);
                return group;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It is empty as far as the kernel made it; then the next kind is tried.
                if (Directory.Exists(group))
                    Directory.Delete(group, recursive: !File.Exists(Path.Combine(group, "cgroup.procs")));
            }
        }
        return null;
    }

    /// <summary>Root, files and what is written into them: 25 ms of each 50.</summary>
    private static IEnumerable<(string Root, (string File, string Limit)[] Limits)> Kinds()
    {
        if (File.Exists(Path.Combine(Version2, "cgroup.controllers")))
            yield return (Version2, [("cpu.max", "25000 50000")]);
        if (Directory.Exists(Version1))
            yield return (Version1, [("cpu.cfs_period_us", "50000"), ("cpu.cfs_quota_us", "25000")]);
    }

    private async Task HalveAsync(Process process)
    {
        while (!process.HasExited && !ending.IsCancellationRequested)
        {
            Signal(process, "STOP");
            await Task.Delay(50);
            Signal(process, "CONT");
            await Task.Delay(50);
        }
    }

    private static void Signal(Process process, string signal)
    {
        using Process? kill = Process.Start("kill", ["-" + signal, process.Id.ToString()]);
        kill?.WaitForExit();
    }
}
