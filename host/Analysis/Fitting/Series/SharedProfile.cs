using EdgeTester.Analysis.Numerics;

namespace EdgeTester.Analysis.Fitting;

/// <summary>Profile-likelihood intervals of the variables that all spectra of a joint fit share.</summary>
internal static class SharedProfile
{
    private static readonly LeastSquaresOptions _tolerances = new()
    {
        FunctionTolerance = 1e-9,
        MaximumIterations = 80,
    };

    /// <summary>Both ends on the scale of the minimisation; null where the bound comes first.</summary>
    /// <param name="problem">The joint problem.</param>
    /// <param name="bounds">Its box.</param>
    /// <param name="solution">Its minimum.</param>
    /// <param name="place">Which shared variable.</param>
    /// <param name="rise">By how much the sum of squares is higher at the ends.</param>
    /// <param name="step">First step of the search.</param>
    /// <param name="cancellation">Ends the search.</param>
    public static (double? Lower, double? Upper) Of(
        SeriesProblem problem,
        BlockBounds bounds,
        BlockSolution solution,
        int place,
        double rise,
        double step,
        CancellationToken cancellation
    )
    {
        return (End(bounds.SharedLower[place]), End(bounds.SharedUpper[place]));

        double? End(double bound)
        {
            var (shared, local) = (solution.Shared, solution.Local);
            return ProfileRoot.Find(
                SumAt,
                solution.Shared[place],
                solution.SumOfSquares,
                solution.SumOfSquares + rise,
                bound,
                step
            );

            double SumAt(double value)
            {
                // Equal bounds hold the variable.
                var (lower, upper) = (
                    (double[])bounds.SharedLower.Clone(),
                    (double[])bounds.SharedUpper.Clone()
                );
                lower[place] = upper[place] = value;
                var start = (double[])shared.Clone();
                start[place] = value;
                var held = BlockLeastSquares.Minimize(
                    problem,
                    bounds with
                    {
                        SharedLower = lower,
                        SharedUpper = upper,
                    },
                    start,
                    local,
                    _tolerances,
                    cancellation
                );
                if (double.IsFinite(held.SumOfSquares))
                    (shared, local) = (held.Shared, held.Local);
                return held.SumOfSquares;
            }
        }
    }
}
