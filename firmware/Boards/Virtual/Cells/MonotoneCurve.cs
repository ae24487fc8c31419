namespace EdgeTester.Firmware.Virtual.Cells;

/// <summary>
/// A cubic through points that rises or falls only where they do (Fritsch and Butland 1984, doi:10.1137/0905021: the weighted
/// harmonic mean of the neighbouring slopes).
/// </summary>
public static class MonotoneCurve
{
    /// <summary>Slope at each point.</summary>
    /// <param name="x">Strictly rising, two or more.</param>
    /// <param name="y">As many.</param>
    public static double[] Slopes(double[] x, double[] y)
    {
        int n = x.Length;
        var slopes = new double[n];
        for (int i = 0; i < n; i++)
        {
            double left = i > 0 ? (y[i] - y[i - 1]) / (x[i] - x[i - 1]) : double.NaN;
            double right = i + 1 < n ? (y[i + 1] - y[i]) / (x[i + 1] - x[i]) : double.NaN;
            if (i == 0 || i + 1 == n)
            {
                slopes[i] = i == 0 ? right : left;
            }
            else if (left * right > 0)
            {
                double before = x[i] - x[i - 1];
                double after = x[i + 1] - x[i];
                double w1 = 2 * after + before;
                double w2 = after + 2 * before;
                slopes[i] = (w1 + w2) / (w1 / left + w2 / right);
            }
        }
        return slopes;
    }

    /// <summary>Value and slope; outside the points the end value with slope zero.</summary>
    public static double Value(double[] x, double[] y, double[] slopes, double at, out double slope)
    {
        int n = x.Length;
        if (at <= x[0] || at >= x[n - 1] || double.IsNaN(at))
        {
            slope = 0;
            return at >= x[n - 1] ? y[n - 1] : y[0];
        }
        int i = Array.BinarySearch(x, at);
        i = i < 0 ? ~i - 1 : i;
        double width = x[i + 1] - x[i];
        double t = (at - x[i]) / width;
        double chord = (y[i + 1] - y[i]) / width;
        double a = slopes[i] - chord;
        double b = slopes[i + 1] - chord;
        slope = chord + a * (1 - t) * (1 - 3 * t) + b * t * (3 * t - 2);
        return y[i] + t * (y[i + 1] - y[i]) + width * t * (1 - t) * (a * (1 - t) - b * t);
    }
}
