namespace EdgeTester.Analysis.Numerics;

/// <summary>
/// The step of a Levenberg-Marquardt iteration: s that minimises |r + J s| within |D s| at most Delta (More,
/// Lecture Notes in Mathematics 630 (1978) 105, doi:10.1007/BFb0067700), on the triangle R of a pivoted QR.
/// </summary>
internal sealed class TrustRegionStep
{
    private readonly double[] _work;
    private readonly double[] _right;
    private readonly double[] _scaled;
    private readonly double[] _permuted;

    public TrustRegionStep(int variables)
    {
        _work = new double[2 * variables * variables];
        _right = new double[2 * variables];
        _scaled = new double[variables];
        _permuted = new double[variables];
    }

    /// <summary>
    /// Solves for the step.
    /// </summary>
    /// <param name="triangle">R in the upper triangle of columns of length <paramref name="rows"/>.</param>
    /// <param name="rows">Length of a column.</param>
    /// <param name="n">Number of columns.</param>
    /// <param name="pivot">Original index of each column.</param>
    /// <param name="qtr">Q^T r, at least n long.</param>
    /// <param name="scale">D, one a variable in original order.</param>
    /// <param name="radius">Delta.</param>
    /// <param name="step">Filled with s in original order.</param>
    /// <returns>The damping lambda used: 0 for a Gauss-Newton step.</returns>
    public double Solve(
        ReadOnlySpan<double> triangle,
        int rows,
        int n,
        ReadOnlySpan<int> pivot,
        ReadOnlySpan<double> qtr,
        ReadOnlySpan<double> scale,
        double radius,
        Span<double> step
    )
    {
        var hasFullRank = Damped(triangle, rows, n, pivot, qtr, scale, 0);
        var length = ScaledLength(n, pivot, scale);
        if (length <= 1.1 * radius)
        {
            Unpermute(n, pivot, step);
            return 0;
        }
        var gradientLength = 0.0;
        for (var j = 0; j < n; j++)
        {
            var sum = 0.0;
            for (var i = 0; i <= j; i++)
                sum += triangle[j * rows + i] * qtr[i];
            gradientLength += Square(sum / scale[pivot[j]]);
        }
        var upper = Math.Sqrt(gradientLength) / radius;
        var lower = hasFullRank ? (length - radius) / Derivative(n, pivot, scale, length) / radius : 0;
        var lambda = hasFullRank ? lower : 1e-3 * upper;
        for (var attempt = 0; attempt < 12; attempt++)
        {
            if (lambda <= lower * (1 - 1e-12) || lambda > upper || lambda == 0)
                lambda = Math.Max(Math.Min(Math.Max(lambda, 1e-3 * upper), upper), lower);
            Damped(triangle, rows, n, pivot, qtr, scale, lambda);
            length = ScaledLength(n, pivot, scale);
            if (Math.Abs(length - radius) <= 0.1 * radius)
                break;
            if (length > radius)
                lower = Math.Max(lower, lambda);
            else
                upper = Math.Min(upper, lambda);
            var correction = (length - radius) / Derivative(n, pivot, scale, length) / radius;
            lambda = Math.Max(lower, lambda + correction);
        }
        Unpermute(n, pivot, step);
        return lambda;
    }

    /// <summary>
    /// Leaves in _permuted the minimiser of |R z + qtr|^2 + lambda |D z|^2 and in _work the triangle of that problem.
    /// </summary>
    private bool Damped(
        ReadOnlySpan<double> triangle,
        int rows,
        int n,
        ReadOnlySpan<int> pivot,
        ReadOnlySpan<double> qtr,
        ReadOnlySpan<double> scale,
        double lambda
    )
    {
        for (var j = 0; j < n; j++)
        {
            _right[j] = -qtr[j];
            for (var i = 0; i <= j; i++)
                _work[j * n + i] = triangle[j * rows + i];
        }
        if (lambda > 0)
            AbsorbDamping(n, pivot, scale, Math.Sqrt(lambda));
        var full = true;
        var smallest = n > 0 ? Math.Abs(_work[0]) * 1e-15 : 0;
        for (var j = n - 1; j >= 0; j--)
        {
            var sum = _right[j];
            for (var k = j + 1; k < n; k++)
                sum -= _work[k * n + j] * _permuted[k];
            var diagonal = _work[j * n + j];
            if (Math.Abs(diagonal) <= smallest)
            {
                full = false;
                _permuted[j] = 0;
            }
            else
                _permuted[j] = sum / diagonal;
        }
        return full;
    }

    /// <summary>Rotates the rows sqrt(lambda) D into the triangle (Givens).</summary>
    private void AbsorbDamping(int n, ReadOnlySpan<int> pivot, ReadOnlySpan<double> scale, double root)
    {
        Span<double> row = n <= 64 ? stackalloc double[n] : new double[n];
        for (var j = 0; j < n; j++)
        {
            row[j..].Clear();
            row[j] = root * scale[pivot[j]];
            var rowRight = 0.0;
            for (var k = j; k < n; k++)
            {
                if (row[k] == 0)
                    continue;
                var diagonal = _work[k * n + k];
                var hypotenuse = Math.Sqrt(diagonal * diagonal + row[k] * row[k]);
                var cos = diagonal / hypotenuse;
                var sin = row[k] / hypotenuse;
                _work[k * n + k] = hypotenuse;
                for (var i = k + 1; i < n; i++)
                {
                    var above = _work[i * n + k];
                    _work[i * n + k] = cos * above + sin * row[i];
                    row[i] = cos * row[i] - sin * above;
                }
                var right = _right[k];
                _right[k] = cos * right + sin * rowRight;
                rowRight = cos * rowRight - sin * right;
            }
        }
    }

    /// <summary>Minus the derivative of |D z| by lambda, times |D z|: |T^-T D^2 z|^2 / |D z|^2 ... of More's iteration.</summary>
    private double Derivative(int n, ReadOnlySpan<int> pivot, ReadOnlySpan<double> scale, double length)
    {
        for (var j = 0; j < n; j++)
            _scaled[j] = scale[pivot[j]] * scale[pivot[j]] * _permuted[j] / length;
        var square = 0.0;
        for (var j = 0; j < n; j++)
        {
            var sum = _scaled[j];
            for (var i = 0; i < j; i++)
                sum -= _work[j * n + i] * _scaled[i];
            var diagonal = _work[j * n + j];
            _scaled[j] = diagonal == 0 ? 0 : sum / diagonal;
            square += _scaled[j] * _scaled[j];
        }
        return square > 0 ? square : double.Epsilon;
    }

    private double ScaledLength(int n, ReadOnlySpan<int> pivot, ReadOnlySpan<double> scale)
    {
        var sum = 0.0;
        for (var j = 0; j < n; j++)
            sum += Square(scale[pivot[j]] * _permuted[j]);
        return Math.Sqrt(sum);
    }

    private void Unpermute(int n, ReadOnlySpan<int> pivot, Span<double> step)
    {
        for (var j = 0; j < n; j++)
            step[pivot[j]] = _permuted[j];
    }

    private static double Square(double value) => value * value;
}
