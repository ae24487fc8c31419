namespace EdgeTester.Report.Figures;

/// <summary>Fewer points for the same picture.</summary>
public static class Thinning
{
    /// <summary>Keeps the lowest and the highest value of each of equally long stretches, in the order in which they came, so that no peak is lost.</summary>
    /// <param name="x">Abscissae, rising.</param>
    /// <param name="y">Ordinates, one an abscissa.</param>
    /// <param name="stretches">Number of stretches, at least 1; at most twice as many points come back.</param>
    public static (double[] X, double[] Y) MinimumMaximum(
        IReadOnlyList<double> x,
        IReadOnlyList<double> y,
        int stretches
    )
    {
        if (x.Count <= 2 * stretches)
            return (x.ToArray(), y.ToArray());
        var keptX = new List<double>(2 * stretches);
        var keptY = new List<double>(2 * stretches);
        for (var s = 0; s < stretches; s++)
        {
            var from = (int)((long)s * x.Count / stretches);
            var to = (int)((long)(s + 1) * x.Count / stretches);
            var (low, high) = (from, from);
            for (var k = from; k < to; k++)
            {
                if (y[k] < y[low] || double.IsNaN(y[low]))
                    low = k;
                if (y[k] > y[high] || double.IsNaN(y[high]))
                    high = k;
            }
            foreach (var k in low == high ? [low] : new[] { Math.Min(low, high), Math.Max(low, high) })
            {
                keptX.Add(x[k]);
                keptY.Add(y[k]);
            }
        }
        return (keptX.ToArray(), keptY.ToArray());
    }
}
