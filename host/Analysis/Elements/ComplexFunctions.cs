using System.Numerics;

namespace EdgeTester.Analysis.Elements;

/// <summary>
/// Functions of diffusion and transmission-line impedances with their derivatives, exact to rounding for every
/// argument with a positive real part, however small or large.
/// </summary>
internal static class ComplexFunctions
{
    private const double SmallArgument = 0.02;

    /// <summary>(j omega)^alpha = omega^alpha exp(j pi alpha / 2).</summary>
    public static Complex JOmegaPower(in FrequencyPoint at, double alpha)
    {
        var (sin, cos) = Math.SinCos(0.5 * Math.PI * alpha);
        var modulus = Math.Exp(alpha * at.LogOmega);
        return new Complex(modulus * cos, modulus * sin);
    }

    /// <summary>(j omega tau)^alpha.</summary>
    public static Complex JOmegaTauPower(in FrequencyPoint at, double tau, double alpha)
    {
        var (sin, cos) = Math.SinCos(0.5 * Math.PI * alpha);
        var modulus = Math.Exp(alpha * (at.LogOmega + Math.Log(tau)));
        return new Complex(modulus * cos, modulus * sin);
    }

    /// <summary>tanh(x)/x and its derivative by x.</summary>
    public static (Complex Value, Complex Slope) TanhOverX(Complex x)
    {
        var square = x * x;
        if (Complex.Abs(x) < SmallArgument)
        {
            var value =
                1 + square * (-1.0 / 3 + square * (2.0 / 15 + square * (-17.0 / 315 + square * 62.0 / 2835)));
            var slope =
                x * (-2.0 / 3 + square * (8.0 / 15 + square * (-102.0 / 315 + square * (496.0 / 2835))));
            return (value, slope);
        }
        var e = Complex.Exp(-2 * x);
        var tanh = (1 - e) / (1 + e);
        var sech2 = 4 * e / ((1 + e) * (1 + e));
        return (tanh / x, (sech2 - tanh / x) / x);
    }

    /// <summary>coth(x)/x and its derivative by x.</summary>
    public static (Complex Value, Complex Slope) CothOverX(Complex x)
    {
        var square = x * x;
        if (Complex.Abs(x) < SmallArgument)
        {
            var value = 1 / square + 1.0 / 3 + square * (-1.0 / 45 + square * (2.0 / 945 - square / 4725));
            var slope = -2 / (square * x) + x * (-2.0 / 45 + square * (8.0 / 945 - square * 6.0 / 4725));
            return (value, slope);
        }
        var e = Complex.Exp(-2 * x);
        var coth = (1 + e) / (1 - e);
        var csch2 = 4 * e / ((1 - e) * (1 - e));
        return (coth / x, (-csch2 - coth / x) / x);
    }

    /// <summary>1/(x sinh x) and its derivative by x.</summary>
    public static (Complex Value, Complex Slope) CschOverX(Complex x)
    {
        var square = x * x;
        if (Complex.Abs(x) < SmallArgument)
        {
            var value = 1 / square - 1.0 / 6 + square * (7.0 / 360 - square * 31.0 / 15120);
            var slope = -2 / (square * x) + x * (7.0 / 180 - square * (31.0 / 3780));
            return (value, slope);
        }
        var half = Complex.Exp(-x);
        var e = half * half;
        var csch = 2 * half / (1 - e);
        var coth = (1 + e) / (1 - e);
        var value2 = csch / x;
        return (value2, -value2 * (coth + 1 / x));
    }
}
