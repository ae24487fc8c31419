using MathNet.Numerics.Distributions;

namespace EdgeTester.Analysis.Relaxation;

/// <summary>Quantiles and probabilities of the standard normal distribution.</summary>
internal static class NormalDistribution
{
    public static double Probability(double z) => Normal.CDF(0, 1, z);

    public static double Quantile(double share) => Normal.InvCDF(0, 1, share);

    /// <summary>A standard normal number.</summary>
    public static double Draw(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>How many standard deviations to either side hold the share <paramref name="confidence"/>.</summary>
    public static double HalfWidth(double confidence) => Normal.InvCDF(0, 1, 0.5 + confidence / 2);
}
