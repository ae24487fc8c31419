using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Fitting;
using EdgeTester.Analysis.Validation;

namespace EdgeTester.Analysis.Methods;

/// <summary>A resistance as measured and by area.</summary>
/// <param name="Resistance">In ohm.</param>
/// <param name="ByArea">In ohm m^2; null without an area.</param>
public sealed record ResistancePair(DerivedQuantity Resistance, DerivedQuantity? ByArea)
{
    /// <summary>The one by area where there is one.</summary>
    public DerivedQuantity Best => ByArea ?? Resistance;
}

/// <summary>The parts of a symmetric cell's impedance.</summary>
public sealed record SymmetricImpedanceResult : MethodResult
{
    /// <inheritdoc />
    public override MethodKind Method => MethodKind.SymmetricImpedance;

    /// <summary>Grains; null where their arc is merged with another's.</summary>
    public required ResistancePair? Bulk { get; init; }

    /// <summary>Grain boundaries; null where they are not resolved.</summary>
    public required ResistancePair? GrainBoundary { get; init; }

    /// <summary>Both interfaces together; null where a circuit of the caller's names none.</summary>
    public required ResistancePair? Interface { get; init; }

    /// <summary>All resistances of the circuit.</summary>
    public required ResistancePair Total { get; init; }

    /// <summary>The fitted circuit.</summary>
    public required CircuitFitResult Fit { get; init; }

    /// <summary>What the Kramers-Kronig test says.</summary>
    public required KramersKronigResult KramersKronig { get; init; }

    /// <summary>When the spectrum began, in s; NaN where that is not known.</summary>
    public required double TimeSeconds { get; init; }

    /// <summary>Temperature of the spectrum in degree Celsius; NaN where it is not known.</summary>
    public required double TemperatureCelsius { get; init; }

    /// <inheritdoc />
    public override IReadOnlyList<DerivedQuantity> Figures =>
        new[] { Interface, Bulk, GrainBoundary, Total }
            .OfType<ResistancePair>()
            .SelectMany(pair =>
                pair.ByArea is { } byArea ? new[] { byArea, pair.Resistance } : [pair.Resistance]
            )
            .ToArray();
}
