namespace EdgeTester.Formats;

/// <summary>Tells from the points themselves whether Z'' has its physical sign.</summary>
internal static class SignEvidence
{
    /// <summary>Correlation from which the Kramers-Kronig evidence decides alone.</summary>
    public const double Strong = 0.3;

    /// <summary>
    /// Correlation between Z'' and dZ'/d(ln f), -1 to 1. By the local form of the Kramers-Kronig relation
    /// Z'' = (pi/2) dZ'/d(ln omega) of any passive cell (H. W. Bode, Network Analysis and Feedback Amplifier Design,
    /// 1945, ch. XIV) it is positive where Z'' has its physical sign.
    /// </summary>
    public static double Correlation(IReadOnlyList<RawPoint> points)
    {
        double product = 0,
            slopes = 0,
            parts = 0;
        for (var k = 1; k < points.Count; k++)
        {
            var step = Math.Log(points[k].FrequencyHz / points[k - 1].FrequencyHz);
            if (step == 0)
                continue;
            var slope = (points[k].Impedance.Real - points[k - 1].Impedance.Real) / step;
            var part = 0.5 * (points[k].Impedance.Imaginary + points[k - 1].Impedance.Imaginary);
            product += slope * part;
            slopes += slope * slope;
            parts += part * part;
        }
        return slopes > 0 && parts > 0 ? product / Math.Sqrt(slopes * parts) : 0;
    }

    /// <summary>
    /// Whether |Z''| grows with the frequency as an inductance's does, to a third of |Z'| and more, while Z' says nothing: a
    /// capacitive part of that size would move Z'.
    /// </summary>
    public static bool LooksInductive(IReadOnlyList<RawPoint> points)
    {
        var sorted = points.OrderBy(point => point.FrequencyHz).ToArray();
        if (sorted.Length < 4)
            return false;
        var (low, high) = (sorted[0], sorted[^1]);
        if (!(Math.Abs(high.Impedance.Imaginary) > Math.Abs(high.Impedance.Real) / 3))
            return false;
        var slope =
            Math.Log(Math.Abs(high.Impedance.Imaginary / low.Impedance.Imaginary))
            / Math.Log(high.FrequencyHz / low.FrequencyHz);
        return slope > 0.7;
    }

    /// <summary>Share of points with Z'' above zero.</summary>
    public static double PositiveShare(IReadOnlyList<RawPoint> points) =>
        points.Count == 0 ? 0 : points.Count(point => point.Impedance.Imaginary > 0) / (double)points.Count;
}
