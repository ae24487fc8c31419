using EdgeTester.Analysis.Elements;

namespace EdgeTester.Analysis.Circuits;

/// <summary>One parameter of a circuit.</summary>
/// <param name="Name">The element's label for an element with one parameter ("R1"), else label.symbol ("Q1.alpha").</param>
/// <param name="ElementLabel">The element's label.</param>
/// <param name="Declaration">The parameter as its element declares it: unit, role, scale.</param>
/// <param name="Value">The value that the text gave, or the declared default.</param>
/// <param name="IsValueGiven">True where the text gave the value.</param>
/// <param name="Lower">Lower limit of a fit.</param>
/// <param name="Upper">Upper limit of a fit.</param>
/// <param name="IsFixed">A fit leaves the value alone.</param>
public sealed record CircuitParameter(
    string Name,
    string ElementLabel,
    ElementParameter Declaration,
    double Value,
    bool IsValueGiven,
    double Lower,
    double Upper,
    bool IsFixed
)
{
    /// <summary>SI unit, "" for none.</summary>
    public string Unit => Declaration.Unit;

    /// <summary>True where the text set a limit narrower than the element's own.</summary>
    public bool IsLimited => Lower > Declaration.Lower || Upper < Declaration.Upper;
}
