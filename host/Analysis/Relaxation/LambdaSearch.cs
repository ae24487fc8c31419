namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// Finds the global minimum of a score over lambda: a logarithmic grid first, then a golden-section search around
/// its lowest point (the rules: Maradesa, Py, Wan, Effat and Ciucci, J. Electrochem. Soc. 170 (2023) 030502,
/// doi:10.1149/1945-7111/acbca4).
/// </summary>
internal static class LambdaSearch
{
    private const double GoldenSection = 0.6180339887498949;

    /// <param name="score">Score of ln lambda, low is good.</param>
    /// <param name="from">Smallest lambda.</param>
    /// <param name="to">Largest lambda.</param>
    /// <param name="count">Points of the grid.</param>
    public static double Minimize(Func<double, double> score, double from, double to, int count)
    {
        var grid = new double[count];
        var values = new double[count];
        var best = 0;
        for (var k = 0; k < count; k++)
        {
            grid[k] = Math.Log(from) + Math.Log(to / from) * k / (count - 1);
            values[k] = score(grid[k]);
            if (!double.IsFinite(values[k]))
                values[k] = double.PositiveInfinity;
            if (values[k] < values[best])
                best = k;
        }
        double low = grid[Math.Max(best - 1, 0)],
            high = grid[Math.Min(best + 1, count - 1)];
        var a = high - GoldenSection * (high - low);
        var b = low + GoldenSection * (high - low);
        double fa = score(a),
            fb = score(b);
        while (high - low > 0.02)
        {
            if (fa < fb)
            {
                (high, b, fb) = (b, a, fa);
                a = high - GoldenSection * (high - low);
                fa = score(a);
            }
            else
            {
                (low, a, fa) = (a, b, fb);
                b = low + GoldenSection * (high - low);
                fb = score(b);
            }
        }
        var refined = fa < fb ? a : b;
        return Math.Exp(Math.Min(fa, fb) <= values[best] ? refined : grid[best]);
    }
}
