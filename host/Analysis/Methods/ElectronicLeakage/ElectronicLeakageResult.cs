using EdgeTester.Analysis.Derived;

namespace EdgeTester.Analysis.Methods;

/// <summary>What electrons carry through an electrolyte.</summary>
public sealed record ElectronicLeakageResult : MethodResult
{
    /// <inheritdoc />
    public override MethodKind Method => MethodKind.ElectronicLeakage;

    /// <summary>Electronic conductance in S.</summary>
    public required DerivedQuantity Conductance { get; init; }

    /// <summary>Electronic conductivity in S/m; null without geometry.</summary>
    public required DerivedQuantity? Conductivity { get; init; }

    /// <summary>Share of the total conductivity, 0 to 1; null without a spectrum.</summary>
    public required DerivedQuantity? Share { get; init; }

    /// <summary>Resistance in ohm of ions and electrons side by side, from the spectrum; null without one.</summary>
    public required DerivedQuantity? TotalResistance { get; init; }

    /// <summary>The steady current at each voltage.</summary>
    public required IReadOnlyList<SteadyCurrent> Steps { get; init; }

    /// <inheritdoc />
    public override IReadOnlyList<DerivedQuantity> Figures =>
        new[] { Share, Conductivity, Conductance, TotalResistance }.OfType<DerivedQuantity>().ToArray();
}
