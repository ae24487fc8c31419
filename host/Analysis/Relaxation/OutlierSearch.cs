namespace EdgeTester.Analysis.Relaxation;

/// <summary>Marks points that lie far from a fit while the others do not.</summary>
internal static class OutlierSearch
{
    /// <summary>Beyond so many robust standard deviations a point is taken for an outlier.</summary>
    private const double Limit = 6;

    /// <summary>
    /// Updates <see cref="WeightedSpectrum.Used"/>; false when nothing changed. At most an eighth of the points may
    /// go: where more stand out, it is the fit that is wrong.
    /// </summary>
    public static bool Update(WeightedSpectrum data, double[] fit)
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
        var deviation = misfit.Order().ElementAt(n / 2) / Math.Sqrt(Math.Log(2));
        var wild = misfit.Select(value => value > Limit * deviation && value > 1e-7).ToArray();
        if (wild.Count(w => w) > n / 8)
            Array.Clear(wild);
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
}
