namespace EdgeTester.Analysis.Relaxation;

/// <summary>A series of smooth ln gamma with a coupling of all of ln gamma in time.</summary>
internal sealed class SmoothSeries
{
    private const int MostDirections = 40;

    /// <summary>
    /// How much more ln gamma may bend than one spectrum asks for: neighbours in time bring the noise down, so that all
    /// together can follow what a single one cannot.
    /// </summary>
    private const double Joint = 2;

    private readonly WeightedSpectrum[] _data;
    private readonly SeriesTerms[] _series;
    private readonly TimeCoupling _coupling;
    private readonly double[] _tau;
    private readonly SmoothMember[] _members;
    private readonly LogarithmPrior _prior;
    private readonly double[] _centre;
    private readonly double[] _seriesStart;
    private readonly double[] _unseen;

    public SmoothSeries(
        WeightedSpectrum[] data,
        SeriesTerms[] series,
        TimeCoupling coupling,
        double[] tau,
        Exploration[] explored
    )
    {
        _data = data;
        _series = series;
        _coupling = coupling;
        _tau = tau;
        // One grid in ln tau for all, from the widest spectrum.
        var widest = data.MaxBy(d => d.LogOmega[0] - d.LogOmega[^1])!;
        var grids = data.Select(d => new LogarithmGrid(d, tau, 12, 1.5, widest)).ToArray();
        var fits = data.Select((d, t) => new LogarithmFit(d, series[t], grids[t])).ToArray();
        var level = Math.Log(series[0].Scale / (grids[0].Nodes[^1] - grids[0].Nodes[0]));

        LogarithmEstimate? best = null;
        double[]? information = null;
        var at = explored
            .Select(e => Array.FindIndex(data, d => ReferenceEquals(d, e.Data)))
            // One spectrum given several times is explored several times but stands for itself once.
            .Where(index => index >= 0)
            .Distinct()
            .ToArray();
        var bending = Joint * Bending(fits[at[0]], grids[at[0]], series[at[0]], level, out best);
        foreach (var t in at)
        {
            var prior = SmoothPrior.Build(grids[t], level, bending, best.OnNodes());
            var estimate = fits[t].Run(prior, series[t].Start(), 20);
            var all = estimate.Unknowns.Length;
            var gram = new double[all * all];
            fits[t].Linearize(prior, estimate.Unknowns, gram, new double[all]);
            information ??= new double[prior.Count * prior.Count];
            var first = estimate.SeriesCount;
            for (var i = 0; i < prior.Count; i++)
            for (var j = 0; j < prior.Count; j++)
                information[i * prior.Count + j] += gram[(first + i) * all + first + j] / estimate.Variance;
            best = estimate;
        }
        _seriesStart = best.Series.ToArray();
        (_prior, _centre) = SmoothMember.Reduce(best.Prior, best.Xi, information!, MostDirections);
        _unseen = new double[tau.Length];
        for (var m = 0; m < tau.Length; m++)
        {
            var full = best.Prior.AnswerBasis.AsSpan(m * best.Prior.Count, best.Prior.Count);
            var seen = _prior.AnswerBasis.AsSpan(m * _prior.Count, _prior.Count);
            _unseen[m] = Math.Max(Dense.Dot(full, full) - Dense.Dot(seen, seen), 0);
        }
        _members = data.Select((d, t) => new SmoothMember(d, series[t], fits[t], _prior)).ToArray();
    }

    public RelaxationSeriesResult Report(
        IReadOnlyList<double> strengths,
        double[] times,
        double confidence,
        List<string> warnings
    )
    {
        var first = _series[0].Count;
        var p = first + _prior.Count;
        var centre = new double[p];
        var deviation = new double[p];
        var step = new double[p];
        for (var k = 0; k < p; k++)
        {
            (centre[k], deviation[k]) = k < first ? _series[0].Prior(k) : (_centre[k - first], 1);
            step[k] = k < first ? 0.05 : 0.5;
        }
        var start = _members
            .Select(_ =>
            {
                var x = new double[p];
                _seriesStart.CopyTo(x, 0);
                return x;
            })
            .ToArray();
        var fit = new JointFit(_members, _coupling, centre, deviation, step);
        var estimate = fit.Search(start, strengths);
        var changed = false;
        for (var t = 0; t < _members.Length; t++)
            changed |= OutlierSearch.Update(_data[t], _members[t].Impedance(estimate.Unknowns[t]));
        if (changed)
            estimate = fit.Refine(estimate);

        var writer = new SeriesWriter(times, _tau, confidence);
        var tracker = new PeakTracker();
        for (var t = 0; t < times.Length; t++)
        {
            var x = estimate.Unknowns[t];
            var mean = new double[_tau.Length];
            Dense.Multiply(_prior.AnswerBasis, _tau.Length, _prior.Count, x.AsSpan(first), mean);
            Dense.Add(mean, _prior.AnswerMean, 1);
            var root = new double[p * p];
            Dense.Cholesky(estimate.Covariances[t], p, root);
            var spread = new double[_tau.Length * p];
            for (var m = 0; m < _tau.Length; m++)
            for (var j = 0; j < p; j++)
            {
                var sum = 0.0;
                for (var k = Math.Max(j, first); k < p; k++)
                    sum += _prior.AnswerBasis[m * _prior.Count + k - first] * root[k * p + j];
                spread[m * p + j] = sum;
            }
            var value = _members[t].Impedance(x);
            // What the data say nothing about keeps the width of its prior.
            for (var m = 0; m < _tau.Length; m++)
                spread[m * p] = Math.Sqrt(spread[m * p] * spread[m * p] + _unseen[m]);
            var error = Math.Sqrt(estimate.Covariances[t][0]) * _series[t].Scale;
            var deviations = Enumerable
                .Range(0, _tau.Length)
                .Select(m => Math.Sqrt(Dense.Dot(spread.AsSpan(m * p, p), spread.AsSpan(m * p, p))))
                .ToArray();
            writer.Set(
                t,
                mean,
                deviations,
                deviations,
                _data[t],
                value,
                _series[t],
                x,
                error,
                estimate.Variance
            );
            var gamma = writer.Gamma(t);
            for (var m = 0; m < _tau.Length; m++)
            for (var j = 0; j < p; j++)
                spread[m * p + j] *= gamma[m];
            tracker.Add(t, times[t], PeakAnalysis.Describe(_tau, gamma, spread, p, confidence));
        }
        return writer.Write(
            $"smooth ln gamma, jointly over {times.Length} spectra",
            times.Length < 3 ? 0 : Median(estimate.Strength.SelectMany(row => row).ToArray()),
            tracker.Tracks(),
            warnings
        );
    }

    private static double Bending(
        LogarithmFit fit,
        LogarithmGrid grid,
        SeriesTerms series,
        double level,
        out LogarithmEstimate best
    )
    {
        var flat = new double[grid.Nodes.Length];
        Array.Fill(flat, level);
        var estimate = fit.Run(SmoothPrior.Build(grid, level, 0.4, flat), series.Start(), 25);
        best = estimate;
        var chosen = 0.4;
        foreach (var bending in new[] { 0.7, 1.2, 2, 3.5 })
        {
            estimate = fit.Run(
                SmoothPrior.Build(grid, level, bending, estimate.OnNodes()),
                estimate.Series.ToArray(),
                12
            );
            if (estimate.LogEvidence <= best.LogEvidence)
                continue;
            best = estimate;
            chosen = bending;
        }
        return chosen;
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
