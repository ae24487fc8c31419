namespace EdgeTester.Analysis.Relaxation;

/// <summary>Marks points that lie far from a fit while the others do not.</summary>
internal static class OutlierSearch
{
    /// <summary>Beyond so many robust standard deviations a point is taken for an outlier.</summary>
    public const double Limit = 6;

    private const int LongestRun = 3;

    /// <summary>Root mean square over both parts of each residual, in robust standard deviations.</summary>
    public static double[] Misfit(WeightedSpectrum data, double[] fit, out double deviation)
    {
        var n = data.Points;
        var misfit = new double[n];
        for (var k = 0; k < n; k++)
        {
            var re = (data.Value[k] - fit[k]) / data.Sigma[k];
            var im = (data.Value[n + k] - fit[n + k]) / data.Sigma[n + k];
            misfit[k] = Math.Sqrt((re * re + im * im) / 2);
        }
        // The median of the root mean square of two standard normal numbers is sqrt(ln 2).
        deviation = Math.Max(misfit.Order().ElementAt(n / 2) / Math.Sqrt(Math.Log(2)), 1e-300);
        for (var k = 0; k < n; k++)
            misfit[k] /= deviation;
        return misfit;
    }

    /// <summary>
    /// Updates <see cref="WeightedSpectrum.Used"/>; false when nothing changed. At most a fifth of the points may
    /// go: where more stand out, it is the fit that is wrong.
    /// </summary>
    public static bool Update(WeightedSpectrum data, double[] fit)
    {
        var n = data.Points;
        var wild = Misfit(data, fit, out var deviation)
            .Select(value => value > Limit && value * deviation > 1e-7)
            .ToArray();
        if (wild.Count(w => w) > n / 5)
            Array.Clear(wild);
        Unflag(wild);
        var changed = false;
        for (var k = 0; k < n; k++)
        {
            changed |= data.Used[k] == wild[k];
            data.Used[k] = !wild[k];
        }
        if (changed)
            data.Version++;
        return changed;
    }

    /// <summary>A longer run of neighbours is a feature that the fit misses, not a set of wild points.</summary>
    private static void Unflag(bool[] wild)
    {
        for (var k = 0; k < wild.Length; k++)
        {
            var end = k;
            while (end < wild.Length && wild[end])
                end++;
            if (end - k > LongestRun)
                Array.Clear(wild, k, end - k);
            k = Math.Max(k, end - 1);
        }
    }
}
