namespace EdgeTester.Plans;

/// <summary>When a sample is recorded: the first of these that comes.</summary>
public sealed record RecordRule
{
    /// <summary>At least this often in seconds; 0 = not by time.</summary>
    public double IntervalSeconds { get; init; }

    /// <summary>When the voltage has changed by this in volt; 0 = not.</summary>
    public double VoltageChange { get; init; }

    /// <summary>When the current has changed by this in ampere; 0 = not.</summary>
    public double CurrentChange { get; init; }
}
