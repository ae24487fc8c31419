using EdgeTester.Analysis.Derived;

namespace EdgeTester.Analysis.Methods;

/// <summary>Activation energies of an electrolyte.</summary>
public sealed record ArrheniusResult : MethodResult
{
    /// <inheritdoc />
    public override MethodKind Method => MethodKind.Arrhenius;

    /// <summary>Of the total conductivity.</summary>
    public required ActivationEnergy Total { get; init; }

    /// <summary>Of grains and grain boundaries, where they are resolved at three temperatures at the least.</summary>
    public required IReadOnlyList<ActivationEnergy> Processes { get; init; }

    /// <summary>The evaluation at each temperature, rising.</summary>
    public required IReadOnlyList<BlockingImpedanceResult> Points { get; init; }

    /// <summary>Conductivity at 25 C from the line in S/m; null without geometry or with two points.</summary>
    public required DerivedQuantity? AtRoomTemperature { get; init; }

    /// <inheritdoc />
    public override IReadOnlyList<DerivedQuantity> Figures =>
        new[] { Total.Energy, AtRoomTemperature }
            .Concat(Processes.Select(p => p.Energy))
            .OfType<DerivedQuantity>()
            .ToArray();
}
