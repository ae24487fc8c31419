using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Tests.Runner;

public sealed class FakeClock : IClock
{
    public long ElapsedMicroseconds { get; set; } = 5_000_000;

    /// <summary>Unix time in milliseconds at zero of the monotonic clock; 0 = not known.</summary>
    public long UnixAtZero { get; set; } = 1_700_000_000_000;

    public long UnixMilliseconds => UnixAtZero == 0 ? 0 : UnixAtZero + ElapsedMicroseconds / 1000;
}
