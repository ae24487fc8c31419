namespace EdgeTester.Plans;

/// <summary>Looks for shorts while a constant current flows.</summary>
public sealed record ShortCheckStep : PlanStep
{
    /// <summary>How long a check of a healthy cell takes, in seconds (seen on the virtual tester: 4.0 s).</summary>
    public const double UsualSeconds = 4;

    /// <summary>Ampere, charging positive.</summary>
    public required double Current { get; init; }
}

/// <summary>Current pulses with relaxations around them (pulse resistance, GITT).</summary>
public sealed record CurrentPulseStep : PlanStep
{
    /// <summary>Ampere of a pulse, charging positive.</summary>
    public required double Current { get; init; }

    /// <summary>Ampere between the pulses; 0 = the cell is disconnected.</summary>
    public double BaseCurrent { get; init; }

    /// <summary>Seconds of a pulse.</summary>
    public required double PulseSeconds { get; init; }

    /// <summary>Seconds before each pulse and after the last.</summary>
    public required double RelaxSeconds { get; init; }

    /// <summary>Number of pulses.</summary>
    public uint Count { get; init; } = 1;

    /// <summary>Seconds of all.</summary>
    public double Seconds => Count * (PulseSeconds + RelaxSeconds) + RelaxSeconds;
}
