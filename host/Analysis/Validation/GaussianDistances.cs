namespace EdgeTester.Analysis.Validation;

/// <summary>Distances between two normal distributions, from 0 (equal) to 1.</summary>
internal static class GaussianDistances
{
    /// <summary>The Hellinger distance.</summary>
    public static double Hellinger(double meanA, double varianceA, double meanB, double varianceB)
    {
        var sum = varianceA + varianceB;
        if (sum <= 0)
            return meanA == meanB ? 0 : 1;
        var overlap =
            Math.Sqrt(2 * Math.Sqrt(varianceA * varianceB) / sum)
            * Math.Exp(-0.25 * (meanA - meanB) * (meanA - meanB) / sum);
        return Math.Sqrt(Math.Max(0, 1 - overlap));
    }

    /// <summary>The Jensen-Shannon divergence in bits, by quadrature over both distributions.</summary>
    public static double JensenShannon(double meanA, double varianceA, double meanB, double varianceB)
    {
        var (a, b) = (Math.Sqrt(varianceA), Math.Sqrt(varianceB));
        if (a <= 0 || b <= 0)
            return meanA == meanB && a == b ? 0 : 1;
        return Math.Clamp(0.5 * (Relative(meanA, a, meanB, b) + Relative(meanB, b, meanA, a)), 0, 1);

        // int p log2(2 p/(p + q)) over eight standard deviations of p
        static double Relative(double mean, double sigma, double otherMean, double otherSigma)
        {
            const int steps = 64;
            const double reach = 8;
            var sum = 0.0;
            for (var k = 0; k <= steps; k++)
            {
                var z = reach * (2.0 * k / steps - 1);
                var p = Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI);
                var x = (mean + z * sigma - otherMean) / otherSigma;
                var q = sigma / otherSigma * Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);
                if (p > 0)
                    sum += (k is 0 or steps ? 0.5 : 1) * p * Math.Log2(2 * p / (p + q));
            }
            return sum * 2 * reach / steps;
        }
    }
}
