namespace EdgeTester.Storage;

/// <summary>Samples as columns of the same length, in the order of their sequence.</summary>
public sealed record SampleColumns
{
    /// <summary>Sequence.</summary>
    public required IReadOnlyList<long> Sequence { get; init; }

    /// <summary>Microseconds since the run began.</summary>
    public required IReadOnlyList<long> ElapsedMicroseconds { get; init; }

    /// <summary>Cell voltage in volt.</summary>
    public required IReadOnlyList<double> Voltage { get; init; }

    /// <summary>Current in ampere, charging positive.</summary>
    public required IReadOnlyList<double> Current { get; init; }

    /// <summary>Temperature in degree Celsius, NaN where there is none.</summary>
    public required IReadOnlyList<double> TemperatureCelsius { get; init; }

    /// <summary>Index in the step table.</summary>
    public required IReadOnlyList<int> Step { get; init; }

    /// <summary>Cycle from 0.</summary>
    public required IReadOnlyList<uint> Cycle { get; init; }

    /// <summary>There are more samples in the window than were asked for; the next begin after the last of these.</summary>
    public required bool Truncated { get; init; }
}
