using System.Numerics;
using static EdgeTester.Analysis.Elements.ElementParameter;

namespace EdgeTester.Analysis.Elements;

internal sealed class ResistorCapacitor()
    : ElementKind(
        "K",
        "resistor and capacitor in parallel",
        "Z = R/(1 + j omega tau)",
        "textbook",
        Resistance(),
        TimeConstant()
    )
{
    public override Complex Evaluate(in FrequencyPoint at, ReadOnlySpan<double> p, Span<Complex> derivative)
    {
        var share = 1 / new Complex(1, at.Omega * p[1]);
        if (!derivative.IsEmpty)
        {
            derivative[0] = share;
            derivative[1] = -p[0] * share * share * new Complex(0, at.Omega);
        }
        return p[0] * share;
    }
}

internal sealed class Zarc()
    : ElementKind(
        "Zarc",
        "ZARC (Cole-Cole), resistor and constant phase element in parallel",
        "Z = R/(1 + (j omega tau)^alpha)",
        "Cole, Cole, J. Chem. Phys. 9 (1941) 341, doi:10.1063/1.1750906",
        Resistance(),
        TimeConstant(),
        Exponent("alpha", aliases: ["n", "a", "gamma"])
    )
{
    public override Complex Evaluate(in FrequencyPoint at, ReadOnlySpan<double> p, Span<Complex> derivative)
    {
        var x = ComplexFunctions.JOmegaTauPower(at, p[1], p[2]);
        var share = 1 / (1 + x);
        if (!derivative.IsEmpty)
        {
            derivative[0] = share;
            // x share^2 written so that it stays finite where x overflows on its own square.
            var common = -p[0] * share * (1 - share);
            derivative[1] = common * (p[2] / p[1]);
            derivative[2] = common * new Complex(at.LogOmega + Math.Log(p[1]), Math.PI / 2);
        }
        return p[0] * share;
    }
}

internal sealed class HavriliakNegami()
    : ElementKind(
        "H",
        "Havriliak-Negami",
        "Z = R/(1 + (j omega tau)^alpha)^beta",
        "Havriliak, Negami, Polymer 8 (1967) 161, doi:10.1016/0032-3861(67)90021-3",
        Resistance(aliases: ["dR"]),
        TimeConstant(aliases: ["t"]),
        Exponent("alpha", 0.9, aliases: ["a"]),
        Exponent("beta", 0.9, 0.05, 1, false, "b")
    )
{
    public override Complex Evaluate(in FrequencyPoint at, ReadOnlySpan<double> p, Span<Complex> derivative)
    {
        var x = ComplexFunctions.JOmegaTauPower(at, p[1], p[2]);
        var log = Complex.Log(1 + x);
        var share = Complex.Exp(-p[3] * log);
        if (!derivative.IsEmpty)
        {
            var common = -p[0] * p[3] * share * (x / (1 + x));
            derivative[0] = share;
            derivative[1] = common * (p[2] / p[1]);
            derivative[2] = common * new Complex(at.LogOmega + Math.Log(p[1]), Math.PI / 2);
            derivative[3] = -p[0] * share * log;
        }
        return p[0] * share;
    }
}
