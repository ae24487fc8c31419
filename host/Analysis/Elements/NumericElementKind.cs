using System.Numerics;

namespace EdgeTester.Analysis.Elements;

/// <summary>
/// An element of the user's own for which only Z is written down; derivatives are central differences (relative
/// error about 1e-9), so a fit with it is as exact as one with an analytic element but takes 2p more evaluations.
/// </summary>
public abstract class NumericElementKind(
    string symbol,
    string name,
    string equation,
    string source,
    params ElementParameter[] parameters
) : ElementKind(symbol, name, equation, source, parameters)
{
    /// <summary>Z in ohm at one frequency.</summary>
    protected abstract Complex Impedance(in FrequencyPoint at, ReadOnlySpan<double> p);

    /// <inheritdoc />
    public sealed override Complex Evaluate(
        in FrequencyPoint at,
        ReadOnlySpan<double> p,
        Span<Complex> derivative
    )
    {
        if (!derivative.IsEmpty)
        {
            Span<double> moved = p.Length <= 16 ? stackalloc double[p.Length] : new double[p.Length];
            p.CopyTo(moved);
            for (var k = 0; k < p.Length; k++)
            {
                // The cube root of the machine's precision balances truncation against rounding.
                var step = 6e-6 * (p[k] == 0 ? 1 : Math.Abs(p[k]));
                moved[k] = p[k] + step;
                var above = Impedance(at, moved);
                moved[k] = p[k] - step;
                var below = Impedance(at, moved);
                moved[k] = p[k];
                derivative[k] = (above - below) / (2 * step);
            }
        }
        return Impedance(at, p);
    }
}
