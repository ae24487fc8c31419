namespace EdgeTester.Analysis.Derived;

/// <summary>A quantity computed from fitted parameters, with the uncertainty that theirs gives it.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Unit">SI unit, "" for none.</param>
/// <param name="Value">Its value.</param>
/// <param name="StandardError">Its standard error; NaN where a parameter that it needs has none.</param>
/// <param name="Lower95">Lower end of the 95 % interval, on a logarithmic scale for these positive quantities.</param>
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
);
