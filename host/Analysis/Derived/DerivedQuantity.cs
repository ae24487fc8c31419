using EdgeTester.Analysis.Numerics;

namespace EdgeTester.Analysis.Derived;

/// <summary>A figure that was computed from measured numbers, with the uncertainty that theirs gives it.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Unit">SI unit, "" for none.</param>
/// <param name="Value">Its value.</param>
/// <param name="StandardError">Its standard uncertainty; NaN where a number that it needs has none.</param>
/// <param name="Lower95">Lower end of the 95 % interval; NaN where none can be given.</param>
/// <param name="Upper95">Upper end of it.</param>
/// <param name="Equation">How it is computed.</param>
/// <param name="Source">Where the equation is from.</param>
public sealed record DerivedQuantity(
    string Name,
    string Unit,
    double Value,
    double StandardError,
    double Lower95,
    double Upper95,
    string Equation,
    string Source
)
{
    /// <summary>By which rule the data were chosen or the figure was read; "" where the equation says all.</summary>
    public string Criterion { get; init; } = "";

    /// <summary>Which data were used; null where that is the whole input.</summary>
    public DataWindow? Window { get; init; }

    /// <summary>What to know before using the number, one sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Whether a finite uncertainty stands beside the value.</summary>
    public bool HasUncertainty => double.IsFinite(StandardError);

    /// <summary>The value with its standard uncertainty, to compute with.</summary>
    public UncertainValue AsUncertain => new(Value, StandardError);

    /// <summary>A figure whose 95 % interval reaches equally far to both sides.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="value">Value and standard uncertainty.</param>
    /// <param name="degreesOfFreedom">Of the standard uncertainty; infinite where it is known.</param>
    /// <param name="equation">How it is computed.</param>
    /// <param name="source">Where that is from.</param>
    public static DerivedQuantity Symmetric(
        string name,
        string unit,
        UncertainValue value,
        double degreesOfFreedom,
        string equation,
        string source
    )
    {
        var reach = Coverage(degreesOfFreedom) * value.StandardError;
        return new DerivedQuantity(
            name,
            unit,
            value.Value,
            value.StandardError,
            value.Value - reach,
            value.Value + reach,
            equation,
            source
        );
    }

    /// <summary>The same figure in another unit.</summary>
    /// <param name="factor">What values are multiplied by, above 0.</param>
    /// <param name="unit">The unit that they then have.</param>
    public DerivedQuantity In(double factor, string unit) =>
        this with
        {
            Unit = unit,
            Value = Value * factor,
            StandardError = StandardError * factor,
            Lower95 = Lower95 * factor,
            Upper95 = Upper95 * factor,
        };

    /// <summary>How many standard uncertainties hold 95 % at so many degrees of freedom (JCGM 100:2008, G.3).</summary>
    public static double Coverage(double degreesOfFreedom) =>
        degreesOfFreedom >= 1e6
            ? 1.959963984540054
            : StudentDistribution.TwoSidedQuantile(0.95, Math.Max(1, (int)Math.Floor(degreesOfFreedom)));
}
