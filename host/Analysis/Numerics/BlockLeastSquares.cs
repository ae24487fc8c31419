namespace EdgeTester.Analysis.Numerics;

/// <summary>
/// Levenberg-Marquardt on a block problem. The Jacobian is an arrow: each block's local columns are eliminated by a QR
/// of their own and only the shared columns meet, so that the work grows linearly with the number of blocks (Golub,
/// Plemmons, Linear Algebra Appl. 34 (1980) 3, doi:10.1016/0024-3795(80)90156-1). Damping by Nielsen's rule.
/// </summary>
public sealed class BlockLeastSquares
{
    private readonly IBlockProblem _problem;
    private readonly BlockBounds _bounds;
    private readonly int _locals;
    private readonly int _shareds;
    private readonly Block[] _blocks;
    private readonly double[] _sharedScale;
    private readonly bool[] _sharedHeld;
    private readonly double[] _triangle;
    private readonly double[] _right;

    private BlockLeastSquares(IBlockProblem problem, BlockBounds bounds)
    {
        (_problem, _bounds) = (problem, bounds);
        (_locals, _shareds) = (problem.LocalCount, problem.SharedCount);
        _blocks = Enumerable
            .Range(0, problem.BlockCount)
            .Select(k => new Block(problem.ResidualCount(k), _locals, _shareds))
            .ToArray();
        _sharedScale = new double[_shareds];
        _sharedHeld = new bool[_shareds];
        _triangle = new double[_shareds * _shareds];
        _right = new double[_shareds];
    }

    /// <summary>Minimises from a start.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="bounds">Its box.</param>
    /// <param name="shared">Start of the shared variables.</param>
    /// <param name="local">Start of the local variables of each block.</param>
    /// <param name="options">Tolerances; null for the usual ones.</param>
    /// <param name="cancellation">Ends the minimisation.</param>
    public static BlockSolution Minimize(
        IBlockProblem problem,
        BlockBounds bounds,
        double[] shared,
        double[][] local,
        LeastSquaresOptions? options = null,
        CancellationToken cancellation = default
    ) =>
        new BlockLeastSquares(problem, bounds).Run(
            (double[])shared.Clone(),
            local.Select(l => (double[])l.Clone()).ToArray(),
            options ?? new LeastSquaresOptions(),
            cancellation
        );

    private BlockSolution Run(
        double[] shared,
        double[][] local,
        LeastSquaresOptions options,
        CancellationToken cancellation
    )
    {
        var cost = Linearize(shared, local);
        var damping = 1e-3;
        var growth = 2.0;
        var iteration = 0;
        var hasConverged = false;
        while (
            iteration < options.MaximumIterations && !hasConverged && double.IsFinite(cost) && cost > 1e-300
        )
        {
            cancellation.ThrowIfCancellationRequested();
            iteration++;
            var (sharedStep, predicted) = Plan(shared, local, damping);
            var trialShared = Moved(shared, sharedStep, _bounds.SharedLower, _bounds.SharedUpper);
            var trialLocal = new double[local.Length][];
            for (var k = 0; k < local.Length; k++)
                trialLocal[k] = Moved(local[k], _blocks[k].Step, _bounds.LocalLower, _bounds.LocalUpper);
            var trialCost = Cost(trialShared, trialLocal);
            var actual = double.IsFinite(trialCost) ? cost - trialCost : -cost;
            var ratio = predicted > 0 ? actual / predicted : 0;
            var isSmall =
                Math.Abs(actual) <= options.FunctionTolerance * cost
                && predicted <= options.FunctionTolerance * cost;
            if (actual > 0 && ratio > 1e-4)
            {
                (shared, local) = (trialShared, trialLocal);
                cost = Linearize(shared, local);
                damping *= Math.Max(1.0 / 3, 1 - Math.Pow(2 * ratio - 1, 3));
                growth = 2;
            }
            else
            {
                damping *= growth;
                growth *= 2;
            }
            hasConverged = isSmall || damping > 1e12;
        }
        var (sharedCovariance, localCovariance) = Covariances(shared, local);
        return new BlockSolution(
            shared,
            local,
            cost,
            sharedCovariance,
            localCovariance,
            iteration,
            hasConverged || cost <= 1e-300
        );
    }

    private static double[] Moved(double[] x, double[] step, double[] lower, double[] upper)
    {
        var moved = new double[x.Length];
        for (var j = 0; j < x.Length; j++)
            moved[j] = Math.Clamp(x[j] + step[j], lower[j], upper[j]);
        return moved;
    }

    private double Cost(double[] shared, double[][] local)
    {
        var sum = 0.0;
        for (var k = 0; k < _blocks.Length; k++)
        {
            var trial = _blocks[k].Trial;
            _problem.Residuals(k, shared, local[k], trial);
            sum += VectorMath.Dot(trial, trial);
        }
        return sum;
    }

