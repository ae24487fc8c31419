namespace EdgeTester.Plans;

/// <summary>What one step, or the whole run, comes to.</summary>
public sealed record StepEstimate
{
    /// <summary>Nothing.</summary>
    public static StepEstimate Nothing { get; } = new();

    /// <summary>Duration in seconds.</summary>
    public Bounds Seconds { get; init; }

    /// <summary>
    /// How long it will probably take, in seconds: the upper bound, or for a constant current that only a voltage
    /// ends the time in which the sample's capacity passes. Null where neither is known.
    /// </summary>
    public double? LikelySeconds { get; init; } = 0;

    /// <summary>Charge that is put in by positive constant currents, in coulomb.</summary>
    public Bounds ChargingCoulomb { get; init; }

    /// <summary>Charge that is drawn by negative constant currents, in coulomb, without sign.</summary>
    public Bounds DischargingCoulomb { get; init; }

    /// <summary>What <see cref="ChargingCoulomb"/> probably comes to; null where that is not known.</summary>
    public double? LikelyChargingCoulomb { get; init; } = 0;

    /// <summary>What <see cref="DischargingCoulomb"/> probably comes to; null where that is not known.</summary>
    public double? LikelyDischargingCoulomb { get; init; } = 0;

    /// <summary>What <see cref="Samples"/> by time probably come to; null where that is not known.</summary>
    public double? LikelySamples { get; init; } = 0;

    /// <summary>Whether there are steps whose charge the cell decides (constant voltage, sweeps).</summary>
    public bool CellDecidesCharge { get; init; }

    /// <summary>Samples that are recorded by time, or on the way of a sweep.</summary>
    public Bounds Samples { get; init; }

    /// <summary>Whether changes of voltage or current may add samples to <see cref="Samples"/>.</summary>
    public bool ChangesAddSamples { get; init; }

    /// <summary>Impedance spectra.</summary>
    public Bounds Spectra { get; init; }

    /// <summary>Impedance points.</summary>
    public Bounds ImpedancePoints { get; init; }

    /// <summary>Cycles that are counted.</summary>
    public double Cycles { get; init; }

    /// <summary>Bytes on the wire and in the store before the host's compression.</summary>
    public Bounds Bytes { get; init; }

    /// <summary>Both, one after the other.</summary>
    public static StepEstimate operator +(StepEstimate a, StepEstimate b) =>
        new()
        {
            Seconds = a.Seconds + b.Seconds,
            LikelySeconds = a.LikelySeconds + b.LikelySeconds,
            ChargingCoulomb = a.ChargingCoulomb + b.ChargingCoulomb,
            DischargingCoulomb = a.DischargingCoulomb + b.DischargingCoulomb,
            LikelyChargingCoulomb = a.LikelyChargingCoulomb + b.LikelyChargingCoulomb,
            LikelyDischargingCoulomb = a.LikelyDischargingCoulomb + b.LikelyDischargingCoulomb,
            LikelySamples = a.LikelySamples + b.LikelySamples,
            CellDecidesCharge = a.CellDecidesCharge || b.CellDecidesCharge,
            Samples = a.Samples + b.Samples,
            ChangesAddSamples = a.ChangesAddSamples || b.ChangesAddSamples,
            Spectra = a.Spectra + b.Spectra,
            ImpedancePoints = a.ImpedancePoints + b.ImpedancePoints,
            Cycles = a.Cycles + b.Cycles,
            Bytes = a.Bytes + b.Bytes,
        };

    /// <summary>The same so many times.</summary>
    public static StepEstimate operator *(StepEstimate a, double times) =>
        a with
        {
            Seconds = a.Seconds * times,
            LikelySeconds = a.LikelySeconds * times,
            ChargingCoulomb = a.ChargingCoulomb * times,
            DischargingCoulomb = a.DischargingCoulomb * times,
            LikelyChargingCoulomb = a.LikelyChargingCoulomb * times,
            LikelyDischargingCoulomb = a.LikelyDischargingCoulomb * times,
            LikelySamples = a.LikelySamples * times,
            Samples = a.Samples * times,
            Spectra = a.Spectra * times,
            ImpedancePoints = a.ImpedancePoints * times,
            Cycles = a.Cycles * times,
            Bytes = a.Bytes * times,
        };
}
