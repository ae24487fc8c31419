using System.Diagnostics;
using System.Globalization;
using EdgeTester.Cli.Processes;

namespace EdgeTester.Cli.Chaos;

/// <summary>What can go wrong, each with its name. A fault ends by itself: it completes when what was broken may heal.</summary>
internal sealed class Faults(
    LaboratoryHost laboratory,
    IReadOnlyList<LaboratoryTester> testers,
    LinkProxy links,
    SmallDisk? disk,
    StoreKeeper? store,
    Random random
)
{
    /// <summary>Names of all faults that are possible here.</summary>
    public IReadOnlyList<string> Names { get; } =
    [
        "host killed",
        "broker killed",
        "tester killed",
        "host stopped",
        "broker stopped",
        "links cut",
        "network away",
        "network slow",
        .. disk is null ? Array.Empty<string>() : ["disk filled"],
        .. store is null ? Array.Empty<string>() : ["store killed", "store stopped"],
    ];

    /// <summary>Lets one happen and heal.</summary>
    public async Task HappenAsync(string name, CancellationToken cancellation)
    {
        var pause = TimeSpan.FromSeconds(1 + 6 * random.NextDouble());
        switch (name)
        {
            case "host killed":
                Kill(laboratory.HostProcessId);
                break;
            case "broker killed":
                Kill(laboratory.BrokerProcessId);
                break;
            case "tester killed":
                Kill(testers[random.Next(testers.Count)].ProcessId);
                break;
            case "store killed":
                Kill(store?.ProcessId ?? 0);
                break;
            case "store stopped":
                await StopForAsync(WithChildren(store?.ProcessId ?? 0), pause, cancellation);
                break;
            case "host stopped":
                await StopForAsync([laboratory.HostProcessId], pause, cancellation);
                break;
            case "broker stopped":
                await StopForAsync([laboratory.BrokerProcessId], pause, cancellation);
                break;
            case "links cut":
                links.Cut();
                break;
            case "network away":
                await WhileAsync(
                    () => links.IsBlocked = true,
                    () => links.IsBlocked = false,
                    pause,
                    cancellation
                );
                break;
            case "network slow":
                await WhileAsync(
                    () => links.DelayMilliseconds = 150,
                    () => links.DelayMilliseconds = 0,
                    pause,
                    cancellation
                );
                break;
            case "disk filled":
                await WhileAsync(() => disk?.Fill(), () => disk?.Free(), pause, cancellation);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(name), name, "no such fault");
        }
    }

    private async Task WhileAsync(Action begin, Action end, TimeSpan pause, CancellationToken cancellation)
    {
        begin();
        if (links.IsBlocked)
            links.Cut();
        try
        {
            await Task.Delay(pause, cancellation);
        }
        finally
        {
            end();
        }
    }

    private static async Task StopForAsync(
        IReadOnlyList<int> processes,
        TimeSpan pause,
        CancellationToken cancellation
    )
    {
        foreach (var process in processes)
            Signal("STOP", process);
        try
        {
            await Task.Delay(pause, cancellation);
        }
        finally
        {
            foreach (var process in processes)
                Signal("CONT", process);
        }
    }

    /// <summary>A server that has a process for each connection is only stopped with all of them.</summary>
    private static IReadOnlyList<int> WithChildren(int process)
    {
        var list = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/task/{process}/children");
        try
        {
            return
            [
                process,
                .. File.ReadAllText(list)
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(child => int.Parse(child, CultureInfo.InvariantCulture)),
            ];
        }
        catch (IOException)
        {
            return [process];
        }
    }

    private static void Kill(int process) => Signal("KILL", process);

    private static void Signal(string name, int process)
    {
        // 0 would mean our own group; a process that just died has no number worth a signal.
        if (process <= 1)
            return;
        using var kill = Process.Start(
            new ProcessStartInfo("kill", ["-" + name, process.ToString(CultureInfo.InvariantCulture)])
            {
                RedirectStandardError = true,
            }
        );
        kill!.WaitForExit();
    }
}
