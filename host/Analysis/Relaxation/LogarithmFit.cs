namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// Maximises the posterior of ln gamma and the terms in series by Levenberg and Marquardt, the scale of the noise
/// estimated alongside, with the evidence by Laplace's approximation.
/// </summary>
internal sealed class LogarithmFit
{
    private readonly WeightedSpectrum _data;
    private readonly SeriesTerms _series;
    private readonly LogarithmGrid _grid;

    public LogarithmFit(WeightedSpectrum data, SeriesTerms series, LogarithmGrid grid)
    {
        _data = data;
        _series = series;
        _grid = grid;
    }

    private ReducedKernel? _kernel;
    private double[] _target = [];
    private double _outside;

    public LogarithmEstimate Run(
        LogarithmPrior prior,
        double[] seriesStart,
        int iterations,
        double? fixedVariance = null
    )
    {
        int fixedCount = _series.Count,
            all = fixedCount + prior.Count,
            rows = Prepare(prior);
        var x = new double[all];
        seriesStart.CopyTo(x, 0);
        prior.Start.CopyTo(x, fixedCount);
        var centre = new double[fixedCount];
        var precision = new double[fixedCount];
        var logPrior = 0.0;
        for (var k = 0; k < fixedCount; k++)
        {
            (centre[k], var deviation) = _series.Prior(k);
            precision[k] = 1 / (deviation * deviation);
            logPrior -= Math.Log(deviation);
        }

        var columns = new double[rows * all];
        var residual = new double[rows];
        var gram = new double[all * all];
        var gradient = new double[all];
        var factor = new double[all * all];
        var step = new double[all];
        var undamped = new double[all * all];
        var observations = 2 * _data.UsedCount;
        var square = Residual(prior, x, residual);
        var variance = fixedVariance ?? Math.Max(square / observations, ArcFit.SmallestVariance);
        var damping = 1e-2;
        for (var iteration = 0; ; iteration++)
        {
            Columns(prior, x, columns);
            Dense.Gram(columns, all, rows, gram);
            Dense.Multiply(columns, all, rows, residual, gradient);
            if (iteration >= iterations)
                break;
            var objective = square / variance + PriorSquare(prior, x, centre, precision);
            var improved = false;
            for (var attempt = 0; attempt < 10 && !improved; attempt++)
            {
                Precision(prior, gram, variance, precision, factor);
                for (var i = 0; i < all; i++)
                {
                    factor[i * all + i] *= 1 + damping;
                    step[i] = gradient[i] / variance;
                }
                PriorGradient(prior, x, centre, precision, step);
                if (!Dense.TryCholesky(factor, all))
                {
                    damping *= 10;
                    continue;
                }
                Dense.SolveLower(factor, all, step);
                Dense.SolveUpper(factor, all, step);
                var trial = new double[all];
                for (var i = 0; i < all; i++)
                    trial[i] = x[i] + step[i];
                _series.Clamp(trial);
                var trialSquare = Residual(prior, trial, residual);
                var trialObjective = trialSquare / variance + PriorSquare(prior, trial, centre, precision);
                if (trialObjective < objective)
                {
                    improved = true;
                    x = trial;
                    square = trialSquare;
                    damping = Math.Max(damping / 10, 1e-10);
                    if (objective - trialObjective < 0.01 && iteration > 1)
                        iteration = Math.Max(iteration, iterations - 2);
                }
                else
                    damping = Math.Max(damping * 6, 1e-6);
            }
            if (!improved)
            {
                square = Residual(prior, x, residual);
                iterations = Math.Min(iterations, iteration + 1);
            }
            if (fixedVariance is null)
            {
                // Under the damping of the step, directions that only the prior holds would seem to be held by data.
                Precision(prior, gram, variance, precision, undamped);
                Dense.Cholesky(undamped, all, factor);
                var effective = Absorbed(prior, precision, factor);
                variance = Math.Max(
                    square / Math.Max(observations - effective, 0.1 * observations),
                    ArcFit.SmallestVariance
                );
            }
        }
        var posterior = new double[all * all];
        Precision(prior, gram, variance, precision, posterior);
        Dense.Cholesky(posterior, all, factor);
        var logEvidence =
            -0.5 * observations * Math.Log(variance)
            - 0.5 * square / variance
            - 0.5 * PriorSquare(prior, x, centre, precision)
            + logPrior
            - prior.LogConditions()
            - 0.5 * Dense.LogDeterminant(factor, all);
        return new LogarithmEstimate
        {
            Prior = prior,
            Unknowns = x,
            SeriesCount = fixedCount,
            Variance = variance,
            LogEvidence = logEvidence,
            Factor = factor,
        };
    }

