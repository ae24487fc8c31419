using EdgeTester.Analysis.Derived;

namespace EdgeTester.Analysis.Methods;

/// <summary>A transference number and what it is made of.</summary>
public sealed record BruceVincentResult : MethodResult
{
    /// <inheritdoc />
    public override MethodKind Method => MethodKind.BruceVincent;

    /// <summary>Share of the current that the ions of the electrodes carry, 0 to 1.</summary>
    public required DerivedQuantity TransferenceNumber { get; init; }

    /// <summary>Current in A at the start, after the interface has charged.</summary>
    public required DerivedQuantity InitialCurrent { get; init; }

    /// <summary>Steady current in A.</summary>
    public required DerivedQuantity SteadyCurrent { get; init; }

    /// <summary>Resistance of both interfaces before in ohm.</summary>
    public required DerivedQuantity ResistanceBefore { get; init; }

    /// <summary>Resistance of both interfaces after in ohm.</summary>
    public required DerivedQuantity ResistanceAfter { get; init; }

    /// <summary>The voltage that drives the current in V.</summary>
    public required DerivedQuantity Polarization { get; init; }

    /// <summary>Slowest time constant of the current in s; NaN where it did not change.</summary>
    public required double SlowestTimeConstantSeconds { get; init; }

    /// <summary>Whether the current came within 2 % of its asymptote.</summary>
    public required bool IsSteady { get; init; }

    /// <inheritdoc />
    public override IReadOnlyList<DerivedQuantity> Figures =>
        [TransferenceNumber, InitialCurrent, SteadyCurrent, ResistanceBefore, ResistanceAfter, Polarization];
}
