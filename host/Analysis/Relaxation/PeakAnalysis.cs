namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// Position, area and width of the visible peaks of gamma with the uncertainty that follows, to first order, from
/// gamma = estimate + S xi, xi standard normal.
/// </summary>
internal static class PeakAnalysis
{
    /// <summary>A peak too small beside the highest still stands out by this share of its own height.</summary>
    private const double OwnShare = 0.2;

    /// <summary>
    /// Width in ln tau of what reaches over a valley: a flank of slope a beyond it has the area gamma / a; those of
    /// both sides cancel but for the difference of the slopes.
    /// </summary>
    private const double Leak = 0.3;

    /// <param name="tau">M time constants in s, rising and nearly even in ln tau.</param>
    /// <param name="gamma">M values, ohm.</param>
    /// <param name="factor">M rows of S, each <paramref name="width"/> long, or empty when nothing is known.</param>
    /// <param name="width">Length of a row of S.</param>
    /// <param name="confidence">The share in the intervals.</param>
    /// <param name="smallOnes">Whether peaks that stand out only beside themselves are reported: a sum of arcs has no
    /// ripples that could be taken for them.</param>
    public static List<RelaxationPeak> Describe(
        double[] tau,
        double[] gamma,
        double[] factor,
        int width,
        double confidence,
        bool smallOnes = false
    )
    {
        var result = new List<RelaxationPeak>();
        var highest = gamma.Max();
        if (!(highest > 0) || tau.Length < 5)
            return result;
        var half = NormalDistribution.HalfWidth(confidence);
        var visible = PeakFinder.VisibleShare * highest;
        foreach (var peak in PeakFinder.Find(gamma, smallOnes ? 1e-9 * highest : visible))
        {
            if (peak.Prominence < visible && peak.Prominence < OwnShare * gamma[peak.Index])
                continue;
            var (position, curvature, step) = Vertex(tau, gamma, peak.Index);
            var area = 0.0;
            var spread = new double[width];
            for (var m = peak.Left; m <= peak.Right; m++)
            {
                var share = Share(tau, m, peak.Left, peak.Right);
                area += share * gamma[m];
                Dense.Add(spread, factor.AsSpan(m * width, width), share);
            }
            var leak =
                Leak
                * (
                    (peak.Left > 0 ? gamma[peak.Left] : 0)
                    + (peak.Right < tau.Length - 1 ? gamma[peak.Right] : 0)
                );
            var areaError = half * Math.Sqrt(Dense.Dot(spread, spread) + leak * leak);

            Array.Clear(spread);
            Dense.Add(spread, factor.AsSpan((peak.Index + 1) * width, width), 0.5 / step);
            Dense.Add(spread, factor.AsSpan((peak.Index - 1) * width, width), -0.5 / step);
            var positionError = half * Norm(spread) / Math.Max(-curvature, 1e-300);
            positionError = Math.Min(positionError, Math.Log(tau[peak.Right] / tau[peak.Left]));

            Array.Clear(spread);
            Dense.Add(spread, factor.AsSpan(peak.Index * width, width), 1);
            Dense.Add(spread, factor.AsSpan(peak.Saddle * width, width), -1);
            var probability = NormalDistribution.Probability(
                peak.Prominence / Math.Max(Norm(spread), 1e-300)
            );

            var centre = Math.Exp(position);
            result.Add(
                new RelaxationPeak(
                    centre,
                    Math.Exp(position - positionError),
                    Math.Exp(position + positionError),
                    area,
                    Math.Max(area - areaError, 0),
                    area + areaError,
                    centre / area,
                    Width(tau, gamma, peak) / Math.Log(10),
                    probability
                )
            );
        }
        return result;
    }

    /// <summary>The vertex of the parabola through the highest point and its neighbours, in ln tau.</summary>
    internal static (double Position, double Curvature, double Step) Vertex(
        double[] tau,
        double[] gamma,
        int top
    )
    {
        var centre = Math.Log(tau[top]);
        var step = Math.Log(tau[top + 1] / tau[top - 1]) / 2;
        var slope = (gamma[top + 1] - gamma[top - 1]) / (2 * step);
        var curvature = (gamma[top + 1] - 2 * gamma[top] + gamma[top - 1]) / (step * step);
        var shift = curvature < 0 ? Math.Clamp(-slope / curvature, -step, step) : 0;
        return (centre + shift, curvature, step);
    }

    private static double Share(double[] tau, int m, int left, int right)
    {
        var from = Math.Log(tau[Math.Max(m - 1, left)]);
        var to = Math.Log(tau[Math.Min(m + 1, right)]);
        return (to - from) / 2;
    }

    private static double Norm(double[] values) => Math.Sqrt(Dense.Dot(values, values));

    /// <summary>Full width at half of the height above zero, in ln tau; cut at the peak's valleys.</summary>
    private static double Width(double[] tau, double[] gamma, CurvePeak peak)
    {
        return Crossing(1) - Crossing(-1);

        double Crossing(int step)
        {
            var level = gamma[peak.Index] / 2;
            var end = step > 0 ? peak.Right : peak.Left;
            for (var m = peak.Index; m != end; m += step)
                if (gamma[m + step] <= level)
                {
                    var t = (gamma[m] - level) / (gamma[m] - gamma[m + step]);
                    return Math.Log(tau[m]) + t * Math.Log(tau[m + step] / tau[m]);
                }
            return Math.Log(tau[end]);
        }
    }
}
