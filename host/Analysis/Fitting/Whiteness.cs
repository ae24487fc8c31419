namespace EdgeTester.Analysis.Fitting;

/// <summary>Whether residuals along the frequency axis are noise or still hold structure.</summary>
internal static class Whiteness
{
    /// <summary>
    /// True where neighbouring residuals are not correlated (lag-one autocorrelation of real and imaginary parts
    /// together within 2.2 standard deviations of zero), or where they are only rounding.
    /// </summary>
    public static bool IsNoise(ReadOnlySpan<double> residuals, ResidualWeights weights, Spectrum spectrum)
    {
        var count = residuals.Length / 2;
        double sum = 0,
            lagged = 0,
            signal = 0;
        for (var k = 0; k < count; k++)
        {
            var z = spectrum.Impedance[k];
            signal += Square(z.Real * weights.Real[k]) + Square(z.Imaginary * weights.Imaginary[k]);
            sum += Square(residuals[k]) + Square(residuals[count + k]);
            if (k > 0)
                lagged += residuals[k] * residuals[k - 1] + residuals[count + k] * residuals[count + k - 1];
        }
        if (sum <= 1e-20 * signal)
            return true;
        return count > 4 && lagged / sum * Math.Sqrt(2 * count) < 2.2;
    }

    private static double Square(double value) => value * value;
}
