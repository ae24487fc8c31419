namespace EdgeTester.Plans;

/// <summary>What a tester can do, for judging a plan before it is sent. The defaults are CellNode-8's (hardware/signal-chain.md).</summary>
public sealed record BoardCapabilities
{
    /// <summary>CellNode-8 as built.</summary>
    public static BoardCapabilities CellNode8 { get; } = new();

    /// <summary>Highest |cell voltage| that can be set and read, in volt.</summary>
    public double MaximumVoltage { get; init; } = 7.2;

    /// <summary>Full scale of the current ranges in ampere, largest first.</summary>
    public IReadOnlyList<double> CurrentRanges { get; init; } = [10e-3, 1e-3, 100e-6, 10e-6];

    /// <summary>Highest |current| in ampere.</summary>
    public double MaximumCurrent => CurrentRanges[0];

    /// <summary>Lowest impedance frequency in Hz.</summary>
    public double MinimumFrequencyHz { get; init; } = 0.01;

    /// <summary>Highest impedance frequency in Hz.</summary>
    public double MaximumFrequencyHz { get; init; } = 200e3;

    /// <summary>The same with the 1 MHz option module: what a plan may ask for. Whether a tester has it stands in its description.</summary>
    public double OptionFrequencyHz { get; init; } = 1e6;

    /// <summary>Largest peak of a voltage excitation in volt (full scale of the AD5941's waveform generator, 607 mV, rounded down).</summary>
    public double MaximumAmplitudeVolt { get; init; } = 0.6;

    /// <summary>Averaged readings a second: the fastest recording.</summary>
    public double ReadingsPerSecond { get; init; } = 81;

    /// <summary>Fastest sweep in volt a second: 12 mV from one reading to the next.</summary>
    public double MaximumScanRate { get; init; } = 1;
}
