namespace EdgeTester.Plans;

/// <summary>A step of a plan, one row of the step table.</summary>
public abstract record PlanStep
{
    /// <summary>Number in the file's method, from 1, tags counted.</summary>
    public required int Number { get; init; }

    /// <summary>Where it stands in the file.</summary>
    public required TextPosition Position { get; init; }

    /// <summary>The step's id, else the tag before it, else empty.</summary>
    public string Label { get; init; } = "";

    /// <summary>What is recorded when.</summary>
    public RecordRule Record { get; init; } = new();

    /// <summary>Limits of this step beside those of the run.</summary>
    public SafetyLimits Safety { get; init; } = SafetyLimits.None;

    /// <summary>The step ends by the first of these that holds; at the most eight.</summary>
    public IReadOnlyList<EndCondition> Ends { get; init; } = [];

    /// <summary>Index of the current range, largest first; null: the tester chooses.</summary>
    public int? Range { get; init; }

    /// <summary>The step is done in every n-th cycle of the run only (the n-th, 2n-th ...); 1 = always.</summary>
    public int EveryCycles { get; init; } = 1;
}

/// <summary>Rest: the cell is disconnected, its voltage recorded.</summary>
public sealed record RestStep : PlanStep;

/// <summary>Constant current.</summary>
public sealed record ConstantCurrentStep : PlanStep
{
    /// <summary>Ampere, charging positive.</summary>
    public required double Current { get; init; }
}

/// <summary>Constant voltage.</summary>
public sealed record ConstantVoltageStep : PlanStep
{
    /// <summary>Volt.</summary>
    public required double Voltage { get; init; }

    /// <summary>The voltage counts from the open-circuit voltage at the start of the step.</summary>
    public bool RelativeToOpenCircuit { get; init; }
}

/// <summary>A sweep of the voltage, linear or cyclic.</summary>
public sealed record SweepStep : PlanStep
{
    /// <summary>First voltage in volt.</summary>
    public required double Start { get; init; }

    /// <summary>Last voltage in volt.</summary>
    public required double End { get; init; }

    /// <summary>Volt a second, above zero.</summary>
    public required double ScanRate { get; init; }

    /// <summary>Voltages count from the open-circuit voltage at the start of the step.</summary>
    public bool RelativeToOpenCircuit { get; init; }

    /// <summary>Turning voltages in volt; null for a linear sweep.</summary>
    public (double First, double Second)? Vertices { get; init; }

    /// <summary>Cycles; 1 for a linear sweep.</summary>
    public uint Cycles { get; init; } = 1;

    /// <summary>Length of the way in volt: start, vertices in turn, end.</summary>
    public double Path =>
        Vertices is not { } v
            ? Math.Abs(End - Start)
            : Math.Abs(v.First - Start)
                + Math.Abs(v.Second - v.First) * (2.0 * Cycles - 1)
                + Math.Abs(End - v.Second);
}

/// <summary>An impedance spectrum.</summary>
public sealed record ImpedanceStep : PlanStep
{
    /// <summary>The excitation is a current (GEIS), else a voltage (PEIS).</summary>
    public required bool Galvanostatic { get; init; }

    /// <summary>Peak in volt or ampere.</summary>
    public required double Amplitude { get; init; }

    /// <summary>Bias in volt or ampere.</summary>
    public double Bias { get; init; }

    /// <summary>The bias counts from the open-circuit voltage.</summary>
    public bool RelativeToOpenCircuit { get; init; }

    /// <summary>First frequency in Hz.</summary>
    public required double StartFrequencyHz { get; init; }

    /// <summary>Last frequency in Hz.</summary>
    public required double EndFrequencyHz { get; init; }

    /// <summary>Points a decade.</summary>
    public int PointsPerDecade { get; init; } = 10;

    /// <summary>Fewest whole periods of a point.</summary>
    public int MinimumPeriods { get; init; } = 2;

    /// <summary>Relative uncertainty that is asked for; null: the tester's own.</summary>
    public double? AskedSigma { get; init; }

    /// <summary>
    /// Points of the spectrum, as the tester counts them: evenly spaced from the first frequency in log f, the last
    /// frequency always measured; a rest of less than a tenth of an interval belongs to the last one.
    /// </summary>
    public int PointCount
    {
        get
        {
            var intervals = Math.Abs(Math.Log10(StartFrequencyHz / EndFrequencyHz)) * PointsPerDecade;
            var whole = (int)Math.Ceiling(intervals - 0.1 - 1e-9);
            return 1 + (whole == 0 && intervals > 1e-9 ? 1 : Math.Max(0, whole));
        }
    }
}

/// <summary>Goes back to an earlier step.</summary>
public sealed record LoopStep : PlanStep
{
    /// <summary>Index of the step to go back to.</summary>
    public required int Target { get; init; }

    /// <summary>How often everything from the target on is done, in all.</summary>
    public required uint Count { get; init; }

    /// <summary>Each pass counts as a cycle of the run.</summary>
    public bool CountsCycles { get; init; }
}
