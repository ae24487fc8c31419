namespace EdgeTester.Analysis.Numerics;

/// <summary>
/// Nonlinear least squares: Levenberg-Marquardt as a trust region with More's scaling (doi:10.1007/BFb0067700), with
/// box bounds by an active set and steps cut where they meet a bound. Reusable for any number of runs on problems of the same size;
/// one instance is for one thread.
/// </summary>
public sealed class LevenbergMarquardt
{
    private readonly int _m;
    private readonly int _n;
    private readonly double[] _residuals;
    private readonly double[] _trialResiduals;
    private readonly double[] _jacobian;
    private readonly double[] _factor;
    private readonly double[] _qtr;
    private readonly double[] _scale;
    private readonly double[] _gradient;
    private readonly double[] _step;
    private readonly double[] _trial;
    private readonly double[] _freeScale;
    private readonly double[] _freeStep;
    private readonly int[] _pivot;
    private readonly int[] _free;
    private readonly bool[] _held;
    private readonly TrustRegionStep _solver;

    /// <summary>Buffers for problems of <paramref name="residuals"/> residuals and <paramref name="variables"/> variables.</summary>
    public LevenbergMarquardt(int residuals, int variables)
    {
        (_m, _n) = (residuals, variables);
        _residuals = new double[_m];
        _trialResiduals = new double[_m];
        _jacobian = new double[_m * _n];
        _factor = new double[_m * _n];
        _qtr = new double[Math.Max(_m, _n)];
        _scale = new double[_n];
        _gradient = new double[_n];
        _step = new double[_n];
        _trial = new double[_n];
        _freeScale = new double[_n];
        _freeStep = new double[_n];
        _pivot = new int[_n];
        _free = new int[_n];
        _held = new bool[_n];
        _solver = new TrustRegionStep(_n);
    }

    /// <summary>r at the solution of the last run.</summary>
    public ReadOnlySpan<double> Residuals => _residuals;

    /// <summary>Minimises from <paramref name="start"/>.</summary>
    /// <param name="problem">The problem, of the size that this instance was made for.</param>
    /// <param name="start">n variables; moved into the bounds where they are outside.</param>
    /// <param name="lower">n lower bounds, -infinity for none; empty for none at all.</param>
    /// <param name="upper">n upper bounds.</param>
    /// <param name="largestStep">n largest changes in one iteration; empty for no limit.</param>
    /// <param name="options">Tolerances; null for the usual ones.</param>
    public LeastSquaresSolution Minimize(
        ILeastSquaresProblem problem,
        ReadOnlySpan<double> start,
        ReadOnlySpan<double> lower = default,
        ReadOnlySpan<double> upper = default,
        ReadOnlySpan<double> largestStep = default,
        LeastSquaresOptions? options = null
    )
    {
        options ??= new LeastSquaresOptions();
        if (problem.ResidualCount != _m || problem.VariableCount != _n || start.Length != _n)
            throw new ArgumentException(
                "the problem is not of the size that the solver was made for",
                nameof(problem)
            );
        var x = start.ToArray();
        for (var j = 0; j < _n; j++)
            x[j] = Math.Clamp(x[j], Low(lower, j), High(upper, j));
        problem.Jacobian(x, _residuals, _jacobian);
        var cost = VectorMath.Dot(_residuals, _residuals);
        if (!double.IsFinite(cost) || _n == 0)
            return new LeastSquaresSolution(
                x,
                cost,
                0,
                double.IsFinite(cost) ? LeastSquaresEnd.SmallGradient : LeastSquaresEnd.NotFinite
            );
        Array.Clear(_scale);
        var radius = 0.0;
        for (var iteration = 1; ; iteration++)
        {
            UpdateScale();
            if (iteration == 1)
            {
                radius = options.InitialRadius * ScaledLength(x);
                if (radius == 0)
                    radius = options.InitialRadius;
            }
            if (cost <= 1e-300)
                return new LeastSquaresSolution(x, cost, iteration, LeastSquaresEnd.ExactFit);
            if (LargestCosine(x, lower, upper, cost) <= options.GradientTolerance)
                return new LeastSquaresSolution(x, cost, iteration, LeastSquaresEnd.SmallGradient);
            if (iteration > options.MaximumIterations)
                return new LeastSquaresSolution(x, cost, iteration - 1, LeastSquaresEnd.IterationLimit);
            var factored = false;
            while (true)
            {
                var predicted = PlanStep(x, lower, upper, largestStep, radius, ref factored);
                var length = ScaledLength(_step);
                problem.Residuals(_trial, _trialResiduals);
                var trialCost = VectorMath.Dot(_trialResiduals, _trialResiduals);
                var actual = double.IsFinite(trialCost) ? 1 - trialCost / cost : -1;
                var expected = predicted / cost;
                var ratio = expected > 0 ? actual / expected : 0;
                if (ratio < 0.25)
                    radius = Math.Min(radius, length) * (actual < -0.5 ? 0.1 : 0.25);
                else if (ratio > 0.75)
                    radius = Math.Max(radius, 2 * length);
                var isAccepted = ratio > 1e-4;
                if (isAccepted)
                {
                    _trial.AsSpan().CopyTo(x);
                    cost = trialCost;
                }
                var isSmall =
                    Math.Abs(actual) <= options.FunctionTolerance && expected <= options.FunctionTolerance;
                var isShort =
                    length <= options.StepTolerance * ScaledLength(x)
                    || radius <= 1e-15 * ScaledLength(x)
                    || length == 0;
                if (isSmall || isShort)
                {
                    problem.Jacobian(x, _residuals, _jacobian);
                    return new LeastSquaresSolution(
                        x,
                        VectorMath.Dot(_residuals, _residuals),
                        iteration,
                        isSmall ? LeastSquaresEnd.SmallReduction : LeastSquaresEnd.SmallStep
                    );
                }
                if (isAccepted)
                    break;
            }
            problem.Jacobian(x, _residuals, _jacobian);
        }
    }

