namespace EdgeTester.Analysis.Methods;

/// <summary>What counts as a failure of a plating cell; shares are of the cell's own earlier resistance V/I.</summary>
public sealed record PlatingOptions
{
    /// <summary>A hard short: the resistance falls below this share and stays there.</summary>
    public double HardShare { get; init; } = 0.3;

    /// <summary>A sign of a soft short: the resistance falls by this share against half cycles at the same current.</summary>
    public double SoftDrop { get; init; } = 0.1;

    /// <summary>A sign of a soft short: noise from row to row above that of earlier half cycles by this factor.</summary>
    public double NoiseFactor { get; init; } = 4;

    /// <summary>A sign of a soft short: the resistances of the two directions part by this share more than before.</summary>
    public double Asymmetry { get; init; } = 0.1;

    /// <summary>A sign of a soft short: the resistance of a spectrum at its lowest frequency falls by this share against the one before.</summary>
    public double SpectrumDrop { get; init; } = 0.1;

    /// <summary>A sign of a soft short: the response holds this share of the second harmonic.</summary>
    public double HarmonicShare { get; init; } = 0.05;

    /// <summary>A runaway: the resistance climbs above this multiple within a half cycle.</summary>
    public double RunawayFactor { get; init; } = 3;

    /// <summary>Current density in A/m^2 below which two steps are at the same one, as a share.</summary>
    public double SameCurrent { get; init; } = 0.03;
}
