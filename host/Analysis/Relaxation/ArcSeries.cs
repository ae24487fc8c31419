namespace EdgeTester.Analysis.Relaxation;

/// <summary>A series in which every spectrum has the same number and kind of arcs, moving smoothly in time.</summary>
internal sealed class ArcSeries
{
    /// <summary>Below so many standard deviations an arc is not seen in a spectrum.</summary>
    private const double SeenFrom = 2;

    private readonly ArcMember[] _members;
    private readonly JointFit _fit;
    private readonly double[] _start;

    public ArcSeries(WeightedSpectrum[] data, SeriesTerms[] series, TimeCoupling coupling, ArcModel model)
    {
        Asymmetric = model.Asymmetric;
        _members = data.Select((d, t) => new ArcMember(d, series[t], model.Asymmetric)).ToArray();
        var first = series[0];
        var common = new double[first.Count + model.Unknowns.Length - model.Series.Count];
        first.Translate(model.Series, model.Unknowns).CopyTo(common, 0);
        Array.Copy(model.Unknowns, model.Series.Count, common, first.Count, common.Length - first.Count);
        _start = common;
        var priors = new ArcFit(data[0], first.Scale);
        var atStart = new ArcModel(data[0], first, common, model.Asymmetric);
        var centre = new double[common.Length];
        var deviation = new double[common.Length];
        var step = new double[common.Length];
        for (var k = 0; k < common.Length; k++)
        {
            (centre[k], deviation[k]) = priors.Prior(atStart, k);
            step[k] = k < first.Count ? 0.05 : 0.2;
        }
        _fit = new JointFit(_members, coupling, centre, deviation, step);
    }

    public bool[] Asymmetric { get; }

    public int ArcCount => Asymmetric.Length;

    public JointEstimate Fit(IReadOnlyList<double> strengths)
    {
        var start = _members.Select(_ => (double[])_start.Clone()).ToArray();
        var estimate = _fit.Search(start, strengths);
        var changed = false;
        for (var t = 0; t < _members.Length; t++)
        {
            var value = new double[2 * _members[t].Data.Points];
            _members[t].Model(estimate.Unknowns[t]).Evaluate(estimate.Unknowns[t], value, []);
            changed |= OutlierSearch.Update(_members[t].Data, value);
        }
        return changed ? _fit.Refine(estimate) : estimate;
    }

    public RelaxationSeriesResult Report(
        JointEstimate estimate,
        double[] times,
        double[] tau,
        double confidence,
        List<string> warnings
    )
    {
        var writer = new SeriesWriter(times, tau, confidence);
        var p = estimate.Unknowns[0].Length;
        var first = _members[0].Model(estimate.Unknowns[0]).Series.Count;
        var points = Enumerable.Range(0, ArcCount).Select(_ => new List<RelaxationTrackPoint>()).ToArray();
        for (var t = 0; t < times.Length; t++)
        {
            var model = _members[t].Model(estimate.Unknowns[t]);
            var root = (double[])estimate.Covariances[t].Clone();
            Dense.Cholesky(estimate.Covariances[t], p, root);
            var (mean, slopes) = Tangent(model, tau);
            var spread = new double[tau.Length * p];
            for (var m = 0; m < tau.Length; m++)
            for (var j = 0; j < p; j++)
            {
                var sum = 0.0;
                for (var k = j; k < p; k++)
                    sum += slopes[m * p + k] * root[k * p + j];
                spread[m * p + j] = sum;
            }
            var value = new double[2 * _members[t].Data.Points];
            model.Evaluate(model.Unknowns, value, []);
            var deviation = Math.Sqrt(estimate.Covariances[t][0]) * model.Series.Scale;
            writer.Set(
                t,
                mean,
                spread,
                p,
                _members[t].Data,
                value,
                model.Series,
                model.Unknowns,
                deviation,
                estimate.Variance
            );
            for (var arc = 0; arc < ArcCount; arc++)
            {
                var peak = Peak(model, arc, estimate.Covariances[t], p, confidence);
                if (
                    peak.Probability > NormalDistribution.Probability(SeenFrom)
                    && IsFelt(model, arc, estimate.Variance, t)
                )
                    points[arc].Add(new RelaxationTrackPoint(t, times[t], peak));
            }
        }
        var tracks = points
            .Where(list => list.Count > 0)
            .OrderBy(list => list.Average(point => Math.Log(point.Peak.TauSeconds)))
            .Select((list, k) => new RelaxationTrack(k + 1, list))
            .ToArray();
        return writer.Write(
            $"{ArcCount} arcs, jointly over {times.Length} spectra ({first} terms in series)",
            times.Length < 3 ? 0 : Median(estimate.Strength.SelectMany(row => row).ToArray()),
            tracks,
            warnings
        );
    }

    /// <summary>Whether the arc changes its own spectrum by more than three standard deviations of the noise in all.</summary>
    private bool IsFelt(ArcModel model, int arc, double variance, int t)
    {
        var data = _members[t].Data;
        var column = new double[2 * data.Points];
        ArcModel.UnitArc(data, model.LogTau(arc), model.Exponents(arc).A, column);
        var square = 0.0;
        // A constant is not felt: the resistance in series takes it.
        for (var k = data.Points; k < column.Length; k++)
            square += column[k] * column[k] * data.Weight(k) * data.Weight(k);
        return model.Resistance(arc) * Math.Sqrt(square / variance) > 3;
    }

    private RelaxationPeak Peak(ArcModel model, int arc, double[] covariance, int p, double confidence)
    {
        var half = NormalDistribution.HalfWidth(confidence);
        var start = model.ArcStart(arc);
        var resistance = model.Resistance(arc);
        var resistanceDeviation = Math.Sqrt(covariance[start * p + start]);
        var tauDeviation = Math.Sqrt(covariance[(start + 1) * p + start + 1]);
        var (a, b) = model.Exponents(arc);
        var (shift, width) = ArcShape.PeakAndWidth(a, b);
        var tau = Math.Exp(model.LogTau(arc) + shift);
        return new RelaxationPeak(
            tau,
            tau * Math.Exp(-half * tauDeviation),
            tau * Math.Exp(half * tauDeviation),
            resistance,
            resistance * Math.Exp(-half * resistanceDeviation),
            resistance * Math.Exp(half * resistanceDeviation),
            tau / resistance,
            width / Math.Log(10),
            NormalDistribution.Probability(1 / Math.Max(resistanceDeviation, 1e-12))
        );
    }

    /// <summary>ln gamma and its derivatives by the unknowns at each time constant.</summary>
    private static (double[] Mean, double[] Slopes) Tangent(ArcModel model, double[] tau)
    {
        var p = model.Unknowns.Length;
        var first = model.Series.Count;
        var cell = Math.Log(tau[^1] / tau[0]) / Math.Max(tau.Length - 1, 1);
        var mean = new double[tau.Length];
        var slopes = new double[tau.Length * p];
        var logTau = tau.Select(value => Math.Log(value)).ToArray();
        var gamma = model.Gamma(model.Unknowns, logTau, cell);
        for (var m = 0; m < tau.Length; m++)
            mean[m] = Math.Log(gamma[m]);
        for (var k = first; k < p; k++)
        {
            var moved = (double[])model.Unknowns.Clone();
            moved[k] += 1e-4;
            gamma = model.Gamma(moved, logTau, cell);
            for (var m = 0; m < tau.Length; m++)
                slopes[m * p + k] = (Math.Log(gamma[m]) - mean[m]) / 1e-4;
        }
        return (mean, slopes);
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
