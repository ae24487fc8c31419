namespace EdgeTester.Analysis.Relaxation;

/// <summary>What a band must allow for beside the posterior: rounding, and reading between the points of the answer.</summary>
internal static class ReadingAllowance
{
    /// <summary>What rounding and the grid of the fit leave uncertain of ln gamma.</summary>
    private const double NumericalDeviation = 3e-4;

    /// <summary>
    /// Square of the allowance in ln gamma at a point: what a line between it and its neighbours misses of the curve.
    /// </summary>
    public static double Square(double[] gamma, int at)
    {
        var bend =
            at > 0 && at + 1 < gamma.Length
                ? Math.Abs(gamma[at + 1] - 2 * gamma[at] + gamma[at - 1]) / (8 * gamma[at])
                : 0;
        bend = Math.Min(bend, 0.1);
        return bend * bend + NumericalDeviation * NumericalDeviation;
    }

    /// <summary>The ends of a band, given as ln gamma, with the allowance added in squares to either side.</summary>
    public static (double Lower, double Upper) Widen(double[] gamma, int at, double lower, double upper)
    {
        var centre = Math.Log(gamma[at]);
        var extra = Square(gamma, at);
        var below = Math.Max(centre - lower, 0);
        var above = Math.Max(upper - centre, 0);
        return (
            Math.Exp(Math.Clamp(centre - Math.Sqrt(below * below + extra), -300, 300)),
            Math.Exp(Math.Clamp(centre + Math.Sqrt(above * above + extra), -300, 300))
        );
    }
}
