using System.Numerics;
using static EdgeTester.Analysis.Elements.ElementParameter;

namespace EdgeTester.Analysis.Elements;

/// <summary>
/// Z = Ri g(x), x = sqrt(Ri y), y = 1/Rr + Q (j omega)^alpha: one resistive rail of total resistance Ri and an
/// interface of admittance y; the end sets g.
/// </summary>
internal abstract class ReactiveLine(string symbol, string name, string equation, string source)
    : ElementKind(
        symbol,
        name,
        equation,
        source,
        Resistance("Ri"),
        Resistance("Rr"),
        ConstantPhase("Q", "Y"),
        Exponent("alpha", aliases: ["n", "a"])
    )
{
    protected abstract (Complex Value, Complex Slope) Shape(Complex x);

    public override Complex Evaluate(in FrequencyPoint at, ReadOnlySpan<double> p, Span<Complex> derivative)
    {
        var power = ComplexFunctions.JOmegaPower(at, p[3]);
        var y = 1 / p[1] + p[2] * power;
        var x = Complex.Sqrt(p[0] * y);
        var (value, slope) = Shape(x);
        if (!derivative.IsEmpty)
        {
            var byY = p[0] * slope * x / (2 * y);
            derivative[0] = value + slope * x / 2;
            derivative[1] = -byY / (p[1] * p[1]);
            derivative[2] = byY * power;
            derivative[3] = byY * p[2] * power * new Complex(at.LogOmega, Math.PI / 2);
        }
        return p[0] * value;
    }
}

internal sealed class DeLeviePore()
    : ReactiveLine(
        "Ls",
        "de Levie pore with a faradaic interface, closed end",
        "Z = Ri coth(x)/x, x = sqrt(Ri (1/Rr + Q (j omega)^alpha))",
        "de Levie, Adv. Electrochem. Electrochem. Eng. 6 (1967) 329; Bisquert, J. Phys. Chem. B 106 (2002) 325, doi:10.1021/jp011941g"
    )
{
    protected override (Complex Value, Complex Slope) Shape(Complex x) => ComplexFunctions.CothOverX(x);
}

internal sealed class ShortedLine()
    : ReactiveLine(
        "Tls",
        "transmission line with a reactive interface, short end",
        "Z = Ri tanh(x)/x, x = sqrt(Ri (1/Rr + Q (j omega)^alpha))",
        "Bisquert, J. Phys. Chem. B 106 (2002) 325, doi:10.1021/jp011941g"
    )
{
    protected override (Complex Value, Complex Slope) Shape(Complex x) => ComplexFunctions.TanhOverX(x);
}

/// <summary>The line with a blocking interface: y = Q (j omega)^alpha.</summary>
internal abstract class BlockingLine(string symbol, string name, string equation, string source)
    : ElementKind(
        symbol,
        name,
        equation,
        source,
        Resistance("Ri", "Rion"),
        ConstantPhase("Q", "Y", "Qs"),
        Exponent("alpha", aliases: ["n", "a", "gamma"])
    )
{
    protected abstract (Complex Value, Complex Slope) Shape(Complex x);

    public override Complex Evaluate(in FrequencyPoint at, ReadOnlySpan<double> p, Span<Complex> derivative)
    {
        var y = p[1] * ComplexFunctions.JOmegaPower(at, p[2]);
        var x = Complex.Sqrt(p[0] * y);
        var (value, slope) = Shape(x);
        if (!derivative.IsEmpty)
        {
            var half = slope * x / 2;
            derivative[0] = value + half;
            derivative[1] = p[0] * half / p[1];
            derivative[2] = p[0] * half * new Complex(at.LogOmega, Math.PI / 2);
        }
        return p[0] * value;
    }
}

internal sealed class BlockingOpenLine()
    : BlockingLine(
        "Tlo",
        "transmission line with a blocking interface, open end",
        "Z = Ri coth(x)/x, x = sqrt(Ri Q (j omega)^alpha)",
        "Bisquert et al., Electrochem. Commun. 1 (1999) 429, doi:10.1016/S1388-2481(99)00084-3"
    )
{
    protected override (Complex Value, Complex Slope) Shape(Complex x) => ComplexFunctions.CothOverX(x);
}

