using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Virtual;

/// <summary>The simulated clock: stands still until the composition moves it on.</summary>
public sealed class VirtualTime : IClock
{
    private readonly long unixMillisecondsAtStart;

    /// <summary>Starts at zero.</summary>
    /// <param name="unixMillisecondsAtStart">Wall clock at the start, 0 = not known.</param>
    public VirtualTime(long unixMillisecondsAtStart = 0) =>
        this.unixMillisecondsAtStart = unixMillisecondsAtStart;

    /// <inheritdoc/>
    public long ElapsedMicroseconds { get; private set; }

    /// <summary>The same in seconds.</summary>
    public double Seconds => ElapsedMicroseconds * 1e-6;

    /// <inheritdoc/>
    public long UnixMilliseconds =>
        unixMillisecondsAtStart == 0 ? 0 : unixMillisecondsAtStart + ElapsedMicroseconds / 1000;

    /// <summary>Moves on to a later moment.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The moment has passed.</exception>
    public void AdvanceTo(long elapsedMicroseconds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(elapsedMicroseconds, ElapsedMicroseconds);
        ElapsedMicroseconds = elapsedMicroseconds;
    }
}
