using EdgeTester.Analysis.Derived;

namespace EdgeTester.Analysis.Methods;

/// <summary>One branch of a Tafel plot.</summary>
/// <param name="IsAnodic">True for positive currents.</param>
/// <param name="Current">Exchange current in A with its standard error.</param>
/// <param name="TransferCoefficient">Slope in units of nF/RT.</param>
/// <param name="Window">Overpotentials in V.</param>
public sealed record TafelBranch(
    bool IsAnodic,
    UncertainValue Current,
    UncertainValue TransferCoefficient,
    DataWindow Window
);

/// <summary>An exchange current density found two ways.</summary>
public sealed record TafelResult : MethodResult
{
    /// <inheritdoc />
    public override MethodKind Method => MethodKind.Tafel;

    /// <summary>From the slope at zero, in A/m^2, or in A without an area; null with too few rows there.</summary>
    public required DerivedQuantity? FromLinearRegion { get; init; }

    /// <summary>From the Tafel lines of both branches, in the same unit; null where the sweep does not reach them.</summary>
    public required DerivedQuantity? FromTafelRegion { get; init; }

    /// <summary>The branches.</summary>
    public required IReadOnlyList<TafelBranch> Branches { get; init; }

    /// <summary>What the voltage was corrected for, in ohm.</summary>
    public required double SeriesResistanceOhm { get; init; }

    /// <summary>Voltage in V at which no current flowed.</summary>
    public required double ZeroCurrentPotential { get; init; }

    /// <inheritdoc />
    public override IReadOnlyList<DerivedQuantity> Figures =>
        new[] { FromTafelRegion, FromLinearRegion }.OfType<DerivedQuantity>().ToArray();
}
