using EdgeTester.Analysis.Derived;

namespace EdgeTester.Analysis.Methods;

/// <summary>Where an electrolyte begins to decompose.</summary>
public sealed record LinearSweepResult : MethodResult
{
    /// <inheritdoc />
    public override MethodKind Method => MethodKind.LinearSweep;

    /// <summary>Voltage in V at which the current leaves the baseline by the threshold; null where it does not.</summary>
    public required DerivedQuantity? ThresholdOnset { get; init; }

    /// <summary>Voltage in V at which tangent and baseline meet; null without a rise.</summary>
    public required DerivedQuantity? TangentOnset { get; init; }

    /// <summary>Highest voltage of the sweep in V.</summary>
    public required double StableUpTo { get; init; }

    /// <summary>Scan rate in V/s, signed.</summary>
    public required double ScanRate { get; init; }

    /// <inheritdoc />
    public override IReadOnlyList<DerivedQuantity> Figures =>
        new[] { TangentOnset, ThresholdOnset }.OfType<DerivedQuantity>().ToArray();
}
