namespace EdgeTester.Analysis.Numerics;

/// <summary>Neighbours that scatter alike tell less than as many independent ones.</summary>
internal static class SerialCorrelation
{
    /// <summary>
    /// By what the variance of a mean grows against independent values, (1 + r)/(1 - r) for the correlation r of neighbours; 1 where r is
    /// not significant (below two standard errors) or there are fewer than 8 values.
    /// </summary>
    /// <param name="residuals">Values about their mean or model, in order.</param>
    public static double Inflation(ReadOnlySpan<double> residuals)
    {
        var count = residuals.Length;
        if (count < 8)
            return 1;
        double square = 0,
            product = 0;
        for (var k = 0; k < count; k++)
        {
            square += residuals[k] * residuals[k];
            if (k > 0)
                product += residuals[k] * residuals[k - 1];
        }
        if (!(square > 0))
            return 1;
        var r = product / square;
        if (r < 2 / Math.Sqrt(count))
            return 1;
        r = Math.Min(r, 1 - 1.0 / count);
        return (1 + r) / (1 - r);
    }
}
