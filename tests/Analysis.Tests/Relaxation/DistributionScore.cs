using EdgeTester.Analysis.Relaxation;

namespace EdgeTester.Analysis.Tests.Relaxation;

/// <summary>How far a distribution is from an exact one.</summary>
internal sealed record DistributionScore(double RelativeError, double Coverage)
{
    /// <summary>
    /// Relative L2 error over the exact grid, and the share of its points between 1/(2 pi f) of both ends of the
    /// spectrum that lie inside the band.
    /// </summary>
    public static DistributionScore Of(
        RelaxationResult result,
        Spectrum spectrum,
        double[] tau,
        double[] gamma
    )
    {
        double square = 0,
            norm = 0;
        int inside = 0,
            seen = 0;
        for (var k = 0; k < tau.Length; k++)
        {
            var estimate = At(result.TauSeconds, result.GammaOhm, tau[k]);
            square += (estimate - gamma[k]) * (estimate - gamma[k]);
            norm += gamma[k] * gamma[k];
            if (
                tau[k] < 1 / (2 * Math.PI * spectrum.FrequencyHz[0])
                || tau[k] > 1 / (2 * Math.PI * spectrum.FrequencyHz[^1])
            )
                continue;
            seen++;
            if (
                gamma[k] >= At(result.TauSeconds, result.GammaLowerOhm, tau[k])
                && gamma[k] <= At(result.TauSeconds, result.GammaUpperOhm, tau[k])
            )
                inside++;
        }
        return new DistributionScore(Math.Sqrt(square / norm), inside / (double)seen);
    }

    /// <summary>Linear interpolation over ln tau; zero outside.</summary>
    public static double At(double[] tau, double[] values, double wanted)
    {
        if (wanted < tau[0] || wanted > tau[^1])
            return 0;
        var k = Array.BinarySearch(tau, wanted);
        if (k >= 0)
            return values[k];
        k = ~k;
        var share = Math.Log(wanted / tau[k - 1]) / Math.Log(tau[k] / tau[k - 1]);
        return values[k - 1] + share * (values[k] - values[k - 1]);
    }
}