    private double Linearize(double[] shared, double[][] local)
    {
        var sum = 0.0;
        Array.Clear(_sharedScale);
        var sharedGradient = new double[_shareds];
        for (var k = 0; k < _blocks.Length; k++)
        {
            var b = _blocks[k];
            _problem.Jacobian(k, shared, local[k], b.Residuals, b.ByLocal, b.ByShared);
            sum += VectorMath.Dot(b.Residuals, b.Residuals);
            for (var j = 0; j < _locals; j++)
            {
                var column = b.ByLocal.AsSpan(j * b.Rows, b.Rows);
                var gradient = VectorMath.Dot(column, b.Residuals);
                b.Scale[j] = Math.Max(VectorMath.Norm(column), 1e-150);
                b.Held[j] = IsHeld(local[k][j], gradient, _bounds.LocalLower[j], _bounds.LocalUpper[j]);
                if (b.Held[j])
                    column.Clear();
            }
            for (var j = 0; j < _shareds; j++)
            {
                var column = b.ByShared.AsSpan(j * b.Rows, b.Rows);
                _sharedScale[j] += VectorMath.Dot(column, column);
                sharedGradient[j] += VectorMath.Dot(column, b.Residuals);
            }
        }
        for (var j = 0; j < _shareds; j++)
        {
            _sharedScale[j] = Math.Max(Math.Sqrt(_sharedScale[j]), 1e-150);
            _sharedHeld[j] = IsHeld(
                shared[j],
                sharedGradient[j],
                _bounds.SharedLower[j],
                _bounds.SharedUpper[j]
            );
            if (_sharedHeld[j])
                foreach (var b in _blocks)
                    b.ByShared.AsSpan(j * b.Rows, b.Rows).Clear();
        }
        return sum;
    }

    private static bool IsHeld(double x, double gradient, double lower, double upper) =>
        (x <= lower && gradient >= 0) || (x >= upper && gradient <= 0);

    /// <summary>Finds the step for one damping; the local steps are left in the blocks.</summary>
    private (double[] Shared, double Predicted) Plan(double[] shared, double[][] local, double damping)
    {
        Eliminate(damping);
        var sharedStep = new double[_shareds];
        HouseholderQr.Solve(_triangle, _shareds, _shareds, _right, sharedStep);
        for (var j = 0; j < _shareds; j++)
            sharedStep[j] = _sharedHeld[j]
                ? 0
                : Math.Clamp(shared[j] - sharedStep[j], _bounds.SharedLower[j], _bounds.SharedUpper[j])
                    - shared[j];
        var predicted = 0.0;
        for (var k = 0; k < _blocks.Length; k++)
        {
            var b = _blocks[k];
            b.BackSubstitute(sharedStep);
            for (var j = 0; j < _locals; j++)
                b.Step[j] = b.Held[j]
                    ? 0
                    : Math.Clamp(local[k][j] + b.Step[j], _bounds.LocalLower[j], _bounds.LocalUpper[j])
                        - local[k][j];
            predicted += b.PredictedReduction(sharedStep);
        }
        return (sharedStep, predicted);
    }

    private void Eliminate(double damping)
    {
        Array.Clear(_triangle);
        Array.Clear(_right);
        var root = Math.Sqrt(damping);
        for (var j = 0; j < _shareds; j++)
            _triangle[j * _shareds + j] = root * _sharedScale[j] + (_sharedHeld[j] ? 1 : 0);
        foreach (var b in _blocks)
            b.Eliminate(root, _triangle, _right);
    }

    private (double[,] Shared, double[][,] Local) Covariances(double[] shared, double[][] local)
    {
        Linearize(shared, local);
        Eliminate(0);
        var inverse = InverseOfGram(_triangle, _shareds, _sharedHeld);
        return (inverse, _blocks.Select(b => b.Covariance(inverse)).ToArray());
    }

    /// <summary>(R^T R)^-1 with zeros for the variables that are held; infinite variances where R is singular.</summary>
    internal static double[,] InverseOfGram(double[] triangle, int n, bool[] held)
    {
        var free = Enumerable.Range(0, n).Where(j => !held[j]).ToArray();
        var full = Covariance.Of(triangle, n, free, out _);
        var result = new double[n, n];
        for (var i = 0; i < free.Length; i++)
        for (var j = 0; j < free.Length; j++)
            result[free[i], free[j]] = full[i, j];
        return result;
    }

    /// <summary>One block: its Jacobian and the QR of its local part.</summary>
    private sealed class Block(int rows, int locals, int shareds)
    {
        // Local columns, shared columns and residuals side by side, with room for the rows of the damping.
        private readonly double[] _work = new double[(rows + locals) * (locals + shareds + 1)];
        private readonly double[] _stack = new double[(rows + locals + shareds) * (shareds + 1)];

        public int Rows => rows;

        public double[] Residuals { get; } = new double[rows];

        public double[] Trial { get; } = new double[rows];

