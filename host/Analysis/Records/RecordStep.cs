namespace EdgeTester.Analysis.Records;

/// <summary>A stretch of rows of a <see cref="CellRecord"/> that belong to one step.</summary>
/// <param name="First">Index of its first row.</param>
/// <param name="Count">Rows, at least 1.</param>
/// <param name="Index">Which step of the plan it is, from 0; the same step comes again in each pass of a loop.</param>
/// <param name="Number">How many steps had begun before it: never the same twice.</param>
/// <param name="Cycle">Cycle, from the number that the instrument counts from.</param>
/// <param name="Excitation">What it does.</param>
public sealed record RecordStep(
    int First,
    int Count,
    int Index,
    long Number,
    int Cycle,
    Excitation Excitation
)
{
    /// <summary>Index after its last row.</summary>
    public int End => First + Count;

    /// <summary>Held current in A or voltage in V, or the scan rate in V/s, as far as the plan is known.</summary>
    public double? Setpoint { get; init; }

    /// <summary>Why it was over.</summary>
    public StepEnding Ending { get; init; }

    /// <summary>Charge in C as the instrument integrated it; null where only the rows know.</summary>
    public double? ChargeCoulomb { get; init; }

    /// <summary>Energy in J as the instrument integrated it; null where only the rows know.</summary>
    public double? EnergyJoule { get; init; }

    /// <summary>Length in s as the instrument timed it; null where only the rows know.</summary>
    public double? DurationSeconds { get; init; }
}