    private void UpdateScale()
    {
        for (var j = 0; j < _n; j++)
        {
            var norm = VectorMath.Norm(_jacobian.AsSpan(j * _m, _m));
            _scale[j] = Math.Max(_scale[j], norm);
            if (_scale[j] == 0)
                _scale[j] = 1;
        }
    }

    /// <summary>Largest |cos| between r and a column of a variable that is free to follow its gradient.</summary>
    private double LargestCosine(
        double[] x,
        ReadOnlySpan<double> lower,
        ReadOnlySpan<double> upper,
        double cost
    )
    {
        var largest = 0.0;
        for (var j = 0; j < _n; j++)
        {
            var column = _jacobian.AsSpan(j * _m, _m);
            _gradient[j] = VectorMath.Dot(column, _residuals);
            _held[j] =
                (x[j] <= Low(lower, j) && _gradient[j] >= 0) || (x[j] >= High(upper, j) && _gradient[j] <= 0);
            var norm = VectorMath.Norm(column);
            if (!_held[j] && norm > 0)
                largest = Math.Max(largest, Math.Abs(_gradient[j]) / (norm * Math.Sqrt(cost)));
        }
        return largest;
    }

    /// <summary>
    /// Fills _step and _trial; returns the predicted reduction of the sum of squares. Variables whose step meets a bound
    /// are put on it and the step of the others is found again.
    /// </summary>
    private double PlanStep(
        double[] x,
        ReadOnlySpan<double> lower,
        ReadOnlySpan<double> upper,
        ReadOnlySpan<double> largestStep,
        double radius,
        ref bool factored
    )
    {
        Span<bool> stopped = _n <= 128 ? stackalloc bool[_n] : new bool[_n];
        _held.AsSpan().CopyTo(stopped);
        Array.Clear(_step);
        for (var pass = 0; ; pass++)
        {
            var count = 0;
            for (var j = 0; j < _n; j++)
                if (!stopped[j])
                    _free[count++] = j;
            if (count == 0)
                break;
            if (pass > 0 || !factored)
                Factor(count, pass > 0);
            factored = pass == 0;
            for (var i = 0; i < count; i++)
                _freeScale[i] = _scale[_free[i]];
            _solver.Solve(_factor, _m, count, _pivot, _qtr, _freeScale, radius, _freeStep);
            var shorten = 1.0;
            if (!largestStep.IsEmpty)
                for (var i = 0; i < count; i++)
                    shorten = Math.Min(
                        shorten,
                        largestStep[_free[i]] / Math.Max(Math.Abs(_freeStep[i]), 1e-300)
                    );
            var hasStopped = false;
            for (var i = 0; i < count; i++)
            {
                var j = _free[i];
                _step[j] = _freeStep[i] * shorten;
                var target = x[j] + _step[j];
                if (target < Low(lower, j) || target > High(upper, j))
                {
                    _step[j] = Math.Clamp(target, Low(lower, j), High(upper, j)) - x[j];
                    stopped[j] = hasStopped = true;
                }
            }
            if (!hasStopped || pass >= _n)
                break;
        }
        for (var j = 0; j < _n; j++)
            _trial[j] = Math.Clamp(x[j] + _step[j], Low(lower, j), High(upper, j));
        // |r|^2 - |r + J s|^2 = -(2 r + J s).(J s)
        var move = _trialResiduals.AsSpan();
        move.Clear();
        for (var j = 0; j < _n; j++)
            if (_step[j] != 0)
                VectorMath.AddScaled(move, _jacobian.AsSpan(j * _m, _m), _step[j]);
        return -(2 * VectorMath.Dot(_residuals, move) + VectorMath.Dot(move, move));
    }

    /// <summary>QR of the free columns; the right-hand side holds r and what the stopped variables already do to it.</summary>
    private void Factor(int count, bool withStopped)
    {
        for (var i = 0; i < count; i++)
            _jacobian.AsSpan(_free[i] * _m, _m).CopyTo(_factor.AsSpan(i * _m, _m));
        var right = _qtr.AsSpan(0, _m);
        _residuals.CopyTo(right);
        if (withStopped)
        {
            var isFree = new bool[_n];
            for (var i = 0; i < count; i++)
                isFree[_free[i]] = true;
            for (var j = 0; j < _n; j++)
                if (!isFree[j] && _step[j] != 0)
                    VectorMath.AddScaled(right, _jacobian.AsSpan(j * _m, _m), _step[j]);
        }
        PivotedQr.Factor(_factor.AsSpan(0, count * _m), _m, count, _pivot, right);
    }

    private double ScaledLength(ReadOnlySpan<double> vector)
    {
        var sum = 0.0;
        for (var j = 0; j < _n; j++)
            sum += _scale[j] * vector[j] * (_scale[j] * vector[j]);
        return Math.Sqrt(sum);
    }

    private static double Low(ReadOnlySpan<double> lower, int j) =>
        lower.IsEmpty ? double.NegativeInfinity : lower[j];

    private static double High(ReadOnlySpan<double> upper, int j) =>
        upper.IsEmpty ? double.PositiveInfinity : upper[j];
}
