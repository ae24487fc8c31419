using System.Numerics;

namespace EdgeTester.Analysis.Elements;

/// <summary>
/// A kind of circuit element, declared once: symbol, parameters, equation, source and the formula with its
/// derivatives. To add one, derive from this class (or from <see cref="NumericElementKind"/>, which needs no
/// derivatives) and pass it to <see cref="ElementCatalogue.With"/>. Instances hold no state.
/// </summary>
public abstract class ElementKind
{
    private readonly ElementParameter[] _parameters;
    private readonly int _exponentIndex;

    /// <summary>Declares the element.</summary>
    /// <param name="symbol">Letters that stand for it in a circuit text; the first one a capital.</param>
    /// <param name="name">Its name in words.</param>
    /// <param name="equation">Z as a formula in the parameters' symbols; j, omega and pi have their usual meaning.</param>
    /// <param name="source">Where the equation is from (DOI where there is one).</param>
    /// <param name="parameters">Its parameters, in the order of the value list.</param>
    protected ElementKind(
        string symbol,
        string name,
        string equation,
        string source,
        params ElementParameter[] parameters
    )
    {
        if (symbol.Length == 0 || !char.IsAsciiLetterUpper(symbol[0]) || !symbol.All(char.IsAsciiLetter))
            throw new ArgumentException(
                $"'{symbol}' is not a symbol: letters only, the first a capital",
                nameof(symbol)
            );
        Symbol = symbol;
        Name = name;
        Equation = equation;
        Source = source;
        _parameters = parameters;
        _exponentIndex = Array.FindIndex(parameters, p => p.Role == ParameterRole.Exponent);
    }

    /// <summary>Letters that stand for it in a circuit text.</summary>
    public string Symbol { get; }

    /// <summary>Its name in words.</summary>
    public string Name { get; }

    /// <summary>The impedance as a formula.</summary>
    public string Equation { get; }

    /// <summary>Where the equation is from.</summary>
    public string Source { get; }

    /// <summary>Its parameters, in the order of the value list.</summary>
    public IReadOnlyList<ElementParameter> Parameters => _parameters;

    /// <summary>
    /// Z in ohm at one frequency.
    /// </summary>
    /// <param name="at">The frequency.</param>
    /// <param name="p">One value a parameter, in its unit, within its limits.</param>
    /// <param name="derivative">
    /// Filled with dZ/dp, one a parameter, or empty where the caller needs none. May hold anything on entry.
    /// </param>
    /// <returns>Z; not finite where the formula has no value, never an exception.</returns>
    public abstract Complex Evaluate(in FrequencyPoint at, ReadOnlySpan<double> p, Span<Complex> derivative);

    /// <summary>
    /// Writes values that give this element roughly the magnitude <paramref name="magnitude"/> (ohm) around
    /// <paramref name="omega"/> (1/s). <paramref name="uniform"/> yields numbers in [0, 1).
    /// </summary>
    public virtual void Seed(double magnitude, double omega, Func<double> uniform, Span<double> values)
    {
        var exponent = 1.0;
        for (var k = 0; k < _parameters.Length; k++)
        {
            var p = _parameters[k];
            if (p.Role != ParameterRole.Exponent)
                continue;
            values[k] = p.IsFixed ? p.Default : SeedExponent(p, uniform());
            if (k == _exponentIndex)
                exponent = values[k];
        }
        var resistances = 0;
        for (var k = 0; k < _parameters.Length; k++)
        {
            var p = _parameters[k];
            // A second resistance of one element is free against the first: an order of magnitude either way.
            var spread =
                p.Role == ParameterRole.Resistance && resistances++ > 0 ? Math.Pow(10, 2 * uniform() - 1) : 1;
            var value = p.Role switch
            {
                ParameterRole.Resistance => magnitude * spread,
                ParameterRole.Capacitance => 1 / (omega * magnitude),
                ParameterRole.Inductance => magnitude / omega,
                ParameterRole.ConstantPhase => 1 / (magnitude * Math.Pow(omega, exponent)),
                ParameterRole.InductiveConstantPhase => magnitude / Math.Pow(omega, exponent),
                ParameterRole.WarburgCoefficient => magnitude * Math.Sqrt(omega),
                ParameterRole.WarburgAdmittance => 1 / (magnitude * Math.Sqrt(omega)),
                ParameterRole.TimeConstant => 1 / omega,
                ParameterRole.Rate => omega,
                ParameterRole.Ratio => p.Default * Math.Pow(10, uniform() - 0.5),
                _ => values[k],
            };
            values[k] = Math.Clamp(value, p.Lower, p.Upper);
        }
    }

    /// <summary>Whether <paramref name="symbol"/> names the parameter <paramref name="index"/>.</summary>
    public bool Answers(int index, string symbol) =>
        _parameters[index].Symbol == symbol
        || _parameters[index].Aliases.Contains(symbol, StringComparer.Ordinal);

    /// <inheritdoc />
    public override string ToString() => $"{Symbol} ({Name})";

    private static double SeedExponent(ElementParameter p, double u)
    {
        var low = Math.Max(p.Lower, Math.Min(0.6, p.Default * 0.75));
        var high = Math.Min(p.Upper, Math.Max(1.0, p.Default));
        return low + u * (high - low);
    }
}
