using System.Numerics;
using EdgeTester.Analysis;

namespace EdgeTester.Benchmarks.Relaxation;

/// <summary>Random cells of ZARCs with their exact distribution.</summary>
internal static class SimulatedCells
{
    /// <summary>R, tau and exponent of an arc.</summary>
    public readonly record struct ArcTruth(double Resistance, double Tau, double Exponent);

    /// <summary>A cell: its spectrum and what is true of it.</summary>
    public sealed record Cell(
        Spectrum Spectrum,
        double Series,
        ArcTruth[] Arcs,
        double[] Tau,
        double[] Gamma
    );

    /// <summary>A cell with arcs about two decades apart.</summary>
    public static Cell Draw(Random random, int count, double noise)
    {
        var series = 5 + 50 * random.NextDouble();
        var arcs = Enumerable
            .Range(0, count)
            .Select(k => new ArcTruth(
                20 + 200 * random.NextDouble(),
                Math.Pow(10, -5 + 1.8 * k + 0.7 * random.NextDouble()),
                0.75 + 0.2 * random.NextDouble()
            ))
            .ToArray();
        var tau = Enumerable.Range(0, 141).Select(k => Math.Pow(10, -6.8 + k * 0.05)).ToArray();
        var gamma = tau.Select(t => arcs.Sum(a => Gamma(t, a))).ToArray();
        return new Cell(Measure(series, arcs, noise, random), series, arcs, tau, gamma);
    }

    /// <summary>Spectrum k of a series in which one arc grows and slows while a second stays.</summary>
    public static Spectrum Drifting(int k, int count, int seed)
    {
        var progress = k / (double)count;
        ArcTruth[] arcs =
        [
            new(85, 1e-5, 0.9),
            new(900 * (1 + 0.6 * progress), 5e-3 * Math.Pow(4, progress), 0.82),
            new(1 + 100 * progress, 3e-4, 0.88),
        ];
        return Measure(117, arcs, 0.005, new Random(seed));
    }

    private static Spectrum Measure(double series, ArcTruth[] arcs, double noise, Random random)
    {
        var frequency = Enumerable.Range(0, 71).Select(k => Math.Pow(10, 6 - k * 0.1)).ToArray();
        var impedance = frequency
            .Select(f =>
            {
                Complex z = series;
                foreach (var arc in arcs)
                    z +=
                        arc.Resistance
                        / (1 + Complex.Pow(new Complex(0, 2 * Math.PI * f * arc.Tau), arc.Exponent));
                return z + noise * z.Magnitude * new Complex(Normal(random), Normal(random));
            })
            .ToArray();
        return Spectrum.Create(frequency, impedance);
    }

    /// <summary>gamma of a ZARC in ohm per unit of ln tau.</summary>
    public static double Gamma(double tau, ArcTruth arc) =>
        arc.Resistance
        / (2 * Math.PI)
        * Math.Sin((1 - arc.Exponent) * Math.PI)
        / (Math.Cosh(arc.Exponent * Math.Log(tau / arc.Tau)) - Math.Cos((1 - arc.Exponent) * Math.PI));

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
