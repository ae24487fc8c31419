namespace EdgeTester.Analysis.Relaxation;

/// <summary>The scores by which lambda is chosen; each is low where lambda is good.</summary>
internal static class LambdaScores
{
    /// <summary>|(1 - K) z|^2 / n over (trace(1 - rho K) / n)^2, times the robust factor.</summary>
    public static double CrossValidation(
        PenalizedSpectrum problem,
        int points,
        LambdaRule rule,
        double lambda
    )
    {
        var (x, trace, traceSquare) = problem.Smooth(lambda);
        var n = (double)problem.Rows;
        var numerator = problem.ResidualSquare(x) / n;
        var rho = rule == LambdaRule.ModifiedCrossValidation ? (points < 50 ? 1.3 : 2) : 1;
        var denominator = 1 - rho * trace / n;
        // Beyond the pole the modified score falls again without meaning.
        if (denominator <= 0)
            return double.PositiveInfinity;
        var score = numerator / (denominator * denominator);
        if (rule != LambdaRule.RobustCrossValidation)
            return score;
        var xi = points < 50 ? 0.2 : 0.3;
        return (xi + (1 - xi) * traceSquare / n) * score;
    }

    /// <summary>Minus the curvature of ln(penalty) against ln(residual), by differences over ln lambda.</summary>
    public static double LCurve(PenalizedSpectrum problem, double lambda)
    {
        const double step = 0.35;
        Span<double> residual = stackalloc double[3];
        Span<double> penalty = stackalloc double[3];
        for (var k = 0; k < 3; k++)
        {
            var (x, _, _) = problem.Smooth(lambda * Math.Exp((k - 1) * step));
            residual[k] = Math.Log(problem.ResidualSquare(x));
            penalty[k] = Math.Log(problem.PenaltyValue(x));
        }
        var dr = (residual[2] - residual[0]) / (2 * step);
        var dp = (penalty[2] - penalty[0]) / (2 * step);
        var ddr = (residual[2] - 2 * residual[1] + residual[0]) / (step * step);
        var ddp = (penalty[2] - 2 * penalty[1] + penalty[0]) / (step * step);
        return -(dr * ddp - ddr * dp) / Math.Pow(dr * dr + dp * dp, 1.5);
    }
}
