using System.Diagnostics;

namespace EdgeTester.Firmware.Virtual.Composition;

/// <summary>Cancels when another process has ended, so that a killed parent leaves no tester behind.</summary>
public sealed class ParentWatch : IDisposable
{
    private readonly Timer? timer;

    /// <summary>Watches; 0 = nothing to watch.</summary>
    public ParentWatch(int processId, CancellationTokenSource cancellation)
    {
        if (processId == 0)
            return;
        timer = new Timer(
            _ =>
            {
                if (!IsAlive(processId))
                    cancellation.Cancel();
            },
            null,
            TimeSpan.FromSeconds(1),
            TimeSpan.FromSeconds(1)
        );
    }

    /// <summary>Stops watching.</summary>
    public void Dispose() => timer?.Dispose();

    private static bool IsAlive(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