    /// <summary>
    /// Sum of squared residuals at the unknowns and, unless the arrays are empty, J^T J and J^T r without the prior.
    /// </summary>
    public double Linearize(LogarithmPrior prior, double[] x, double[] gram, double[] gradient)
    {
        var rows = Prepare(prior);
        var residual = new double[rows];
        var square = Residual(prior, x, residual);
        if (gram.Length == 0)
            return square;
        var columns = new double[rows * x.Length];
        Columns(prior, x, columns);
        Dense.Gram(columns, x.Length, rows, gram);
        Dense.Multiply(columns, x.Length, rows, residual, gradient);
        return square;
    }

    /// <summary>2N impedances of the estimate.</summary>
    public double[] Impedance(LogarithmPrior prior, ReadOnlySpan<double> x)
    {
        var m = _grid.Nodes.Length;
        var value = new double[2 * _data.Points];
        Dense.Multiply(_grid.Kernel, value.Length, m, Gamma(prior, x), value);
        if (prior.Offset.Length > 0)
            Dense.Add(value, prior.Offset, 1);
        _series.Evaluate(x[.._series.Count], value, []);
        return value;
    }

    private double[] Gamma(LogarithmPrior prior, ReadOnlySpan<double> x)
    {
        var m = _grid.Nodes.Length;
        var f = new double[m];
        Dense.Multiply(prior.Basis, m, prior.Count, x[_series.Count..], f);
        for (var k = 0; k < m; k++)
            f[k] = Math.Exp(Math.Clamp(f[k] + prior.Mean[k], -300, 300));
        return f;
    }

    /// <summary>Number of rows of the least-squares problem under the present weights.</summary>
    private int Prepare(LogarithmPrior prior)
    {
        if (_kernel is null || _kernel.Version != _data.Version)
            _kernel = new ReducedKernel(_data, _series, _grid);
        var target = (double[])_data.Value.Clone();
        if (prior.Offset.Length > 0)
            Dense.Add(target, prior.Offset, -1);
        _target = _kernel.Project(target, out _outside);
        return _kernel.Rows;
    }

    private double Residual(LogarithmPrior prior, double[] x, double[] residual)
    {
        var kernel = _kernel!;
        var rows = kernel.Rows;
        _target.CopyTo(residual, 0);
        var gamma = Gamma(prior, x);
        for (var node = 0; node < gamma.Length; node++)
            Dense.Add(residual, kernel.Kernel.AsSpan(node * rows, rows), -gamma[node]);
        if (kernel.IsReduced)
            for (var j = 0; j < kernel.SeriesCount; j++)
                Dense.Add(residual, kernel.Series.AsSpan(j * rows, rows), -Amount(x, j));
        else
        {
            var value = new double[rows];
            _series.Evaluate(x.AsSpan(0, _series.Count), value, []);
            for (var k = 0; k < rows; k++)
                residual[k] -= _data.Weight(k) * value[k];
        }
        var square = _outside + Dense.Dot(residual, residual);
        return double.IsFinite(square) ? square : double.MaxValue;
    }

    /// <summary>How much of a column of the reduced kernel a term in series is: the phase element is logarithmic.</summary>
    private double Amount(double[] x, int term) =>
        term == _series.PhaseAt ? Math.Exp(x[term] - _series.Start()[term]) : x[term];

