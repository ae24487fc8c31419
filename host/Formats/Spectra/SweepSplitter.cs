namespace EdgeTester.Formats;

/// <summary>Tells the spectra of one list of points apart.</summary>
internal static class SweepSplitter
{
    /// <summary>A step back that is smaller than this share of the usual step is jitter and no new sweep.</summary>
    private const double JitterShare = 0.5;

    /// <summary>
    /// Cuts where the group changes, and where the frequency, having run one way, runs back: a new sweep. Points of the
    /// same frequency side by side stay together.
    /// </summary>
    public static List<List<RawPoint>> Split(IReadOnlyList<RawPoint> points)
    {
        var sweeps = new List<List<RawPoint>>();
        var jitter = JitterShare * UsualStep(points);
        var current = new List<RawPoint>();
        var direction = 0;
        foreach (var point in points)
        {
            if (current.Count > 0)
            {
                var step = Math.Log(point.FrequencyHz / current[^1].FrequencyHz);
                var way = Math.Abs(step) <= jitter ? 0 : Math.Sign(step);
                if (point.Group != current[^1].Group || way * direction < 0)
                {
                    sweeps.Add(current);
                    current = [];
                    direction = 0;
                }
                else if (way != 0)
                    direction = way;
            }
            current.Add(point);
        }
        if (current.Count > 0)
            sweeps.Add(current);
        return sweeps;
    }

    private static double UsualStep(IReadOnlyList<RawPoint> points)
    {
        var steps = new List<double>();
        for (var k = 1; k < points.Count; k++)
            if (points[k].FrequencyHz != points[k - 1].FrequencyHz)
                steps.Add(Math.Abs(Math.Log(points[k].FrequencyHz / points[k - 1].FrequencyHz)));
        if (steps.Count == 0)
            return 0;
        steps.Sort();
        return steps[steps.Count / 2];
    }
}
