namespace EdgeTester.Analysis.Relaxation;

/// <summary>Whether a chain of draws has forgotten where it began.</summary>
internal static class ChainDiagnosis
{
    /// <summary>
    /// Effective number of independent draws, by the initial positive sequence (Geyer, Stat. Sci. 7 (1992) 473,
    /// doi:10.1214/ss/1177011137).
    /// </summary>
    public static double Effective(double[] values)
    {
        var n = values.Length;
        var mean = values.Average();
        var centred = values.Select(v => v - mean).ToArray();
        var variance = Dense.Dot(centred, centred) / n;
        if (!(variance > 0))
            return n;
        var time = 1.0;
        for (var lag = 1; lag + 1 < n / 2; lag += 2)
        {
            var pair = Correlation(lag) + Correlation(lag + 1);
            if (pair <= 0)
                break;
            time += 2 * pair;
        }
        return Math.Min(n / time, n);

        double Correlation(int lag) =>
            Dense.Dot(centred.AsSpan(0, n - lag), centred.AsSpan(lag)) / n / variance;
    }

    /// <summary>
    /// The split reduction factor: near 1 when the quarters of the chain agree (Gelman and Rubin, Stat. Sci. 7 (1992)
    /// 457, doi:10.1214/ss/1177011136).
    /// </summary>
    public static double Reduction(double[] values)
    {
        const int parts = 4;
        var length = values.Length / parts;
        var means = new double[parts];
        var within = 0.0;
        for (var part = 0; part < parts; part++)
        {
            var own = values.AsSpan(part * length, length).ToArray();
            means[part] = own.Average();
            within += own.Sum(v => (v - means[part]) * (v - means[part])) / (length - 1) / parts;
        }
        var mean = means.Average();
        var between = means.Sum(m => (m - mean) * (m - mean)) / (parts - 1);
        return within > 0 ? Math.Sqrt((length - 1.0) / length + between / within) : 1;
    }
}