internal sealed class BlockingShortLine()
    : BlockingLine(
        "Tlb",
        "transmission line with a blocking interface, short end",
        "Z = Ri tanh(x)/x, x = sqrt(Ri Q (j omega)^alpha)",
        "Bisquert, Phys. Chem. Chem. Phys. 2 (2000) 4185, doi:10.1039/b001708f"
    )
{
    protected override (Complex Value, Complex Slope) Shape(Complex x) => ComplexFunctions.TanhOverX(x);
}

internal sealed class TwoRailLine()
    : ElementKind(
        "Tlm",
        "transmission line with an ionic and an electronic rail, ends on opposite rails",
        "Z = Ri Re/(Ri + Re) (1 + 2/(x sinh x)) + (Ri^2 + Re^2)/(Ri + Re) coth(x)/x, x = sqrt((Ri + Re) (1/Rr + Q (j omega)^alpha))",
        "Bisquert et al., J. Phys. Chem. B 104 (2000) 2287, doi:10.1021/jp993148h",
        Resistance("Ri"),
        Resistance("Re"),
        Resistance("Rr"),
        ConstantPhase("Q", "Y"),
        Exponent("alpha", aliases: ["n", "a"])
    )
{
    public override Complex Evaluate(in FrequencyPoint at, ReadOnlySpan<double> p, Span<Complex> derivative)
    {
        double ri = p[0],
            re = p[1],
            sum = ri + re;
        var power = ComplexFunctions.JOmegaPower(at, p[4]);
        var y = 1 / p[2] + p[3] * power;
        var x = Complex.Sqrt(sum * y);
        var (csch, cschSlope) = ComplexFunctions.CschOverX(x);
        var (coth, cothSlope) = ComplexFunctions.CothOverX(x);
        var product = ri * re / sum;
        var squares = (ri * ri + re * re) / sum;
        var z = product * (1 + 2 * csch) + squares * coth;
        if (!derivative.IsEmpty)
        {
            var byX = 2 * product * cschSlope + squares * cothSlope;
            var bySum = byX * x / (2 * sum);
            var byY = byX * x / (2 * y);
            derivative[0] =
                re * re / (sum * sum) * (1 + 2 * csch)
                + (ri * ri + 2 * ri * re - re * re) / (sum * sum) * coth
                + bySum;
            derivative[1] =
                ri * ri / (sum * sum) * (1 + 2 * csch)
                + (re * re + 2 * ri * re - ri * ri) / (sum * sum) * coth
                + bySum;
            derivative[2] = -byY / (p[2] * p[2]);
            derivative[3] = byY * power;
            derivative[4] = byY * p[3] * power * new Complex(at.LogOmega, Math.PI / 2);
        }
        return z;
    }
}

internal sealed class PaaschPorousElectrode()
    : ElementKind(
        "Tp",
        "porous electrode, macrohomogeneous",
        "Z = A coth(x)/x + B/(x sinh x), x = sqrt(a + j omega b)",
        "Paasch et al., Electrochim. Acta 38 (1993) 2653, doi:10.1016/0013-4686(93)85083-B",
        Resistance("A"),
        Resistance("B"),
        new ElementParameter("a", "", ParameterRole.Ratio, 1, 1e-9, 1e6),
        TimeConstant("b")
    )
{
    public override Complex Evaluate(in FrequencyPoint at, ReadOnlySpan<double> p, Span<Complex> derivative)
    {
        var x = Complex.Sqrt(new Complex(p[2], at.Omega * p[3]));
        var (coth, cothSlope) = ComplexFunctions.CothOverX(x);
        var (csch, cschSlope) = ComplexFunctions.CschOverX(x);
        if (!derivative.IsEmpty)
        {
            var byInner = (p[0] * cothSlope + p[1] * cschSlope) / (2 * x);
            derivative[0] = coth;
            derivative[1] = csch;
            derivative[2] = byInner;
            derivative[3] = byInner * new Complex(0, at.Omega);
        }
        return p[0] * coth + p[1] * csch;
    }
}
