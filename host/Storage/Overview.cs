namespace EdgeTester.Storage;

/// <summary>
/// Samples of a time window gathered in at most as many buckets as were asked for; only buckets that hold samples are
/// there, oldest first. All lists have the same length.
/// </summary>
public sealed record Overview
{
    /// <summary>Time of the first sample of the bucket, microseconds since the run began.</summary>
    public required IReadOnlyList<long> ElapsedFirst { get; init; }

    /// <summary>Time of the last sample of the bucket.</summary>
    public required IReadOnlyList<long> ElapsedLast { get; init; }

    /// <summary>Samples of the bucket.</summary>
    public required IReadOnlyList<long> Counts { get; init; }

    /// <summary>Lowest cell voltage in volt.</summary>
    public required IReadOnlyList<double> MinimumVoltage { get; init; }

    /// <summary>Highest cell voltage in volt.</summary>
    public required IReadOnlyList<double> MaximumVoltage { get; init; }

    /// <summary>Lowest current in ampere.</summary>
    public required IReadOnlyList<double> MinimumCurrent { get; init; }

    /// <summary>Highest current in ampere.</summary>
    public required IReadOnlyList<double> MaximumCurrent { get; init; }
}
