using System.Numerics;
using static EdgeTester.Analysis.Elements.ElementParameter;

namespace EdgeTester.Analysis.Elements;

internal sealed class Warburg()
    : ElementKind(
        "W",
        "Warburg diffusion, semi-infinite",
        "Z = sigma (1 - j)/sqrt(omega)",
        "Warburg, Ann. Phys. 303 (1899) 493, doi:10.1002/andp.18993030302",
        new ElementParameter(
            "sigma",
            "ohm s^-1/2",
            ParameterRole.WarburgCoefficient,
            100,
            1e-12,
            1e15,
            false,
            "A",
            "s"
        )
    )
{
    public override Complex Evaluate(in FrequencyPoint at, ReadOnlySpan<double> p, Span<Complex> derivative)
    {
        var share = 1 / Math.Sqrt(at.Omega);
        if (!derivative.IsEmpty)
            derivative[0] = new Complex(share, -share);
        return new Complex(p[0] * share, -p[0] * share);
    }
}

/// <summary>Z = R g(x), x = (j omega tau)^alpha: what the two finite-length Warburg elements share.</summary>
internal abstract class FiniteWarburg(string symbol, string name, string equation, string source)
    : ElementKind(
        symbol,
        name,
        equation,
        source,
        Resistance(aliases: ["Z", "Z0"]),
        TimeConstant(aliases: ["B", "T"]),
        Exponent("alpha", 0.5, 0.2, 0.6, isFixed: true, "n", "a", "P")
    )
{
    protected abstract (Complex Value, Complex Slope) Shape(Complex x);

    public override Complex Evaluate(in FrequencyPoint at, ReadOnlySpan<double> p, Span<Complex> derivative)
    {
        var x = ComplexFunctions.JOmegaTauPower(at, p[1], p[2]);
        var (value, slope) = Shape(x);
        if (!derivative.IsEmpty)
        {
            derivative[0] = value;
            derivative[1] = p[0] * slope * x * (p[2] / p[1]);
            derivative[2] = p[0] * slope * x * new Complex(at.LogOmega + Math.Log(p[1]), Math.PI / 2);
        }
        return p[0] * value;
    }
}

internal sealed class WarburgOpen()
    : FiniteWarburg(
        "Wo",
        "Warburg diffusion, finite length, open (reflecting) end",
        "Z = R coth(x)/x, x = (j omega tau)^alpha",
        "Ho, Raistrick, Huggins, J. Electrochem. Soc. 127 (1980) 343, doi:10.1149/1.2129668"
    )
{
    protected override (Complex Value, Complex Slope) Shape(Complex x) => ComplexFunctions.CothOverX(x);
}

internal sealed class WarburgShort()
    : FiniteWarburg(
        "Ws",
        "Warburg diffusion, finite length, short (transmitting) end",
        "Z = R tanh(x)/x, x = (j omega tau)^alpha",
        "Franceschetti et al., J. Electrochem. Soc. 138 (1991) 1368, doi:10.1149/1.2085788"
    )
{
    protected override (Complex Value, Complex Slope) Shape(Complex x) => ComplexFunctions.TanhOverX(x);
}

internal sealed class Gerischer()
    : ElementKind(
        "G",
        "Gerischer, diffusion with reaction",
        "Z = R/(1 + j omega tau)^alpha",
        "Boukamp, Bouwmeester, Solid State Ionics 157 (2003) 29, doi:10.1016/S0167-2738(02)00185-6",
        Resistance(),
        TimeConstant(aliases: ["T"]),
        Exponent("alpha", 0.5, 0.2, 1, isFixed: true, "n", "a")
    )
{
    public override Complex Evaluate(in FrequencyPoint at, ReadOnlySpan<double> p, Span<Complex> derivative)
    {
        var inner = new Complex(1, at.Omega * p[1]);
        var log = Complex.Log(inner);
        var share = Complex.Exp(-p[2] * log);
        if (!derivative.IsEmpty)
        {
            derivative[0] = share;
            derivative[1] = -p[0] * p[2] * share / inner * new Complex(0, at.Omega);
            derivative[2] = -p[0] * share * log;
        }
        return p[0] * share;
    }
}

internal sealed class GerischerAdmittance()
    : ElementKind(
        "Ga",
        "Gerischer in rate form",
        "Z = 1/(Y (k + j omega)^alpha)",
        "Gerischer, Z. Phys. Chem. 198 (1951) 286, doi:10.1515/zpch-1951-19824",
        new ElementParameter("Y", "S s^1/2", ParameterRole.WarburgAdmittance, 1e-3, 1e-15, 1e12, false, "Y0"),
        new ElementParameter("k", "1/s", ParameterRole.Rate, 1, 1e-12, 1e15),
        Exponent("alpha", 0.5, 0.2, 1, isFixed: true, "n", "a")
    )
{
    public override Complex Evaluate(in FrequencyPoint at, ReadOnlySpan<double> p, Span<Complex> derivative)
    {
        var inner = new Complex(p[1], at.Omega);
        var log = Complex.Log(inner);
        var z = Complex.Exp(-p[2] * log) / p[0];
        if (!derivative.IsEmpty)
        {
            derivative[0] = -z / p[0];
            derivative[1] = -p[2] * z / inner;
            derivative[2] = -z * log;
        }
        return z;
    }
}

internal sealed class FiniteGerischer()
    : ElementKind(
        "Gs",
        "Gerischer, finite length",
        "Z = R coth(phi y)/y, y = sqrt(1 + j omega tau)",
        "Boukamp, Bouwmeester, Solid State Ionics 157 (2003) 29, doi:10.1016/S0167-2738(02)00185-6",
        Resistance(),
        TimeConstant(aliases: ["T"]),
        new ElementParameter("phi", "", ParameterRole.Ratio, 1, 1e-3, 1e3)
    )
{
    public override Complex Evaluate(in FrequencyPoint at, ReadOnlySpan<double> p, Span<Complex> derivative)
    {
        var y = Complex.Sqrt(new Complex(1, at.Omega * p[1]));
        var x = p[2] * y;
        var (value, slope) = ComplexFunctions.CothOverX(x);
        if (!derivative.IsEmpty)
        {
            derivative[0] = p[2] * value;
            var slopeByY = p[2] * slope * p[2];
            derivative[1] = p[0] * slopeByY * new Complex(0, at.Omega) / (2 * y);
            derivative[2] = p[0] * (value + p[2] * slope * y);
        }
        return p[0] * p[2] * value;
    }
}
