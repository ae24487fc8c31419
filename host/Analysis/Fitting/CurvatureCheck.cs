namespace EdgeTester.Analysis.Fitting;

/// <summary>
/// Whether a linear interval can be trusted: at both ends of it, with the other variables moved along as the linear
/// theory has them move, the sum of squares must have risen by t^2 times the variance (Bates, Watts, Nonlinear Regression
/// Analysis, Wiley 1988, chapter 6).
/// </summary>
internal static class CurvatureCheck
{
    /// <summary>Share by which the rise may differ from what it should be.</summary>
    private const double Tolerance = 0.15;

    /// <summary>The variables whose linear interval cannot be trusted.</summary>
    public static IReadOnlySet<int> Curved(
        CircuitProblem problem,
        Minimum minimum,
        Uncertainty uncertainty,
        double variance,
        double quantile
    )
    {
        var curved = new HashSet<int>();
        var expected = quantile * quantile * variance;
        // An exact fit has no noise to judge by.
        if (expected <= 1e-14 * problem.ResidualCount)
            return curved;
        var moved = new double[minimum.Variables.Length];
        var residuals = new double[problem.ResidualCount];
        for (var a = 0; a < uncertainty.Used.Length; a++)
        {
            var scale = quantile * Math.Sqrt(variance / uncertainty.VariableCovariance(a, a));
            foreach (var direction in (double[])[scale, -scale])
            {
                minimum.Variables.CopyTo(moved, 0);
                for (var b = 0; b < uncertainty.Used.Length; b++)
                    moved[uncertainty.Used[b]] += direction * uncertainty.VariableCovariance(a, b);
                problem.Residuals(moved, residuals);
                var rise = Numerics.VectorMath.Dot(residuals, residuals) - minimum.SumOfSquares;
                if (!(Math.Abs(rise - expected) <= Tolerance * expected))
                {
                    curved.Add(uncertainty.Used[a]);
                    break;
                }
            }
        }
        return curved;
    }
}
