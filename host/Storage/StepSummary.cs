namespace EdgeTester.Storage;

/// <summary>One step as it ran, from its sample blocks.</summary>
public sealed record StepSummary
{
    /// <summary>Index in the step table.</summary>
    public required int Step { get; init; }

    /// <summary>How many steps had begun when it began.</summary>
    public required uint StepCount { get; init; }

    /// <summary>Cycle from 0.</summary>
    public required uint Cycle { get; init; }

    /// <summary>Samples.</summary>
    public required long Samples { get; init; }

    /// <summary>Time of its first sample, microseconds since the run began.</summary>
    public required long ElapsedFirst { get; init; }

    /// <summary>Time of its last sample.</summary>
    public required long ElapsedLast { get; init; }

    /// <summary>Lowest cell voltage in volt.</summary>
    public required double MinimumVoltage { get; init; }

    /// <summary>Highest cell voltage in volt.</summary>
    public required double MaximumVoltage { get; init; }

    /// <summary>Lowest current in ampere.</summary>
    public required double MinimumCurrent { get; init; }

    /// <summary>Highest current in ampere.</summary>
    public required double MaximumCurrent { get; init; }

    /// <summary>What the net charge of the run rose, in coulomb; counted by the device, read from block to block.</summary>
    public required double ChargedCoulomb { get; init; }

    /// <summary>What the net charge of the run fell, in coulomb, positive.</summary>
    public required double DischargedCoulomb { get; init; }
}
