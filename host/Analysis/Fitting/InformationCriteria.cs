namespace EdgeTester.Analysis.Fitting;

/// <summary>Likelihood and criteria of a fit whose residuals are Gaussian with the weights' sigma times one unknown factor.</summary>
internal static class InformationCriteria
{
    public static (double LogLikelihood, double Aicc, double Bic) Of(
        double sumOfSquares,
        ResidualWeights weights,
        IReadOnlyList<int> leftOut,
        int variables
    )
    {
        var skipped = leftOut.ToHashSet();
        var logWeights = 0.0;
        var n = 0;
        for (var k = 0; k < weights.Real.Length; k++)
            if (!skipped.Contains(k) && weights.Real[k] > 0)
            {
                logWeights += Math.Log(weights.Real[k]) + Math.Log(weights.Imaginary[k]);
                n += 2;
            }
        if (n == 0)
            return (double.NaN, double.NaN, double.NaN);
        var mean = Math.Max(sumOfSquares / n, 1e-40);
        var logLikelihood = weights.IsAbsolute
            ? -0.5 * sumOfSquares - 0.5 * n * Math.Log(2 * Math.PI) + logWeights
            : -0.5 * n * (Math.Log(2 * Math.PI * mean) + 1) + logWeights;
        var k1 = variables + (weights.IsAbsolute ? 0 : 1);
        var correction = n - k1 - 1 > 0 ? 2.0 * k1 * (k1 + 1) / (n - k1 - 1) : double.PositiveInfinity;
        return (
            logLikelihood,
            -2 * logLikelihood + 2 * k1 + correction,
            -2 * logLikelihood + k1 * Math.Log(n)
        );
    }
}
