using System.Numerics;
using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Tests.Methods;

/// <summary>Raw records of simple cells, written down here and not with the evaluation's own formulas.</summary>
internal static class Simulated
{
    /// <summary>A pellet of 1 mm and 1 cm2 whose sizes the chemist knows to half a percent.</summary>
    public static CellDescription Pellet(CellKind kind = CellKind.Blocking, double celsius = 25) =>
        new()
        {
            Kind = kind,
            AreaSquareMeter = new UncertainValue(1e-4),
            ThicknessMeter = new UncertainValue(1e-3),
            TemperatureCelsius = new UncertainValue(celsius),
        };

    public static double Gauss(this Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>R in parallel with a constant phase element of the same summit.</summary>
    public static Complex Arc(double f, double r, double tau, double alpha) =>
        r / (1 + Complex.Pow(new Complex(0, 2 * Math.PI * f * tau), alpha));

    public static Complex Cpe(double f, double q, double alpha) =>
        1 / (q * Complex.Pow(new Complex(0, 2 * Math.PI * f), alpha));

    /// <summary>Ten points a decade with noise of a share of |Z| in both parts.</summary>
    public static Spectrum Spectrum(
        Random random,
        Func<double, Complex> impedance,
        double high = 200e3,
        double low = 0.1,
        double noise = 0.002,
        string label = ""
    )
    {
        var count = (int)Math.Round(10 * Math.Log10(high / low)) + 1;
        var f = Enumerable
            .Range(0, count)
            .Select(k => high * Math.Pow(low / high, k / (count - 1.0)))
            .ToArray();
        return Analysis.Spectrum.Create(
            f,
            f.Select(x =>
                {
                    var z = impedance(x);
                    return z + z.Magnitude * noise * new Complex(random.Gauss(), random.Gauss());
                })
                .ToArray(),
            label
        );
    }

    /// <summary>A step of a record with known excitation.</summary>
    public static RecordStep As(this RecordStep step, Excitation excitation) =>
        step with
        {
            Excitation = excitation,
        };
}
