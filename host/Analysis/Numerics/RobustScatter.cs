namespace EdgeTester.Analysis.Numerics;

/// <summary>Centre and scatter that a few wild values do not move.</summary>
internal static class RobustScatter
{
    /// <summary>Median absolute deviation to standard deviation of a normal distribution.</summary>
    private const double ToDeviation = 1.482602218505602;

    /// <summary>The middle value; NaN of nothing.</summary>
    public static double Median(ReadOnlySpan<double> values)
    {
        if (values.Length == 0)
            return double.NaN;
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return 0.5 * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]);
    }

    /// <summary>Standard deviation about the median, from the median of the distances.</summary>
    public static double Deviation(ReadOnlySpan<double> values)
    {
        var middle = Median(values);
        var distances = new double[values.Length];
        for (var k = 0; k < values.Length; k++)
            distances[k] = Math.Abs(values[k] - middle);
        return ToDeviation * Median(distances);
    }

    /// <summary>
    /// Standard deviation of the noise of a slowly changing series, from its second differences, which a level and a slope do not enter;
    /// NaN with fewer than five values.
    /// </summary>
    public static double Noise(ReadOnlySpan<double> series)
    {
        if (series.Length < 5)
            return double.NaN;
        var differences = new double[series.Length - 2];
        for (var k = 0; k < differences.Length; k++)
            differences[k] = Math.Abs(series[k] - 2 * series[k + 1] + series[k + 2]);
        return ToDeviation * Median(differences) / Math.Sqrt(6);
    }
}
