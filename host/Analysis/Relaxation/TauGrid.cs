namespace EdgeTester.Analysis.Relaxation;

/// <summary>Time constants that go with a range of frequencies.</summary>
internal static class TauGrid
{
    /// <summary>The grid that the options ask for, rising, in s.</summary>
    public static double[] Build(Spectrum spectrum, RelaxationOptions options)
    {
        if (options.TauSeconds is { } given)
            return given.Distinct().Order().ToArray();
        var low = 1 / (2 * Math.PI * spectrum.FrequencyHz[0]);
        var high = 1 / (2 * Math.PI * spectrum.FrequencyHz[^1]);
        return Logarithmic(
            Math.Log10(low) - options.ExtensionDecades,
            Math.Log10(high) + options.ExtensionDecades,
            options.PointsPerDecade
        );
    }

    /// <summary>From 10^from to 10^to, evenly in ln tau.</summary>
    public static double[] Logarithmic(double from, double to, double pointsPerDecade)
    {
        var count = Math.Max(2, (int)Math.Ceiling((to - from) * pointsPerDecade) + 1);
        var tau = new double[count];
        for (var k = 0; k < count; k++)
            tau[k] = Math.Pow(10, from + (to - from) * k / (count - 1));
        return tau;
    }
}
