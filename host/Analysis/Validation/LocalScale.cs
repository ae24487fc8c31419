namespace EdgeTester.Analysis.Validation;

/// <summary>
/// The size of residuals around each point, over the point and up to six neighbours on each side: noise need not be a
/// fixed share of |Z| over the whole range.
/// </summary>
internal static class LocalScale
{
    private const int Reach = 6;

    /// <summary>Root mean square; residuals hold the real parts, then the imaginary parts.</summary>
    public static double[] OfMeanSquare(ReadOnlySpan<double> residuals)
    {
        var count = residuals.Length / 2;
        var cumulated = new double[count + 1];
        for (var k = 0; k < count; k++)
            cumulated[k + 1] =
                cumulated[k] + residuals[k] * residuals[k] + residuals[count + k] * residuals[count + k];
        var scale = new double[count];
        for (var k = 0; k < count; k++)
        {
            var (from, to) = (Math.Max(0, k - Reach), Math.Min(count, k + Reach + 1));
            scale[k] = Math.Sqrt(Math.Max(0, cumulated[to] - cumulated[from]) / (2 * (to - from)));
        }
        return scale;
    }

    /// <summary>Median of moduli; outliers do not move it.</summary>
    public static double[] OfMedian(double[] moduli)
    {
        var scale = new double[moduli.Length];
        for (var k = 0; k < moduli.Length; k++)
        {
            var (from, to) = (Math.Max(0, k - Reach), Math.Min(moduli.Length, k + Reach + 1));
            var window = moduli[from..to];
            Array.Sort(window);
            scale[k] = window[window.Length / 2];
        }
        return scale;
    }
}
