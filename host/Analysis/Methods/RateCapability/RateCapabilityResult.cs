using EdgeTester.Analysis.Derived;

namespace EdgeTester.Analysis.Methods;

/// <summary>What a full cell gives at several rates.</summary>
public sealed record RateCapabilityResult : MethodResult
{
    /// <inheritdoc />
    public override MethodKind Method => MethodKind.RateCapability;

    /// <summary>All cycles.</summary>
    public required IReadOnlyList<FullCycle> Cycles { get; init; }

    /// <summary>The rate steps in the order of time.</summary>
    public required IReadOnlyList<RateStep> RateSteps { get; init; }

    /// <summary>Of the first cycle.</summary>
    public required DerivedQuantity InitialCoulombicEfficiency { get; init; }

    /// <summary>Capacity of the first charge in C/kg, or in C without a mass.</summary>
    public required DerivedQuantity FirstCharge { get; init; }

    /// <summary>Capacity of the first discharge in the same unit.</summary>
    public required DerivedQuantity FirstDischarge { get; init; }

    /// <summary>Capacity of the last by that of the first rate step; null where their rates differ.</summary>
    public required DerivedQuantity? Recovery { get; init; }

    /// <summary>Largest mean polarization of a rate step in V.</summary>
    public required DerivedQuantity LargestPolarization { get; init; }

    /// <inheritdoc />
    public override IReadOnlyList<DerivedQuantity> Figures =>
        [
            .. RateSteps.Select(s => s.DischargeCapacity),
            .. Recovery is null ? Array.Empty<DerivedQuantity>() : [Recovery],
            FirstCharge,
            FirstDischarge,
            InitialCoulombicEfficiency,
            LargestPolarization,
            .. RateSteps.SelectMany(s =>
                new[] { s.CoulombicEfficiency, s.VoltageEfficiency, s.EnergyEfficiency, s.Polarization }
            ),
        ];
}
