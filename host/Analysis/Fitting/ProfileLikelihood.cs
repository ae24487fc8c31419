using EdgeTester.Analysis.Circuits;
using EdgeTester.Analysis.Numerics;

namespace EdgeTester.Analysis.Fitting;

/// <summary>
/// Intervals from the profile of the sum of squares (Venzon, Moolgavkar, Appl. Stat. 37 (1988) 87,
/// doi:10.2307/2347496): the ends are where, with the others fitted again, the sum of squares has risen by t^2 times
/// the variance of the residuals.
/// </summary>
internal static class ProfileLikelihood
{
    public static FittedParameter[] Refine(
        CircuitProblem problem,
        ParameterMap map,
        Minimum minimum,
        FittedParameter[] parameters,
        Circuit circuit,
        double variance,
        double quantile,
        IReadOnlySet<int>? only
    )
    {
        var refined = (FittedParameter[])parameters.Clone();
        var limit = minimum.SumOfSquares + quantile * quantile * variance;
        for (var i = 0; i < refined.Length; i++)
        {
            var own = map.VariablesOf(i);
            if (own.Length == 0 || refined[i].State == ParameterState.Fixed)
                continue;
            if (only is not null && !own.Any(only.Contains))
                continue;
            var error = refined[i].StandardError is { } e ? e / map.Slope(i, refined[i].Value) : 0.1;
            var step = Math.Clamp(error, 1e-12, 5) * quantile;
            var (lowest, highest) = map.Range(i);
            var low = End(i, lowest, step);
            var high = End(i, highest, step);
            refined[i] = refined[i] with
            {
                Lower95 = low is { } a ? map.FromInner(i, a) : Bound(i, lowest, false),
                Upper95 = high is { } b ? map.FromInner(i, b) : Bound(i, highest, true),
            };
        }
        return refined;

        // An exponent's own limit is an end that means something; the far limit of a resistance only says: open.
        double? Bound(int i, double bound, bool isUpper) =>
            circuit.Parameters[i] is var p && p.Declaration.IsLogarithmic && !p.IsLimited ? null
            : p.Declaration.IsLogarithmic ? (isUpper ? p.Upper : p.Lower)
            : bound;

        double? End(int i, double bound, double step) =>
            ProfileRoot.Find(
                new Profile(problem, map, minimum.Variables, i).At,
                map.Inner(i, minimum.Variables),
                minimum.SumOfSquares,
                limit,
                bound,
                step
            );
    }

    /// <summary>
    /// The problem with one parameter held. Where that is a sum of variables (an ordered parameter), its first one makes up
    /// for what the others leave, so that the increments keep their bounds. The others start from where they last were.
    /// </summary>
    private sealed class Profile : ILeastSquaresProblem
    {
        private readonly CircuitProblem _inner;
        private readonly ParameterMap _map;
        private readonly int _parameter;
        private readonly int[] _own;
        private readonly int _held;
        private double _target;
        private readonly double[] _all;
        private readonly double[] _fullJacobian;
        private readonly double[] _lower;
        private readonly double[] _upper;
        private readonly double[] _largestStep;
        private readonly LevenbergMarquardt _solver;
        private double[] _others;

        public Profile(CircuitProblem inner, ParameterMap map, double[] at, int parameter)
        {
            _inner = inner;
            _map = map;
            _parameter = parameter;
            _own = map.VariablesOf(parameter);
            _held = _own[0];
            _all = (double[])at.Clone();
            _fullJacobian = new double[inner.ResidualCount * inner.VariableCount];
            _others = Without(at);
            _lower = Without(map.Lower);
            _upper = Without(map.Upper);
            _largestStep = Without(map.LargestStep);
            _solver = new LevenbergMarquardt(inner.ResidualCount, inner.VariableCount - 1);
        }

        public int ResidualCount => _inner.ResidualCount;

        public int VariableCount => _inner.VariableCount - 1;

        public double At(double value)
        {
            _target = value;
            var solution = _solver.Minimize(
                this,
                _others,
                _lower,
                _upper,
                _largestStep,
                new LeastSquaresOptions
                {
                    FunctionTolerance = 1e-8,
                    StepTolerance = 1e-8,
                    MaximumIterations = 100,
                }
            );
            if (double.IsFinite(solution.SumOfSquares))
                _others = solution.X;
            return solution.SumOfSquares;
        }

        public void Residuals(ReadOnlySpan<double> x, Span<double> residuals)
        {
            Place(x);
            _inner.Residuals(_all, residuals);
        }

        public void Jacobian(ReadOnlySpan<double> x, Span<double> residuals, Span<double> jacobian)
        {
            Place(x);
            _inner.Jacobian(_all, residuals, _fullJacobian);
            var before = _held * ResidualCount;
            foreach (var j in _own.AsSpan(1))
                VectorMath.AddScaled(
                    _fullJacobian.AsSpan(j * ResidualCount, ResidualCount),
                    _fullJacobian.AsSpan(before, ResidualCount),
                    -1
                );
            _fullJacobian.AsSpan(0, before).CopyTo(jacobian);
            _fullJacobian.AsSpan(before + ResidualCount).CopyTo(jacobian[before..]);
        }

        private void Place(ReadOnlySpan<double> x)
        {
            x[.._held].CopyTo(_all);
            x[_held..].CopyTo(_all.AsSpan(_held + 1));
            _all[_held] = 0;
            _all[_held] = Math.Clamp(
                _target - _map.Inner(_parameter, _all),
                _map.Lower[_held],
                _map.Upper[_held]
            );
        }

        private double[] Without(double[] all) => [.. all[.._held], .. all[(_held + 1)..]];
    }
}
