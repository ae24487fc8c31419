using System.Numerics;

namespace EdgeTester.Firmware.Tests.Cells;

/// <summary>Impedance in closed form: the truth that the state equations are held against, nowhere used by them.</summary>
internal static class ClosedForms
{
    public static Complex Zarc(double f, double r, double tau, double alpha) =>
        r / (1 + Complex.Pow(S(f) * tau, alpha));

    public static Complex ConstantPhase(double f, double q, double alpha) =>
        1 / (q * Complex.Pow(S(f), alpha));

    public static Complex WarburgOpen(double f, double r, double tau)
    {
        var s = Complex.Sqrt(S(f) * tau);
        return r * (1 - Complex.Exp(-2 * s)) / (1 + Complex.Exp(-2 * s)) / s;
    }

    public static Complex WarburgBlocked(double f, double r, double tau)
    {
        var s = Complex.Sqrt(S(f) * tau);
        return r * (1 + Complex.Exp(-2 * s)) / (1 - Complex.Exp(-2 * s)) / s;
    }

    public static Complex S(double f) => new(0, 2 * Math.PI * f);

    /// <summary>Frequencies from low to high, evenly in the logarithm.</summary>
    public static IEnumerable<double> Decades(double low, double high, int perDecade)
    {
        int count = (int)Math.Round(Math.Log10(high / low) * perDecade);
        for (int i = 0; i <= count; i++)
        {
            yield return low * Math.Pow(10, (double)i / perDecade);
        }
    }
}