    private void Columns(LogarithmPrior prior, double[] x, double[] columns)
    {
        var kernel = _kernel!;
        int m = _grid.Nodes.Length,
            rows = kernel.Rows,
            first = _series.Count;
        Array.Clear(columns);
        if (kernel.IsReduced)
        {
            kernel.Series.CopyTo(columns, 0);
            if (_series.PhaseAt > 0)
                for (var k = 0; k < rows; k++)
                    columns[_series.PhaseAt * rows + k] *= Amount(x, _series.PhaseAt);
        }
        else
        {
            _series.Evaluate(x.AsSpan(0, first), new double[rows], columns);
            for (var j = 0; j < first; j++)
            for (var k = 0; k < rows; k++)
                columns[j * rows + k] *= _data.Weight(k);
        }
        var gamma = Gamma(prior, x);
        for (var node = 0; node < m; node++)
        {
            var source = kernel.Kernel.AsSpan(node * rows, rows);
            for (var j = 0; j < prior.Count; j++)
            {
                var share = prior.Basis[node * prior.Count + j];
                if (share != 0)
                    Dense.Add(columns.AsSpan((first + j) * rows, rows), source, share * gamma[node]);
            }
        }
    }

    private void Precision(
        LogarithmPrior prior,
        double[] gram,
        double variance,
        double[] precision,
        double[] target
    )
    {
        int first = precision.Length,
            all = first + prior.Count;
        for (var k = 0; k < target.Length; k++)
            target[k] = gram[k] / variance;
        for (var i = 0; i < all; i++)
            target[i * all + i] += i < first ? precision[i] : 1;
        for (var c = 0; c < prior.ConditionValues.Length; c++)
        {
            var row = prior.Conditions.AsSpan(c * prior.Count, prior.Count);
            for (var i = 0; i < prior.Count; i++)
                if (row[i] != 0)
                    Dense.Add(target.AsSpan((first + i) * all + first, prior.Count), row, row[i]);
        }
    }

    private static void PriorGradient(
        LogarithmPrior prior,
        double[] x,
        double[] centre,
        double[] precision,
        double[] step
    )
    {
        var first = precision.Length;
        for (var i = 0; i < first; i++)
            step[i] -= precision[i] * (x[i] - centre[i]);
        for (var i = first; i < x.Length; i++)
            step[i] -= x[i];
        for (var c = 0; c < prior.ConditionValues.Length; c++)
        {
            var row = prior.Conditions.AsSpan(c * prior.Count, prior.Count);
            var miss = prior.ConditionValues[c] - Dense.Dot(row, x.AsSpan(first));
            Dense.Add(step.AsSpan(first), row, miss);
        }
    }

    private static double PriorSquare(LogarithmPrior prior, double[] x, double[] centre, double[] precision)
    {
        var first = precision.Length;
        var xi = x.AsSpan(first);
        var sum = Dense.Dot(xi, xi);
        for (var i = 0; i < first; i++)
            sum += precision[i] * (x[i] - centre[i]) * (x[i] - centre[i]);
        for (var c = 0; c < prior.ConditionValues.Length; c++)
        {
            var miss =
                prior.ConditionValues[c]
                - Dense.Dot(prior.Conditions.AsSpan(c * prior.Count, prior.Count), xi);
            sum += miss * miss;
        }
        return sum;
    }

    /// <summary>Trace of H^-1 J^T J / s^2: the number of unknowns less what the prior alone determines.</summary>
    private static double Absorbed(LogarithmPrior prior, double[] precision, double[] factor)
    {
        int first = precision.Length,
            all = first + prior.Count;
        var inverse = Dense.InverseTransposed(factor, all);
        var fromPrior = 0.0;
        for (var k = 0; k < all; k++)
        {
            var row = inverse.AsSpan(k * all, all);
            for (var i = 0; i < first; i++)
                fromPrior += precision[i] * row[i] * row[i];
            fromPrior += Dense.Dot(row[first..], row[first..]);
        }
        var condition = new double[all];
        for (var c = 0; c < prior.ConditionValues.Length; c++)
        {
            Array.Clear(condition);
            prior.Conditions.AsSpan(c * prior.Count, prior.Count).CopyTo(condition.AsSpan(first));
            Dense.SolveLower(factor, all, condition);
            fromPrior += Dense.Dot(condition, condition);
        }
        return all - fromPrior;
    }
}
