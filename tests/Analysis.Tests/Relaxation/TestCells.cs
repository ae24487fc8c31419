using System.Numerics;

namespace EdgeTester.Analysis.Tests.Relaxation;

/// <summary>Impedances and exact distributions of test cells, with seeded noise.</summary>
internal static class TestCells
{
    public static double[] Frequencies(double highest = 1e6, double lowest = 0.1, int count = 71) =>
        Enumerable
            .Range(0, count)
            .Select(k => highest * Math.Pow(lowest / highest, k / (count - 1.0)))
            .ToArray();

    public static Complex Zarc(double frequency, double resistance, double tau, double exponent) =>
        resistance / (1 + Complex.Pow(new Complex(0, 2 * Math.PI * frequency * tau), exponent));

    public static Complex ConstantPhase(double frequency, double q, double exponent) =>
        1 / (q * Complex.Pow(new Complex(0, 2 * Math.PI * frequency), exponent));

    /// <summary>gamma of a ZARC in ohm per unit of ln tau.</summary>
    public static double ZarcGamma(double tau, double resistance, double centre, double exponent) =>
        resistance
        / (2 * Math.PI)
        * Math.Sin((1 - exponent) * Math.PI)
        / (Math.Cosh(exponent * Math.Log(tau / centre)) - Math.Cos((1 - exponent) * Math.PI));

    /// <summary>A spectrum with Gaussian noise of a share of |Z| on each part.</summary>
    public static Spectrum Noisy(double[] frequency, Func<double, Complex> impedance, double share, int seed)
    {
        var random = new Random(seed);
        var values = frequency
            .Select(f =>
            {
                var z = impedance(f);
                return z + share * z.Magnitude * new Complex(Normal(random), Normal(random));
            })
            .ToArray();
        return Spectrum.Create(frequency, values);
    }

    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
