using System.Numerics;

namespace EdgeTester.Firmware.Virtual.Cells;

/// <summary>
/// What a sinusoidal source adds to a cell's voltage and current: Im(phasor exp(j 2 pi f u)) plus transients
/// amplitude_m exp(-rate_m u), u counted from <see cref="StartSeconds"/>.
/// </summary>
public sealed class AcResponse
{
    /// <summary>When it began.</summary>
    public required double StartSeconds { get; init; }

    /// <summary>When it ended; infinite while it lasts.</summary>
    public double EndSeconds { get; set; } = double.PositiveInfinity;

    /// <summary>Frequency in Hz; 0 where only transients are left.</summary>
    public required double FrequencyHz { get; init; }

    /// <summary>Cell voltage phasor in volt, with the phase at the start.</summary>
    public required Complex Voltage { get; init; }

    /// <summary>Phasor of the voltage across the shunt with its stray capacitance, in volt.</summary>
    public required Complex ShuntVoltage { get; init; }

    /// <summary>Rates of the transients in 1/s.</summary>
    public double[] Rates { get; init; } = [];

    /// <summary>Amplitudes of the transients of the cell voltage in volt.</summary>
    public double[] VoltageTransients { get; init; } = [];

    /// <summary>Shunt volt per cell volt of a transient (minus the ratio of the source's resistances).</summary>
    public double ShuntPerVoltage { get; init; }
}
