using EdgeTester.Analysis.Derived;

namespace EdgeTester.Analysis.Methods;

/// <summary>A peak of the differential capacity.</summary>
/// <param name="IsCharge">Of the charge, else of the discharge.</param>
/// <param name="Potential">Where it is, in V.</param>
/// <param name="OwnError">Standard error in V from the noise alone, without what the instrument adds to all voltages alike.</param>
/// <param name="Height">In C/V.</param>
public sealed record DifferentialPeak(
    bool IsCharge,
    DerivedQuantity Potential,
    double OwnError,
    double Height
);

/// <summary>The differential capacity of one cycle.</summary>
public sealed record DifferentialCapacityResult : MethodResult
{
    /// <inheritdoc />
    public override MethodKind Method => MethodKind.DifferentialCapacity;

    /// <summary>Which cycle, from 1.</summary>
    public required int Cycle { get; init; }

    /// <summary>Full width at half maximum of the smoothing in V.</summary>
    public required double Resolution { get; init; }

    /// <summary>All peaks, those of the charge first, by rising potential.</summary>
    public required IReadOnlyList<DifferentialPeak> Peaks { get; init; }

    /// <summary>Potential of the highest peak of the charge in V; null where there is none.</summary>
    public required DerivedQuantity? ChargePeak { get; init; }

    /// <summary>Potential of the highest peak of the discharge in V; null where there is none.</summary>
    public required DerivedQuantity? DischargePeak { get; init; }

    /// <summary>Their distance in V.</summary>
    public required DerivedQuantity? Separation { get; init; }

    /// <inheritdoc />
    public override IReadOnlyList<DerivedQuantity> Figures =>
        new[] { Separation, ChargePeak, DischargePeak }.OfType<DerivedQuantity>().ToArray();
}
