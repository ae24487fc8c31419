namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// The penalised least-squares problem min |W (A x - z)|^2 + lambda x^T M x of one spectrum, and all of its solutions
/// without a sign constraint in the form A^T A = P^T D P, lambda_0 M = P^T (1 - D) P, which makes a change of lambda
/// nearly free.
/// </summary>
internal sealed class PenalizedSpectrum
{
    private readonly double[] _columns;
    private readonly double[] _target;
    private readonly double[] _penalty;
    private readonly double[] _gram;
    private readonly double[] _moment;
    private readonly int _rows;
    private readonly int _unknowns;
    private double[]? _share;
    private double[]? _back;
    private double[]? _rotated;
    private double _reference;

    /// <param name="model">The matrix A.</param>
    /// <param name="penalty">Penalty of the basis weights, M x M.</param>
    /// <param name="target">2N values: real parts, imaginary parts.</param>
    /// <param name="weight">2N weights; rows of weight 0 are left out.</param>
    public PenalizedSpectrum(LinearModel model, double[] penalty, double[] target, double[] weight)
    {
        _unknowns = model.Unknowns;
        var used = Enumerable.Range(0, target.Length).Where(k => weight[k] > 0).ToArray();
        _rows = used.Length;
        _columns = new double[_unknowns * _rows];
        _target = new double[_rows];
        for (var k = 0; k < _rows; k++)
        {
            var row = model.Rows.AsSpan(used[k] * _unknowns, _unknowns);
            for (var j = 0; j < _unknowns; j++)
                _columns[j * _rows + k] = weight[used[k]] * row[j];
            _target[k] = weight[used[k]] * target[used[k]];
        }
        _penalty = new double[_unknowns * _unknowns];
        var basis = _unknowns - model.BasisStart;
        for (var i = 0; i < basis; i++)
            penalty
                .AsSpan(i * basis, basis)
                .CopyTo(_penalty.AsSpan((model.BasisStart + i) * _unknowns + model.BasisStart));
        _gram = new double[_unknowns * _unknowns];
        Dense.Gram(_columns, _unknowns, _rows, _gram);
        _moment = new double[_unknowns];
        Dense.Multiply(_columns, _unknowns, _rows, _target, _moment);
    }

    public int Rows => _rows;

    public int Unknowns => _unknowns;

    /// <summary>The lambda at which the penalty is as large as the data: the ratio of the traces of A^T A and M.</summary>
    public double NaturalLambda
    {
        get
        {
            double gram = 0,
                penalty = 0;
            for (var i = 0; i < _unknowns; i++)
                if (_penalty[i * _unknowns + i] > 0)
                {
                    gram += _gram[i * _unknowns + i];
                    penalty += _penalty[i * _unknowns + i];
                }
            return gram / penalty;
        }
    }

    /// <summary>A^T A + lambda M; unknowns that the rows cannot see get a unit diagonal and stay zero.</summary>
    public double[] Hessian(double lambda)
    {
        var h = new double[_gram.Length];
        for (var k = 0; k < h.Length; k++)
            h[k] = _gram[k] + lambda * _penalty[k];
        for (var i = 0; i < _unknowns; i++)
            if (h[i * _unknowns + i] == 0)
                h[i * _unknowns + i] = 1;
        return h;
    }

    public double[] SolveNonNegative(double lambda, out bool[] free)
    {
        var bounded = new bool[_unknowns];
        Array.Fill(bounded, true);
        return NonNegativeQuadratic.Solve(Hessian(lambda), _moment, bounded, out free);
    }

    /// <summary>The answer of pyDRTtools' solver, which stops short of the minimum.</summary>
    public double[] SolveAsPeer(double lambda)
    {
        var h = Hessian(lambda);
        for (var k = 0; k < h.Length; k++)
            h[k] *= 2;
        return InteriorPointQuadratic.Solve(h, _moment.Select(c => -2 * c).ToArray());
    }

    public double[] SolveSigned(double lambda)
    {
        return NonNegativeQuadratic.Solve(Hessian(lambda), _moment, new bool[_unknowns], out _);
    }

