namespace EdgeTester.Analysis.Methods;

/// <summary>How a plating cell fails.</summary>
public enum FailureKind
{
    /// <summary>Metal touches through the electrolyte, but weakly: the voltage drops in part, flickers, or is no longer the same both ways.</summary>
    SoftShort,

    /// <summary>Metal bridges the electrolyte: the voltage collapses and stays down.</summary>
    HardShort,

    /// <summary>The voltage climbs without end: contact is lost.</summary>
    Runaway,
}

/// <summary>A failure, when it came and what shows it.</summary>
/// <param name="Kind">Which.</param>
/// <param name="BeforeSeconds">Time in s at which the cell was as before for the last time.</param>
/// <param name="TimeSeconds">Time in s of the first row that shows it.</param>
/// <param name="HalfCycle">Number of the half cycle.</param>
/// <param name="CurrentAmpere">Current in A that flowed.</param>
/// <param name="IsReversible">Whether later half cycles are as before.</param>
/// <param name="Evidence">What shows it, one phrase each.</param>
public sealed record CellFailure(
    FailureKind Kind,
    double BeforeSeconds,
    double TimeSeconds,
    int HalfCycle,
    double CurrentAmpere,
    bool IsReversible,
    IReadOnlyList<string> Evidence
);
