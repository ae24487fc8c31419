using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Fitting;

namespace EdgeTester.Analysis.Methods;

/// <summary>One part of a full cell's impedance.</summary>
/// <param name="Label">Name in the circuit.</param>
/// <param name="Name">In words.</param>
/// <param name="Resistance">As measured and by area.</param>
public sealed record FullCellPart(string Label, string Name, ResistancePair Resistance);

/// <summary>The impedance at one temperature.</summary>
/// <param name="TemperatureCelsius">Temperature in degree Celsius; NaN where it is not known.</param>
/// <param name="Fit">The fitted circuit.</param>
/// <param name="Parts">Electrolyte first, then arcs by falling frequency.</param>
/// <param name="Total">Sum of the parts, without the tail.</param>
public sealed record FullCellPoint(
    double TemperatureCelsius,
    CircuitFitResult Fit,
    IReadOnlyList<FullCellPart> Parts,
    ResistancePair Total
);

/// <summary>The impedance of a full cell.</summary>
public sealed record FullCellImpedanceResult : MethodResult
{
    /// <inheritdoc />
    public override MethodKind Method => MethodKind.FullCellImpedance;

    /// <summary>The circuit of all temperatures.</summary>
    public required string Circuit { get; init; }

    /// <summary>The evaluation at each temperature, rising.</summary>
    public required IReadOnlyList<FullCellPoint> Points { get; init; }

    /// <summary>One a part; empty with one temperature.</summary>
    public required IReadOnlyList<ActivationEnergy> ActivationEnergies { get; init; }

    /// <summary>The temperature nearest to 25 C, or the only one.</summary>
    public FullCellPoint Room =>
        Points.MinBy(p => double.IsFinite(p.TemperatureCelsius) ? Math.Abs(p.TemperatureCelsius - 25) : 0)!;

    /// <inheritdoc />
    public override IReadOnlyList<DerivedQuantity> Figures =>
        [
            .. ActivationEnergies.Select(e => e.Energy),
            .. Room.Parts.Select(p => p.Resistance.Best),
            Room.Total.Best,
        ];
}