    /// <summary>Sum of squared weighted residuals.</summary>
    public double ResidualSquare(double[] x)
    {
        var residual = (double[])_target.Clone();
        for (var j = 0; j < _unknowns; j++)
            Dense.Add(residual, _columns.AsSpan(j * _rows, _rows), -x[j]);
        return Dense.Dot(residual, residual);
    }

    public double PenaltyValue(double[] x)
    {
        var product = new double[_unknowns];
        Dense.Multiply(_penalty, _unknowns, _unknowns, x, product);
        return Dense.Dot(product, x);
    }

    /// <summary>Solution without a sign constraint, trace of the hat matrix and trace of its square.</summary>
    public (double[] X, double Trace, double TraceSquare) Smooth(double lambda)
    {
        if (_share is null)
            Diagonalize();
        var ratio = lambda / _reference;
        var x = new double[_unknowns];
        double trace = 0,
            square = 0;
        for (var k = 0; k < _unknowns; k++)
        {
            var d = _share![k];
            var s = d + ratio * (1 - d);
            var leverage = d / s;
            trace += leverage;
            square += leverage * leverage;
            Dense.Add(x, _back.AsSpan(k * _unknowns, _unknowns), _rotated![k] / s);
        }
        return (x, trace, square);
    }

    /// <summary>
    /// Trace of the hat matrix over the unknowns off their bound: how many of them the data determine.
    /// </summary>
    /// <param name="index">The unknowns off their bound.</param>
    /// <param name="scale">Their scaling.</param>
    /// <param name="factor">Cholesky factor of the scaled A^T A + lambda M over them.</param>
    public double Determined(int[] index, double[] scale, double[] factor)
    {
        var row = new double[index.Length];
        var trace = 0.0;
        for (var k = 0; k < _rows; k++)
        {
            for (var i = 0; i < index.Length; i++)
                row[i] = scale[i] * _columns[index[i] * _rows + k];
            Dense.SolveLower(factor, index.Length, row);
            trace += Dense.Dot(row, row);
        }
        return trace;
    }

    private void Diagonalize()
    {
        var n = _unknowns;
        _reference = 1e-4 * NaturalLambda;
        var h = Hessian(_reference);
        var scale = new double[n];
        for (var i = 0; i < n; i++)
            scale[i] = 1 / Math.Sqrt(h[i * n + i]);
        var factor = new double[n * n];
        var jitter = 0.0;
        do
        {
            for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
                factor[i * n + j] = h[i * n + j] * scale[i] * scale[j] + (i == j ? jitter : 0);
            jitter = jitter == 0 ? 1e-15 : 10 * jitter;
        } while (!Dense.TryCholesky(factor, n));

        // L^-1 A^T A L^-T, column by column.
        var middle = new double[n * n];
        for (var j = 0; j < n; j++)
        {
            var row = middle.AsSpan(j * n, n);
            for (var i = 0; i < n; i++)
                row[i] = _gram[j * n + i] * scale[i] * scale[j];
            Dense.SolveLower(factor, n, row);
        }
        Transpose(middle, n);
        for (var j = 0; j < n; j++)
            Dense.SolveLower(factor, n, middle.AsSpan(j * n, n));
        for (var i = 0; i < n; i++)
        for (var j = 0; j < i; j++)
            middle[i * n + j] = middle[j * n + i] = (middle[i * n + j] + middle[j * n + i]) / 2;
        SymmetricEigen.Decompose(middle, n, out var values, out var vectors);

        _share = new double[n];
        _rotated = new double[n];
        _back = new double[n * n];
        for (var k = 0; k < n; k++)
        {
            _share[k] = Math.Clamp(values[k], 0, 1);
            var v = _back.AsSpan(k * n, n);
            vectors.AsSpan(k * n, n).CopyTo(v);
            Dense.SolveUpper(factor, n, v);
            for (var i = 0; i < n; i++)
                v[i] *= scale[i];
            _rotated[k] = Dense.Dot(v, _moment);
        }
    }

    private static void Transpose(double[] a, int n)
    {
        for (var i = 0; i < n; i++)
        for (var j = 0; j < i; j++)
            (a[i * n + j], a[j * n + i]) = (a[j * n + i], a[i * n + j]);
    }
}
