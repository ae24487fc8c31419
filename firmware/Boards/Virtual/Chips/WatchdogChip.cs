using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Virtual.Chips;

/// <summary>
/// The supervisor (TPS3431 class): once fed, it takes the latch's outputs away when it is not fed for its time. All relays are open then, whatever the
/// registers hold, until a frame with every relay bit low has reached the latch.
/// </summary>
public sealed class WatchdogChip : IWatchdog
{
    private readonly VirtualTime time;
    private readonly LatchChip latch;
    private double fedAt = double.PositiveInfinity;

    /// <summary>Wires the supervisor.</summary>
    public WatchdogChip(VirtualTime time, LatchChip latch)
    {
        this.time = time;
        this.latch = latch;
    }

    /// <summary>Its time: longer than the longest step of the simulated control loop (1 s).</summary>
    public const double TimeoutSeconds = 2.5;

    /// <summary>How often it has acted.</summary>
    public int Actions { get; private set; }

    /// <summary>When it acted last, NaN before.</summary>
    public double LastActionSeconds { get; private set; } = double.NaN;

    /// <inheritdoc/>
    public void Feed() => fedAt = time.Seconds;

    /// <summary>When it acts unless it is fed before.</summary>
    public double ActsAtSeconds => fedAt + TimeoutSeconds;

    /// <summary>Takes the outputs away.</summary>
    public void Act()
    {
        LastActionSeconds = ActsAtSeconds;
        latch.Inhibit(ActsAtSeconds);
        fedAt = double.PositiveInfinity;
        Actions++;
    }
}
