using EdgeTester.Analysis.Numerics;

namespace EdgeTester.Analysis.Derived;

/// <summary>An activation energy from conductivities at several temperatures.</summary>
/// <param name="ActivationEnergyElectronvolt">Activation energy in eV.</param>
/// <param name="ActivationEnergyStandardError">Its standard error in eV.</param>
/// <param name="Lower95">Lower end of its 95 % interval in eV.</param>
/// <param name="Upper95">Upper end of it.</param>
/// <param name="LogPreFactor">ln of the pre-factor: S K/m for sigma T, S/m for sigma.</param>
/// <param name="LogPreFactorStandardError">Its standard error.</param>
/// <param name="ReducedChiSquare">Near 1 where the stated errors explain the scatter; NaN with two points.</param>
public sealed record ArrheniusFit(
    double ActivationEnergyElectronvolt,
    double ActivationEnergyStandardError,
    double Lower95,
    double Upper95,
    double LogPreFactor,
    double LogPreFactorStandardError,
    double ReducedChiSquare
)
{
    /// <summary>Boltzmann's constant in eV/K (CODATA 2018).</summary>
    public const double Boltzmann = 8.617333262e-5;

    /// <summary>
    /// Fits ln(sigma T) = ln A - Ea/(k T), or ln sigma with <paramref name="withTemperature"/> false, weighted with the
    /// errors of the conductivities where all have one. The result's error comes from the scatter about the line, which also holds what
    /// the stated errors leave out (temperature, contacts); with two points it comes from the stated errors.
    /// </summary>
    /// <param name="temperatureKelvin">Temperatures in K, at least two different ones.</param>
    /// <param name="conductivity">Conductivities in S/m, above 0.</param>
    /// <param name="withTemperature">Whether the pre-factor is that of sigma T.</param>
    /// <exception cref="ArgumentException">Too few or unusable points.</exception>
    public static ArrheniusFit Of(
        IReadOnlyList<double> temperatureKelvin,
        IReadOnlyList<UncertainValue> conductivity,
        bool withTemperature = true
    )
    {
        var count = temperatureKelvin.Count;
        if (count != conductivity.Count || temperatureKelvin.Distinct().Count() < 2)
            throw new ArgumentException(
                "an activation energy needs two different temperatures and a conductivity at each"
            );
        for (var k = 0; k < count; k++)
            if (!(temperatureKelvin[k] > 0) || !(conductivity[k].Value > 0))
                throw new ArgumentException(
                    $"point {k + 1}: temperature and conductivity must be above zero"
                );
        var isWeighted = conductivity.All(c => c.StandardError > 0);
        var x = temperatureKelvin.Select(t => -1 / (Boltzmann * t)).ToArray();
        var y = conductivity
            .Select((c, k) => Math.Log(c.Value * (withTemperature ? temperatureKelvin[k] : 1)))
            .ToArray();
        var own = conductivity.Select(c => isWeighted ? Math.Pow(c.StandardError / c.Value, 2) : 1).ToArray();
        var w = Weights(x, y, own, isWeighted);
        var line = LineFit.Of(x, y, w);
        var reduced =
            count > 2
                ? y.Select((v, k) => Math.Pow(v - line.At(x[k]), 2) / own[k]).Sum() / (count - 2)
                : double.NaN;
        // Two points have no scatter: what is stated is all there is.
        var sum = w.Sum();
        var meanX = w.Select((v, k) => v * x[k]).Sum() / sum;
        var spread = w.Select((v, k) => v * (x[k] - meanX) * (x[k] - meanX)).Sum();
        var error =
            count > 2 ? line.SlopeError
            : isWeighted ? Math.Sqrt(1 / spread)
            : double.NaN;
        var reach = DerivedQuantity.Coverage(count > 2 ? count - 2 : double.PositiveInfinity) * error;
        return new ArrheniusFit(
            line.Slope,
            error,
            line.Slope - reach,
            line.Slope + reach,
            line.Intercept,
            count > 2 ? line.InterceptError
                : isWeighted ? Math.Sqrt(1 / sum + meanX * meanX / spread)
                : double.NaN,
            reduced
        );
    }

    /// <summary>
    /// Inverse variances. What scatters beyond the stated errors (temperature, contacts) is alike at all points, so that a point with a
    /// small stated error does not decide alone: moments of the residuals as in a random-effects model.
    /// </summary>
    private static double[] Weights(double[] x, double[] y, double[] own, bool isWeighted)
    {
        if (!isWeighted || x.Length < 4)
            return own.Select(v => 1 / v).ToArray();
        var plain = LineFit.Of(x, y);
        var beyond = Math.Max(0, plain.ResidualDeviation * plain.ResidualDeviation - own.Average());
        return own.Select(v => 1 / (v + beyond)).ToArray();
    }
}
