namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// The joint posterior of the terms in series, of ln gamma as arcs with a departure, and of how far the departure goes, at
/// a given scale of the noise. Unknowns in this order: those of <see cref="SeriesTerms"/> (what cannot be negative enters
/// by its magnitude), xi of the prior, ln of the departure's deviation over the one that the prior was built with.
/// </summary>
internal sealed class LogarithmPosterior
{
    /// <summary>Centre of the prior of the departure's deviation, which is normal in its logarithm.</summary>
    private const double DeviationCentre = 0.02;

    private const double DeviationSpread = 0.8;

    private readonly WeightedSpectrum _data;
    private readonly SeriesTerms _series;
    private readonly LogarithmPrior _prior;
    private readonly ReducedKernel _kernel;
    private readonly double[] _target;
    private readonly double _outside;
    private readonly double _strengthCentre;
    private readonly int _arcs;

    /// <param name="data">The spectrum.</param>
    /// <param name="series">The terms in series.</param>
    /// <param name="grid">The grids.</param>
    /// <param name="prior">Arcs with a departure, from <see cref="ArcPrior"/>.</param>
    /// <param name="arcs">Number of components of xi that belong to the arcs; the others are the departure.</param>
    /// <param name="deviation">Deviation of the departure that the prior was built with.</param>
    public LogarithmPosterior(
        WeightedSpectrum data,
        SeriesTerms series,
        LogarithmGrid grid,
        LogarithmPrior prior,
        int arcs,
        double deviation
    )
    {
        _data = data;
        _series = series;
        _prior = prior;
        _kernel = new ReducedKernel(data, series, grid);
        var target = (double[])data.Value.Clone();
        Dense.Add(target, prior.Offset, -1);
        _target = _kernel.Project(target, out _outside);
        _arcs = arcs;
        _strengthCentre = Math.Log(DeviationCentre / deviation);
    }

    public int Count => _series.Count + _prior.Count + 1;

    public int Observations => 2 * _data.UsedCount;

    /// <summary>Square of the scale of the noise.</summary>
    public double Variance { get; set; } = 1;

    /// <summary>Sum of squared residuals at the last place that <see cref="Energy"/> was asked for.</summary>
    public double Square { get; private set; }

    /// <summary>The unknowns of the terms in series in their physical range.</summary>
    public double[] Physical(ReadOnlySpan<double> x)
    {
        var p = x[.._series.Count].ToArray();
        for (var k = 0; k < p.Length; k++)
            p[k] *= Sign(x, k);
        return p;
    }

    /// <summary>ln gamma on the grid of the answer.</summary>
    public double[] OnAnswer(ReadOnlySpan<double> x)
    {
        var f = new double[_prior.AnswerMean.Length];
        Dense.Multiply(_prior.AnswerBasis, f.Length, _prior.Count, Coordinates(x), f);
        Dense.Add(f, _prior.AnswerMean, 1);
        return f;
    }

    /// <summary>Minus the logarithm of the density, up to a constant, and its gradient by all unknowns but the last.</summary>
    public double Energy(ReadOnlySpan<double> x, Span<double> gradient)
    {
        int first = _series.Count,
            count = _prior.Count,
            nodes = _prior.Mean.Length;
        var p = Physical(x);
        gradient.Clear();
        if (!_series.IsPossible(p))
            return double.PositiveInfinity;
        var w = Coordinates(x);
        var gamma = new double[nodes];
        Dense.Multiply(_prior.Basis, nodes, count, w, gamma);
        var residual = (double[])_target.Clone();
        var columns = SeriesColumns(p, residual);
        for (var node = 0; node < nodes; node++)
        {
            gamma[node] = Math.Exp(Math.Clamp(gamma[node] + _prior.Mean[node], -300, 300));
            Dense.Add(residual, _kernel.Kernel.AsSpan(node * _kernel.Rows, _kernel.Rows), -gamma[node]);
        }
        Square = _outside + Dense.Dot(residual, residual);

        var energy = 0.5 * Square / Variance;
        var slope = new double[count];
        for (var node = 0; node < nodes; node++)
        {
            var pull = Dense.Dot(_kernel.Kernel.AsSpan(node * _kernel.Rows, _kernel.Rows), residual);
            Dense.Add(slope, _prior.Basis.AsSpan(node * count, count), -gamma[node] * pull / Variance);
        }
        var scale = Math.Exp(x[^1]);
        for (var j = 0; j < count; j++)
        {
            energy += 0.5 * x[first + j] * x[first + j];
            gradient[first + j] = x[first + j] + slope[j] * (j < _arcs ? 1 : scale);
        }
        for (var k = 0; k < first; k++)
        {
            var (centre, deviation) = _series.Prior(k);
            var distance = (p[k] - centre) / deviation;
            energy += 0.5 * distance * distance;
            var pull = Dense.Dot(columns.AsSpan(k * _kernel.Rows, _kernel.Rows), residual);
            gradient[k] = Sign(x, k) * (distance / deviation - pull / Variance);
        }
        energy += StrengthEnergy(x[^1]);
        return double.IsFinite(energy) ? energy : double.PositiveInfinity;
    }

