using EdgeTester.Analysis.Derived;

namespace EdgeTester.Analysis.Methods;

/// <summary>Which current density a cell bears. Figures are in A/m^2, or in A without an area.</summary>
public sealed record CriticalCurrentDensityResult : MethodResult
{
    /// <inheritdoc />
    public override MethodKind Method => MethodKind.CriticalCurrentDensity;

    /// <summary>The last one that was survived in full: the critical current density. Null where the first one failed.</summary>
    public required DerivedQuantity? LastSurvived { get; init; }

    /// <summary>The first one at which the cell failed; null where it did not.</summary>
    public required DerivedQuantity? FirstFailed { get; init; }

    /// <summary>The last one before a soft short, passing or not; null without one.</summary>
    public required DerivedQuantity? BeforeSoftShort { get; init; }

    /// <summary>The last one before a hard short; null without one.</summary>
    public required DerivedQuantity? BeforeHardShort { get; init; }

    /// <summary>The failure that decides: the first that did not pass; null where the cell survived all.</summary>
    public required CellFailure? Failure { get; init; }

    /// <summary>All failures in the order of time.</summary>
    public required IReadOnlyList<CellFailure> Failures { get; init; }

    /// <summary>All half cycles.</summary>
    public required IReadOnlyList<HalfCycle> HalfCycles { get; init; }

    /// <inheritdoc />
    public override IReadOnlyList<DerivedQuantity> Figures =>
        new[] { LastSurvived, FirstFailed, BeforeSoftShort, BeforeHardShort }
            .OfType<DerivedQuantity>()
            .ToArray();
}
