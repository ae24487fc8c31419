using EdgeTester.Analysis.Derived;

namespace EdgeTester.Analysis.Methods;

/// <summary>How a cell bears plating and stripping.</summary>
public sealed record PlatingStrippingResult : MethodResult
{
    /// <inheritdoc />
    public override MethodKind Method => MethodKind.PlatingStripping;

    /// <summary>The current that was held for most cycles before the first failure.</summary>
    public required PlatingGroup Main { get; init; }

    /// <summary>All currents in the order of time.</summary>
    public required IReadOnlyList<PlatingGroup> Groups { get; init; }

    /// <summary>Charge of all half cycles before the failure for good, in C/m^2, or in C without an area.</summary>
    public required DerivedQuantity PlatedCharge { get; init; }

    /// <summary>Time in s from the first row to the first failure; null where the cell did not fail.</summary>
    public required DerivedQuantity? SurvivedTime { get; init; }

    /// <summary>All failures in the order of time.</summary>
    public required IReadOnlyList<CellFailure> Failures { get; init; }

    /// <summary>All half cycles.</summary>
    public required IReadOnlyList<HalfCycle> HalfCycles { get; init; }

    /// <inheritdoc />
    public override IReadOnlyList<DerivedQuantity> Figures =>
        new[]
        {
            Main.Polarization,
            Main.AtEnd,
            Main.AreaSpecificResistance,
            Main.Trend,
            SurvivedTime,
            PlatedCharge,
        }
            .OfType<DerivedQuantity>()
            .ToArray();
}
