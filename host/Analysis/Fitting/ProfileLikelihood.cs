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
            // A parameter that is a sum of variables, or shares one, keeps its linear interval.
            if (map.VariablesOf(i) is not [var j] || refined[i].State == ParameterState.Fixed)
                continue;
            if (only is not null && !only.Contains(j))
                continue;
            var error = refined[i].StandardError is { } e ? e / map.Slope(i, refined[i].Value) : 0.1;
            var low = End(j, -1, Math.Clamp(error, 1e-12, 5) * quantile);
            var high = End(j, +1, Math.Clamp(error, 1e-12, 5) * quantile);
            refined[i] = refined[i] with
            {
                Lower95 = low is { } a ? Value(i, a) : Bound(circuit.Parameters[i], map.Lower[j], false),
                Upper95 = high is { } b ? Value(i, b) : Bound(circuit.Parameters[i], map.Upper[j], true),
            };
        }
        return refined;

        double Value(int i, double u) => map.IsLogarithmic(i) ? Math.Exp(u) : u;

        // An exponent's own limit is an end that means something; the far limit of a resistance only says: open.
        double? Bound(CircuitParameter p, double bound, bool isUpper) =>
            p.Declaration.IsLogarithmic && !p.IsLimited ? null
            : p.Declaration.IsLogarithmic ? (isUpper ? p.Upper : p.Lower)
            : bound;

        double? End(int j, int direction, double step)
        {
            var bound = direction > 0 ? map.Upper[j] : map.Lower[j];
            var profile = new Profile(problem, map, minimum.Variables, j);
            double inside = minimum.Variables[j],
                insideSum = minimum.SumOfSquares;
            double? outside = null;
            var outsideSum = 0.0;
            for (var attempt = 0; attempt < 24 && outside is null; attempt++)
            {
                var at = inside + direction * step;
                var isAtBound = direction * (at - bound) >= 0;
                if (isAtBound)
                    at = bound;
                var sum = profile.At(at);
                if (sum >= limit || !double.IsFinite(sum))
                    (outside, outsideSum) = (at, sum);
                else if (isAtBound)
                    return null;
                else
                    (inside, insideSum) = (at, sum);
                step *= 1.6;
            }
            if (outside is not { } far)
                return null;
            // The profile is close to a parabola: its root in sqrt(sum - minimum) is close to a straight line's.
            for (
                var attempt = 0;
                attempt < 30 && Math.Abs(far - inside) > 1e-6 * (1 + Math.Abs(inside));
                attempt++
            )
            {
                var (a, b, c) = (Height(insideSum), Height(outsideSum), Height(limit));
                var share = b > a && double.IsFinite(b) ? Math.Clamp((c - a) / (b - a), 0.05, 0.95) : 0.5;
                var at = inside + share * (far - inside);
                var sum = profile.At(at);
                if (Math.Abs(sum - limit) <= 1e-4 * (limit - minimum.SumOfSquares))
                    return at;
                if (sum >= limit || !double.IsFinite(sum))
                    (far, outsideSum) = (at, sum);
                else
                    (inside, insideSum) = (at, sum);
            }
            return 0.5 * (inside + far);

            double Height(double sum) => Math.Sqrt(Math.Max(0, sum - minimum.SumOfSquares));
        }
    }

    /// <summary>The problem with one variable held; the others start from where they last were.</summary>
    private sealed class Profile : ILeastSquaresProblem
    {
        private readonly CircuitProblem _inner;
        private readonly int _held;
        private readonly double[] _all;
        private readonly double[] _fullJacobian;
        private readonly double[] _lower;
        private readonly double[] _upper;
        private readonly double[] _largestStep;
        private readonly LevenbergMarquardt _solver;
        private double[] _others;

        public Profile(CircuitProblem inner, ParameterMap map, double[] at, int held)
        {
            _inner = inner;
            _held = held;
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
            _all[_held] = value;
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
            _fullJacobian.AsSpan(0, before).CopyTo(jacobian);
            _fullJacobian.AsSpan(before + ResidualCount).CopyTo(jacobian[before..]);
        }

        private void Place(ReadOnlySpan<double> x)
        {
            x[.._held].CopyTo(_all);
            x[_held..].CopyTo(_all.AsSpan(_held + 1));
        }

        private double[] Without(double[] all) => [.. all[.._held], .. all[(_held + 1)..]];
    }
}