        public double[] ByLocal { get; } = new double[rows * locals];

        public double[] ByShared { get; } = new double[rows * shareds];

        public double[] Scale { get; } = new double[locals];

        public double[] Step { get; } = new double[locals];

        public bool[] Held { get; } = new bool[locals];

        /// <summary>Triangulates the local columns and folds what is left of the shared ones into the common triangle.</summary>
        public void Eliminate(double root, double[] triangle, double[] right)
        {
            var height = rows + locals;
            Array.Clear(_work);
            for (var j = 0; j < locals; j++)
            {
                ByLocal.AsSpan(j * rows, rows).CopyTo(_work.AsSpan(j * height));
                _work[j * height + rows + j] = root * Scale[j] + (Held[j] ? Scale[j] : 0);
            }
            for (var j = 0; j < shareds; j++)
                ByShared.AsSpan(j * rows, rows).CopyTo(_work.AsSpan((locals + j) * height));
            Residuals.CopyTo(_work.AsSpan((locals + shareds) * height));
            Triangulate(_work, height, locals, locals + shareds + 1);

            var tall = shareds + height - locals;
            for (var j = 0; j <= shareds; j++)
            {
                var column = _stack.AsSpan(j * tall, tall);
                (j < shareds ? triangle.AsSpan(j * shareds, shareds) : right).CopyTo(column);
                _work.AsSpan((locals + j) * height + locals, height - locals).CopyTo(column[shareds..]);
            }
            Triangulate(_stack, tall, shareds, shareds + 1);
            for (var j = 0; j < shareds; j++)
            for (var i = 0; i < shareds; i++)
                triangle[j * shareds + i] = i <= j ? _stack[j * tall + i] : 0;
            _stack.AsSpan(shareds * tall, shareds).CopyTo(right);
        }

        /// <summary>The local step that belongs to a shared step: R s = -(Q^T r + Q^T B step).</summary>
        public void BackSubstitute(double[] sharedStep)
        {
            var height = rows + locals;
            var right = new double[locals];
            for (var i = 0; i < locals; i++)
            {
                right[i] = -_work[(locals + shareds) * height + i];
                for (var j = 0; j < shareds; j++)
                    right[i] -= _work[(locals + j) * height + i] * sharedStep[j];
            }
            HouseholderQr.Solve(_work, height, locals, right, Step);
        }

        public double PredictedReduction(double[] sharedStep)
        {
            var move = Trial;
            Array.Clear(move);
            for (var j = 0; j < locals; j++)
                VectorMath.AddScaled(move, ByLocal.AsSpan(j * rows, rows), Step[j]);
            for (var j = 0; j < shareds; j++)
                VectorMath.AddScaled(move, ByShared.AsSpan(j * rows, rows), sharedStep[j]);
            return -(2 * VectorMath.Dot(Residuals, move) + VectorMath.Dot(move, move));
        }

        /// <summary>(A^T A)^-1 + G C G^T with G = A^+ B: what is known of the local variables when the shared ones are fitted too.</summary>
        public double[,] Covariance(double[,] shared)
        {
            var height = rows + locals;
            var triangle = new double[locals * locals];
            for (var j = 0; j < locals; j++)
            for (var i = 0; i <= j; i++)
                triangle[j * locals + i] = _work[j * height + i];
            var result = InverseOfGram(triangle, locals, Held);
            if (locals == 0 || shareds == 0)
                return result;
            var gains = new double[shareds][];
            for (var j = 0; j < shareds; j++)
            {
                gains[j] = new double[locals];
                HouseholderQr.Solve(
                    _work,
                    height,
                    locals,
                    _work.AsSpan((locals + j) * height, locals),
                    gains[j]
                );
            }
            for (var a = 0; a < locals; a++)
            for (var b = 0; b < locals; b++)
            {
                if (Held[a] || Held[b])
                    continue;
                for (var i = 0; i < shareds; i++)
                for (var j = 0; j < shareds; j++)
                    if (shared[i, j] != 0)
                        result[a, b] += gains[i][a] * shared[i, j] * gains[j][b];
            }
            return result;
        }

        /// <summary>Householder on the first columns, applied to all of them.</summary>
        private static void Triangulate(double[] a, int height, int pivots, int columns)
        {
            for (var k = 0; k < pivots; k++)
            {
                var column = a.AsSpan(k * height + k, height - k);
                var norm = VectorMath.Norm(column);
                if (norm == 0)
                    continue;
                if (column[0] > 0)
                    norm = -norm;
                var first = column[0] - norm;
                column[0] = first;
                var scale = 1 / (norm * first);
                for (var j = k + 1; j < columns; j++)
                {
                    var other = a.AsSpan(j * height + k, height - k);
                    VectorMath.AddScaled(other, column, scale * VectorMath.Dot(column, other));
                }
                column.Clear();
                column[0] = norm;
            }
        }
    }
}
