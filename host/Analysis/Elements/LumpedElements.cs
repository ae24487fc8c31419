using System.Numerics;
using static EdgeTester.Analysis.Elements.ElementParameter;

namespace EdgeTester.Analysis.Elements;

internal sealed class Resistor() : ElementKind("R", "resistor", "Z = R", "Ohm's law", Resistance())
{
    public override Complex Evaluate(in FrequencyPoint at, ReadOnlySpan<double> p, Span<Complex> derivative)
    {
        if (!derivative.IsEmpty)
            derivative[0] = Complex.One;
        return p[0];
    }
}

internal sealed class Capacitor()
    : ElementKind(
        "C",
        "capacitor",
        "Z = 1/(j omega C)",
        "textbook",
        new ElementParameter("C", "F", ParameterRole.Capacitance, 1e-6, 1e-18, 1e8)
    )
{
    public override Complex Evaluate(in FrequencyPoint at, ReadOnlySpan<double> p, Span<Complex> derivative)
    {
        var z = new Complex(0, -1 / (at.Omega * p[0]));
        if (!derivative.IsEmpty)
            derivative[0] = -z / p[0];
        return z;
    }
}

internal sealed class Inductor()
    : ElementKind(
        "L",
        "inductor",
        "Z = j omega L",
        "textbook",
        new ElementParameter("L", "H", ParameterRole.Inductance, 1e-6, 1e-15, 1e15)
    )
{
    public override Complex Evaluate(in FrequencyPoint at, ReadOnlySpan<double> p, Span<Complex> derivative)
    {
        if (!derivative.IsEmpty)
            derivative[0] = new Complex(0, at.Omega);
        return new Complex(0, at.Omega * p[0]);
    }
}

internal sealed class ModifiedInductor()
    : ElementKind(
        "La",
        "modified inductor",
        "Z = L (j omega)^alpha",
        "Hernandez-Jaimes et al., Chem. Eng. Sci. 137 (2015) 1, doi:10.1016/j.ces.2015.06.019",
        new ElementParameter("L", "ohm s^alpha", ParameterRole.InductiveConstantPhase, 1e-6, 1e-15, 1e6),
        Exponent("alpha", 0.95, aliases: ["n", "a"])
    )
{
    public override Complex Evaluate(in FrequencyPoint at, ReadOnlySpan<double> p, Span<Complex> derivative)
    {
        var power = ComplexFunctions.JOmegaPower(at, p[1]);
        var z = p[0] * power;
        if (!derivative.IsEmpty)
        {
            derivative[0] = power;
            derivative[1] = z * new Complex(at.LogOmega, Math.PI / 2);
        }
        return z;
    }
}

internal sealed class ConstantPhaseElement()
    : ElementKind(
        "Q",
        "constant phase element",
        "Z = 1/(Q (j omega)^alpha)",
        "Brug et al., J. Electroanal. Chem. 176 (1984) 275, doi:10.1016/S0022-0728(84)80324-1",
        ConstantPhase("Q", "Y", "Y0"),
        Exponent("alpha", aliases: ["n", "a"])
    )
{
    public override Complex Evaluate(in FrequencyPoint at, ReadOnlySpan<double> p, Span<Complex> derivative)
    {
        var (sin, cos) = Math.SinCos(0.5 * Math.PI * p[1]);
        var modulus = Math.Exp(-p[1] * at.LogOmega) / p[0];
        var z = new Complex(modulus * cos, -modulus * sin);
        if (!derivative.IsEmpty)
        {
            derivative[0] = -z / p[0];
            derivative[1] = -z * new Complex(at.LogOmega, Math.PI / 2);
        }
        return z;
    }
}
