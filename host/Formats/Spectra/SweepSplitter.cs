namespace EdgeTester.Formats;

/// <summary>Tells the spectra of one list of points apart.</summary>
internal static class SweepSplitter
{
    /// <summary>A step back that is smaller than this share of the usual step is jitter and no new sweep.</summary>
    private const double JitterShare = 0.5;

    /// <summary>Sweeps are longer than this; what turns round more often is out of order.</summary>
    private const double ShortestSweep = 5;

    /// <summary>Points that are one sweep out of order lie, when sorted, at least this share of the usual step apart.</summary>
    private const double EvenShare = 0.8;

    /// <summary>
    /// Cuts where the group changes, and where the frequency, having run one way, runs back: a new sweep. Points of the
    /// same frequency side by side stay together. Where no frequency comes twice and the pieces only fill each other's
    /// gaps they are one sweep whose points are out of order.
    /// </summary>
    /// <param name="points">In the order of the file.</param>
    /// <param name="isOutOfOrder">True where such pieces were put together.</param>
    public static List<List<RawPoint>> Split(IReadOnlyList<RawPoint> points, out bool isOutOfOrder)
    {
        var sweeps = new List<List<RawPoint>>();
        isOutOfOrder = false;
        for (var from = 0; from < points.Count; )
        {
            var until = from;
            while (until < points.Count && points[until].Group == points[from].Group)
                until++;
            var group = points.Skip(from).Take(until - from).ToList();
            var pieces = Turns(group);
            if (pieces.Count > 1 && IsOneSweep(group, pieces.Count))
            {
                isOutOfOrder = true;
                sweeps.Add(group);
            }
            else
                sweeps.AddRange(pieces);
            from = until;
        }
        return sweeps;
    }

    private static List<List<RawPoint>> Turns(List<RawPoint> points)
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
                if (way * direction < 0)
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

    private static bool IsOneSweep(List<RawPoint> points, int pieces)
    {
        var sorted = points.OrderBy(point => point.FrequencyHz).ToList();
        for (var k = 1; k < sorted.Count; k++)
            if (sorted[k].FrequencyHz <= sorted[k - 1].FrequencyHz * (1 + 1e-6))
                return false;
        return points.Count < ShortestSweep * pieces || UsualStep(sorted) > EvenShare * UsualStep(points);
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
