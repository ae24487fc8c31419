using System.Diagnostics;

namespace EdgeTester.Firmware.Virtual.Composition;

/// <summary>
/// Calls the firmware's Step() when it asks for it and moves the simulated clock: with real time, at a multiple of it, or as
/// fast as the machine can. While no run goes on the clock keeps to real time, and while the host is behind with acknowledging, the
/// simulation waits for it.
/// </summary>
public sealed class SimulationLoop : IDisposable
{
    /// <summary>Journal that may be unacknowledged before a fast simulation waits for the host, in bytes.</summary>
    public const long MostUnacknowledgedBytes = 8 * 1024 * 1024;

    private static readonly TimeSpan IdleWait = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestCatchUp = TimeSpan.FromSeconds(1);
    private readonly VirtualTime time;
    private readonly Func<long> step;
    private readonly Func<bool> isIdle;
    private readonly Func<long> unacknowledgedBytes;
    private readonly double speed;
    private readonly AutoResetEvent wake = new(false);

    /// <summary>Makes a loop.</summary>
    /// <param name="time">The clock that the firmware reads.</param>
    /// <param name="step">The firmware's Step: returns the moment of the next one in microseconds.</param>
    /// <param name="isIdle">Whether no channel runs.</param>
    /// <param name="unacknowledgedBytes">Journal that the host has not acknowledged.</param>
    /// <param name="speed">Simulated seconds a real second, infinite = as fast as the machine can.</param>
    public SimulationLoop(
        VirtualTime time,
        Func<long> step,
        Func<bool> isIdle,
        Func<long> unacknowledgedBytes,
        double speed
    )
    {
        this.time = time;
        this.step = step;
        this.isIdle = isIdle;
        this.unacknowledgedBytes = unacknowledgedBytes;
        this.speed = speed;
    }

    /// <summary>Ends a wait: something came in.</summary>
    public void Wake() => wake.Set();

    /// <summary>Runs until cancelled.</summary>
    public void Run(CancellationToken cancellation)
    {
        using var registration = cancellation.Register(Wake);
        var last = Stopwatch.GetTimestamp();
        while (!cancellation.IsCancellationRequested)
        {
            var next = Math.Max(step(), time.ElapsedMicroseconds);
            if (double.IsInfinity(speed) && !isIdle() && unacknowledgedBytes() < MostUnacknowledgedBytes)
            {
                time.AdvanceTo(next);
                last = Stopwatch.GetTimestamp();
                continue;
            }
            last = WaitAndAdvance(next, last, double.IsInfinity(speed) ? 1 : speed);
        }
    }

    /// <summary>Frees the wake-up event.</summary>
    public void Dispose() => wake.Dispose();

    private long WaitAndAdvance(long next, long last, double pace)
    {
        var due = TimeSpan.FromMicroseconds((next - time.ElapsedMicroseconds) / pace);
        var wait = due - Stopwatch.GetElapsedTime(last);
        if (wait > TimeSpan.FromMilliseconds(1))
            wake.WaitOne(wait < IdleWait ? wait : IdleWait);
        var now = Stopwatch.GetTimestamp();
        var passed = Stopwatch.GetElapsedTime(last, now);
        var earned = (long)(passed.TotalMicroseconds * pace);
        var advance = Math.Min(next - time.ElapsedMicroseconds, earned);
        time.AdvanceTo(time.ElapsedMicroseconds + advance);
        // What was not used is kept, so that the simulated clock does not fall behind, but never more than a second of it.
        var unused = TimeSpan.FromMicroseconds((earned - advance) / pace);
        var kept = unused < LongestCatchUp ? unused : LongestCatchUp;
        return now - (long)(kept.TotalSeconds * Stopwatch.Frequency);
    }
}
