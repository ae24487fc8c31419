namespace EdgeTester.Firmware.Virtual.Chips;

/// <summary>How real the chips of a virtual board are.</summary>
public sealed class VirtualChipOptions
{
    /// <summary>Seed of all noise and errors.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Gain, offset and drift errors as the data sheets have them, which calibration must remove; else exact parts.</summary>
    public bool WithErrors { get; init; }

    /// <summary>The 1 MHz option module is plugged in.</summary>
    public bool HasModule { get; init; }

    /// <summary>Share of the data sheets' noise (0 = none).</summary>
    public double NoiseScale { get; init; } = 1;
}
