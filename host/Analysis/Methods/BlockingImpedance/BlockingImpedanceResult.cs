using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Fitting;
using EdgeTester.Analysis.Validation;

namespace EdgeTester.Analysis.Methods;

/// <summary>What the impedance of a blocking cell says of its electrolyte.</summary>
public sealed record BlockingImpedanceResult : MethodResult
{
    /// <inheritdoc />
    public override MethodKind Method => MethodKind.BlockingImpedance;

    /// <summary>Resistance of the electrolyte in ohm.</summary>
    public required DerivedQuantity TotalResistance { get; init; }

    /// <summary>Its conductivity in S/m; null without geometry.</summary>
    public required DerivedQuantity? Conductivity { get; init; }

    /// <summary>Resistance of the grains in ohm; null where one arc or none is resolved.</summary>
    public required DerivedQuantity? BulkResistance { get; init; }

    /// <summary>Resistance of the grain boundaries in ohm; null where it is not resolved.</summary>
    public required DerivedQuantity? GrainBoundaryResistance { get; init; }

    /// <summary>Conductivity of the grains in S/m, with the whole thickness and area; null where it is not resolved.</summary>
    public required DerivedQuantity? BulkConductivity { get; init; }

    /// <summary>Resistance in ohm that electrons find; null where the electrodes block within the measured range.</summary>
    public required DerivedQuantity? ElectronicResistance { get; init; }

    /// <summary>The fitted circuit.</summary>
    public required CircuitFitResult Fit { get; init; }

    /// <summary>What the Kramers-Kronig test says.</summary>
    public required KramersKronigResult KramersKronig { get; init; }

    /// <summary>Temperature of the spectrum in degree Celsius; NaN where it is not known.</summary>
    public required double TemperatureCelsius { get; init; }

    /// <inheritdoc />
    public override IReadOnlyList<DerivedQuantity> Figures =>
        new[]
        {
            Conductivity,
            TotalResistance,
            BulkResistance,
            GrainBoundaryResistance,
            BulkConductivity,
            ElectronicResistance,
        }
            .OfType<DerivedQuantity>()
            .ToArray();
}
