namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// Slice sampling of one number, stepping out and shrinking (Neal, Ann. Stat. 31 (2003) 705,
/// doi:10.1214/aos/1056562461).
/// </summary>
internal static class SliceSampling
{
    private const int MostTrials = 60;

    /// <param name="old">The present value.</param>
    /// <param name="width">Typical width of the density.</param>
    /// <param name="logDensity">Logarithm of the density, up to a constant.</param>
    /// <param name="random">Where the draw comes from.</param>
    public static double Draw(double old, double width, Func<double, double> logDensity, Random random)
    {
        var level = logDensity(old) + Math.Log(1 - random.NextDouble());
        var low = old - width * random.NextDouble();
        var high = low + width;
        for (var k = 0; k < MostTrials && logDensity(low) > level; k++)
            low -= width;
        for (var k = 0; k < MostTrials && logDensity(high) > level; k++)
            high += width;
        for (var k = 0; k < MostTrials; k++)
        {
            var trial = low + (high - low) * random.NextDouble();
            if (logDensity(trial) > level)
                return trial;
            if (trial < old)
                low = trial;
            else
                high = trial;
        }
        return old;
    }
}
