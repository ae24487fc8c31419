namespace EdgeTester.Firmware.Ports
{
    /// <summary>The brown-out input: the supply falls, and some ten milliseconds are left.</summary>
    public interface IPowerInput
    {
        /// <summary>Whether the supply is failing just now.</summary>
        bool IsFailing { get; }
    }
}
