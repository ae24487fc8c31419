using System.Numerics;
using EdgeTester.Analysis;
using EdgeTester.Analysis.Circuits;

namespace EdgeTester.Benchmarks.Analysis;

/// <summary>Random spectra of a circuit: each relaxation inside the measured range, noise from 0.1 to 1 %.</summary>
internal sealed class RandomSpectra(string circuit, Func<Random, double[]> draw)
{
    public Circuit Circuit { get; } = Circuit.Parse(circuit);

    /// <summary>R(RQ)(RQ) and five harder circuits.</summary>
    public static IReadOnlyList<RandomSpectra> All { get; } =
    [
        new("R(RQ)(RQ)", r => [Resistance(r), .. Arcs(r, 2, -5.5, 0)]),
        new("R(RQ)(RQ)(RQ)", r => [Resistance(r), .. Arcs(r, 3, -5.5, 0)]),
        new(
            "RL(RQ)(RQ)Wo",
            r =>
            {
                var series = Resistance(r);
                var inductance = series / (2 * Math.PI * 1e6) * LogUniform(r, 0.3, 3);
                return [series, inductance, .. Arcs(r, 2, -5, -2), Resistance(r), LogUniform(r, 0.1, 3), 0.5];
            }
        ),
        new(
            "R(Q[RWs])",
            r =>
            {
                var (transfer, tau, alpha) = (Resistance(r), LogUniform(r, 1e-5, 1e-3), Uniform(r, 0.75, 1));
                return
                [
                    Resistance(r),
                    Math.Pow(tau, alpha) / transfer,
                    alpha,
                    transfer,
                    transfer * LogUniform(r, 0.3, 3),
                    LogUniform(r, 0.05, 3),
                    0.5,
                ];
            }
        ),
        new(
            "R(RQ)(RQ)Q",
            r =>
            {
                var arcs = Arcs(r, 2, -5.5, -2);
                return
                [
                    Resistance(r),
                    .. arcs,
                    1 / (arcs[3] * 2 * Math.PI * LogUniform(r, 0.3, 10)),
                    Uniform(r, 0.7, 0.98),
                ];
            }
        ),
        new(
            "R(C[R(RQ)])",
            r =>
            {
                var (outer, inner) = (Resistance(r), Resistance(r));
                var slow = LogUniform(r, 1e-2, 1);
                var alpha = Uniform(r, 0.75, 0.98);
                return
                [
                    Resistance(r),
                    LogUniform(r, 1e-5, 1e-3) / (outer + inner),
                    outer,
                    inner,
                    Math.Pow(slow, alpha) / inner,
                    alpha,
                ];
            }
        ),
    ];

    /// <summary>One spectrum, 70 points from 1 MHz to 0.1 Hz, and the values that made it.</summary>
    public (Spectrum Spectrum, double[] Values) Draw(int seed)
    {
        var random = new Random(seed);
        var values = draw(random);
        var noise = LogUniform(random, 0.001, 0.01);
        return (Noisy(Circuit, values, noise, random), values);
    }

    public static Spectrum Noisy(Circuit circuit, double[] values, double noise, Random random)
    {
        var frequencies = Enumerable.Range(0, 70).Select(k => 1e6 * Math.Pow(10, -7 * k / 69.0)).ToArray();
        var exact = circuit.Impedance(frequencies, values);
        return Spectrum.Create(
            frequencies,
            exact
                .Select(z => z + z.Magnitude * noise * new Complex(Gaussian(random), Gaussian(random)))
                .ToArray()
        );
    }

    private static double[] Arcs(Random random, int count, double low, double high)
    {
        // Relaxation times at least 1.2 decades apart: nearer ones cannot be told apart at these noise levels.
        double[] decades;
        do decades = Enumerable.Range(0, count).Select(_ => Uniform(random, low, high)).Order().ToArray();
        while (Enumerable.Range(1, count - 1).Any(k => decades[k] - decades[k - 1] < 1.2));
        return decades
            .SelectMany(decade =>
            {
                var (r, alpha) = (Resistance(random), Uniform(random, 0.72, 0.98));
                return new[] { r, Math.Pow(Math.Pow(10, decade), alpha) / r, alpha };
            })
            .ToArray();
    }

    private static double Resistance(Random random) => LogUniform(random, 20, 500);

    private static double LogUniform(Random random, double low, double high) =>
        low * Math.Pow(high / low, random.NextDouble());

    private static double Uniform(Random random, double low, double high) =>
        low + (high - low) * random.NextDouble();

    private static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
