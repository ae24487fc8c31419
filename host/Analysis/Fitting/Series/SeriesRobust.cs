using EdgeTester.Analysis.Numerics;

namespace EdgeTester.Analysis.Fitting;

/// <summary>The robust weights of <see cref="RobustRefit"/> for a joint fit; every spectrum has a noise level of its own.</summary>
internal static class SeriesRobust
{
    private const int MostRounds = 40;

    /// <summary>Refits; gives the solution and, for each spectrum, the points that were set aside. Leaves the weights in the problem.</summary>
    public static (BlockSolution Solution, int[][] Outliers) Run(
        SeriesProblem problem,
        BlockBounds bounds,
        BlockSolution start,
        CancellationToken cancellation
    )
    {
        var blocks = problem.BlockCount;
        var plain = Enumerable.Range(0, blocks).Select(problem.Weights).ToArray();
        var shares = Enumerable
            .Range(0, blocks)
            .Select(k => new double[problem.ResidualCount(k) / 2])
            .ToArray();
        foreach (var share in shares)
            Array.Fill(share, 1);
        var solution = start;
        for (var round = 0; round < MostRounds; round++)
        {
            for (var k = 0; k < blocks; k++)
            {
                problem.SetWeights(k, plain[k]);
                var residuals = new double[problem.ResidualCount(k)];
                problem.Residuals(k, solution.Shared, solution.Local[k], residuals);
                if (RobustRefit.Shares(residuals, round, shares[k]))
                    problem.SetWeights(k, plain[k].Scaled(shares[k]));
            }
            var next = BlockLeastSquares.Minimize(
                problem,
                bounds,
                solution.Shared,
                solution.Local,
                new LeastSquaresOptions { MaximumIterations = 100 },
                cancellation
            );
            var isSettled = round >= 5 && Change(solution, next) < 1e-7;
            solution = next;
            if (isSettled)
                break;
        }
        return (solution, shares.Select(RobustRefit.Outliers).ToArray());
    }

    private static double Change(BlockSolution a, BlockSolution b) =>
        a
            .Shared.Zip(b.Shared)
            .Concat(a.Local.Zip(b.Local).SelectMany(pair => pair.First.Zip(pair.Second)))
            .Select(pair => Math.Abs(pair.First - pair.Second))
            .DefaultIfEmpty(0)
            .Max();
}
