namespace EdgeTester.Firmware.Ports
{
    /// <summary>Monotonic time, the truth for everything that is measured.</summary>
    public interface IClock
    {
        /// <summary>Microseconds since some moment before the program began; never falls, never steps.</summary>
        long ElapsedMicroseconds { get; }

        /// <summary>Unix time in milliseconds, 0 while it is not known. It may step and decides nothing.</summary>
        long UnixMilliseconds { get; }
    }
}
