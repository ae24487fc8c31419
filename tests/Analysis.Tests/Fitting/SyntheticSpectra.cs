using System.Numerics;
using EdgeTester.Analysis.Circuits;

namespace EdgeTester.Analysis.Tests.Fitting;

/// <summary>Spectra of known circuits with seeded noise.</summary>
internal static class SyntheticSpectra
{
    /// <summary>Frequencies in Hz, falling, so many a decade.</summary>
    public static double[] Frequencies(double high = 1e6, double low = 0.1, int perDecade = 10)
    {
        var count = (int)Math.Round(Math.Log10(high / low) * perDecade) + 1;
        return Enumerable.Range(0, count).Select(k => high * Math.Pow(10, -k / (double)perDecade)).ToArray();
    }

    public static Spectrum Noisy(
        Circuit circuit,
        double[] values,
        double relativeNoise,
        int seed,
        double[]? frequencies = null
    )
    {
        var random = new Random(seed);
        frequencies ??= Frequencies();
        var exact = circuit.Impedance(frequencies, values);
        return Spectrum.Create(
            frequencies,
            exact
                .Select(z =>
                    z + z.Magnitude * relativeNoise * new Complex(Gaussian(random), Gaussian(random))
                )
                .ToArray()
        );
    }

    public static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
