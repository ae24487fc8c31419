using EdgeTester.Analysis.Numerics;

namespace EdgeTester.Analysis.Fitting;

/// <summary>
/// Iteratively reweighted least squares with Tukey's biweight (Holland, Welsch, Commun. Stat. A6 (1977) 813,
/// doi:10.1080/03610927708827533) on the modulus of each point's weighted residual: a point is real and imaginary part
/// together, since what disturbs one disturbs the other.
/// </summary>
internal static class RobustRefit
{
    /// <summary>95 % efficient for two-dimensional Gaussian noise.</summary>
    private const double Tuning = 5.12;

    /// <summary>Median of the modulus of a two-dimensional Gaussian of unit variance a component.</summary>
    private const double MedianModulus = 1.17741002251547;

    public static (Minimum Minimum, IReadOnlyList<int> Outliers) Run(
        CircuitProblem problem,
        ParameterMap map,
        Minimum start,
        CancellationToken cancellation
    )
    {
        var plain = problem.Weights;
        var solver = new LevenbergMarquardt(problem.ResidualCount, problem.VariableCount);
        var count = problem.ResidualCount / 2;
        var residuals = new double[problem.ResidualCount];
        var share = new double[count];
        var x = start.Variables;
        var iterations = start.Iterations;
        var hasConverged = false;
        var sum = start.SumOfSquares;
        for (var round = 0; round < 60 && !hasConverged; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            problem.Weights = plain;
            problem.Residuals(x, residuals);
            if (!Shares(residuals, round, share))
                break;
            problem.Weights = plain.Scaled(share);
            var solution = solver.Minimize(problem, x, map.Lower, map.Upper, map.LargestStep);
            iterations += solution.Iterations;
            var change = 0.0;
            for (var j = 0; j < x.Length; j++)
                change = Math.Max(change, Math.Abs(solution.X[j] - x[j]));
            x = solution.X;
            sum = solution.SumOfSquares;
            hasConverged = round >= 5 && change < 1e-8;
        }
        var outliers = Outliers(share);
        return (
            start with
            {
                Variables = x,
                SumOfSquares = sum,
                HasConverged = hasConverged,
                Iterations = iterations,
            },
            outliers
        );
    }

    /// <summary>
    /// How much each point counts, as a factor of its weight, from the plain residuals (real parts, then imaginary parts); false
    /// where more than half of them are zero, so that nothing can be judged.
    /// </summary>
    public static bool Shares(ReadOnlySpan<double> residuals, int round, Span<double> share)
    {
        var count = share.Length;
        var moduli = new double[count];
        for (var k = 0; k < count; k++)
            moduli[k] = Math.Sqrt(residuals[k] * residuals[k] + residuals[count + k] * residuals[count + k]);
        var sorted = (double[])moduli.Clone();
        Array.Sort(sorted);
        var scale = sorted[count / 2] / MedianModulus;
        if (scale <= 0)
            return false;
        // The first rounds reach further, so that the start need not be good: Huber's weights never reach zero.
        for (var k = 0; k < count; k++)
            share[k] = Math.Sqrt(
                round < 4 ? Huber(moduli[k] / scale) : Biweight(moduli[k] / (Tuning * scale))
            );
        return true;
    }

    /// <summary>The points that count nearly nothing.</summary>
    public static int[] Outliers(double[] share) =>
        Enumerable.Range(0, share.Length).Where(k => share[k] < 0.3).ToArray();

    private static double Huber(double z) => z <= 2 ? 1 : 2 / z;

    private static double Biweight(double z) => z >= 1 ? 0 : (1 - z * z) * (1 - z * z);
}
