using EdgeTester.Analysis.Derived;

namespace EdgeTester.Analysis.Methods;

/// <summary>How a full cell ages.</summary>
public sealed record LongCyclingResult : MethodResult
{
    /// <inheritdoc />
    public override MethodKind Method => MethodKind.LongCycling;

    /// <summary>All cycles of the test.</summary>
    public required IReadOnlyList<FullCycle> Cycles { get; init; }

    /// <summary>The cycles at the rate that most have.</summary>
    public required IReadOnlyList<FullCycle> Counted { get; init; }

    /// <summary>Last by first capacity of the regression, 1 = 100 %.</summary>
    public required DerivedQuantity Retention { get; init; }

    /// <summary>Share of the initial capacity that a cycle costs (0.0003 = 0.03 %).</summary>
    public required DerivedQuantity FadePerCycle { get; init; }

    /// <summary>Discharge capacity at the first counted cycle in C/kg, or in C without a mass.</summary>
    public required DerivedQuantity InitialCapacity { get; init; }

    /// <summary>Of the first cycle of the test.</summary>
    public required DerivedQuantity InitialCoulombicEfficiency { get; init; }

    /// <summary>Mean over the counted cycles.</summary>
    public required DerivedQuantity MeanCoulombicEfficiency { get; init; }

    /// <summary>Cycle at which the fade changes; null where one line does as well.</summary>
    public required DerivedQuantity? Knee { get; init; }

    /// <summary>Fade per cycle after it; null without a knee.</summary>
    public required DerivedQuantity? FadeAfterKnee { get; init; }

    /// <inheritdoc />
    public override IReadOnlyList<DerivedQuantity> Figures =>
        new[]
        {
            Retention,
            FadePerCycle,
            InitialCapacity,
            InitialCoulombicEfficiency,
            MeanCoulombicEfficiency,
            Knee,
            FadeAfterKnee,
        }
            .OfType<DerivedQuantity>()
            .ToArray();
}
