using EdgeTester.Analysis.Derived;

namespace EdgeTester.Analysis.Methods;

/// <summary>How metal is plated in one direction. Capacities are in C/m^2, or in C without an area.</summary>
public sealed record OneWayPlatingResult : MethodResult
{
    /// <inheritdoc />
    public override MethodKind Method => MethodKind.OneWayPlating;

    /// <summary>Voltage in V of the extreme at the onset, with its sign; null where there is none.</summary>
    public required DerivedQuantity? RampExtreme { get; init; }

    /// <summary>Voltage in V of the flattest fifth after it; null with too few rows.</summary>
    public required DerivedQuantity? PlateauVoltage { get; init; }

    /// <summary>Voltage in V at the end, or before the short.</summary>
    public required DerivedQuantity EndVoltage { get; init; }

    /// <summary>Capacity at which the cell shorted; null where it did not.</summary>
    public required DerivedQuantity? CapacityAtShort { get; init; }

    /// <summary>Capacity that was plated in all.</summary>
    public required DerivedQuantity PlatedCapacity { get; init; }

    /// <inheritdoc />
    public override IReadOnlyList<DerivedQuantity> Figures =>
        new[] { CapacityAtShort, PlateauVoltage, RampExtreme, EndVoltage, PlatedCapacity }
            .OfType<DerivedQuantity>()
            .ToArray();
}