    /// <summary>
    /// The curvature of the energy to first order, by all unknowns but the last.
    /// </summary>
    /// <param name="gram">J^T J at the deviation that the prior was built with.</param>
    /// <param name="strength">The last unknown.</param>
    /// <param name="result">The curvature, as long as <paramref name="gram"/>.</param>
    public void Curvature(double[] gram, double strength, double[] result)
    {
        int all = _series.Count + _prior.Count,
            departure = _series.Count + _arcs;
        var scale = Math.Exp(strength);
        for (var i = 0; i < all; i++)
        {
            for (var j = 0; j < all; j++)
                result[i * all + j] =
                    gram[i * all + j] / Variance * (i < departure ? 1 : scale) * (j < departure ? 1 : scale);
            var deviation = i < _series.Count ? _series.Prior(i).Deviation : 1;
            result[i * all + i] += 1 / (deviation * deviation);
        }
    }

    /// <summary>
    /// Draws the departure's deviation anew, once with the departure held and once with its coordinates held: the one
    /// moves where the data determine the departure, the other where they do not
    /// (Yu and Meng, J. Comput. Graph. Stat. 20 (2011) 531, doi:10.1198/jcgs.2011.203main).
    /// </summary>
    public void DrawDeviation(double[] x, Random random)
    {
        var departure = x.AsSpan(_series.Count + _arcs, _prior.Count - _arcs);
        var old = x[^1];
        var squares = Dense.Dot(departure, departure) * Math.Exp(2 * old);
        var number = departure.Length;
        x[^1] = SliceSampling.Draw(
            old,
            1,
            strength =>
                -number * strength - 0.5 * squares * Math.Exp(-2 * strength) - StrengthEnergy(strength),
            random
        );
        var ratio = Math.Exp(old - x[^1]);
        foreach (ref var value in departure)
            value *= ratio;

        var trial = (double[])x.Clone();
        var gradient = new double[x.Length - 1];
        x[^1] = SliceSampling.Draw(
            x[^1],
            1,
            strength =>
            {
                trial[^1] = strength;
                return -Energy(trial, gradient);
            },
            random
        );
    }

    /// <summary>Minus the logarithm of the prior of the departure's deviation.</summary>
    private double StrengthEnergy(double strength)
    {
        var distance = (strength - _strengthCentre) / DeviationSpread;
        return 0.5 * distance * distance;
    }

    private double[] Coordinates(ReadOnlySpan<double> x)
    {
        var w = x.Slice(_series.Count, _prior.Count).ToArray();
        var scale = Math.Exp(x[^1]);
        for (var j = _arcs; j < w.Length; j++)
            w[j] *= scale;
        return w;
    }

    /// <summary>Takes the terms in series off the residual; returns the derivatives of the weighted impedance.</summary>
    private double[] SeriesColumns(double[] p, double[] residual)
    {
        int rows = _kernel.Rows,
            first = _series.Count;
        if (!_kernel.IsReduced)
        {
            var value = new double[rows];
            var columns = new double[first * rows];
            _series.Evaluate(p, value, columns);
            for (var k = 0; k < rows; k++)
            {
                var weight = _data.Weight(k);
                residual[k] -= weight * value[k];
                for (var j = 0; j < first; j++)
                    columns[j * rows + k] *= weight;
            }
            return columns;
        }
        var derivatives = (double[])_kernel.Series.Clone();
        for (var j = 0; j < first; j++)
        {
            var isPhase = j == _series.PhaseAt;
            var amount = isPhase ? Math.Exp(p[j] - _series.Start()[j]) : p[j];
            var column = derivatives.AsSpan(j * rows, rows);
            Dense.Add(residual, column, -amount);
            if (!isPhase)
                continue;
            foreach (ref var value in column)
                value *= amount;
        }
        return derivatives;
    }

    private int Sign(ReadOnlySpan<double> x, int unknown) =>
        (unknown == 0 || unknown == _series.InductanceAt || unknown == _series.LoopAt) && x[unknown] < 0
            ? -1
            : 1;
}
