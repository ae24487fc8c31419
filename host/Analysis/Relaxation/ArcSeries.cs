namespace EdgeTester.Analysis.Relaxation;

/// <summary>A series in which every spectrum has the same number and kind of arcs, moving smoothly in time.</summary>
internal sealed class ArcSeries
{
    /// <summary>Below so many standard deviations an arc is not seen in a spectrum.</summary>
    private const double SeenFrom = 2;

    /// <summary>An arc that changes its own spectrum by less than so many standard deviations in all is not seen.</summary>
    private const double LeastFelt = 3;

    /// <summary>Draws in pairs behind the band of each spectrum.</summary>
    private const int Draws = 64;

    private readonly ArcMember[] _members;
    private readonly Amplitude[] _amplitudes;
    private readonly JointFit _fit;
    private readonly double[] _start;

    public ArcSeries(
        WeightedSpectrum[] data,
        SeriesTerms[] series,
        TimeCoupling coupling,
        ArcModel model,
        double variance
    )
    {
        Asymmetric = model.Asymmetric;
        var first = series[0];
        var common = new double[first.Count + model.Unknowns.Length - model.Series.Count];
        first.Translate(model.Series, model.Unknowns).CopyTo(common, 0);
        Array.Copy(model.Unknowns, model.Series.Count, common, first.Count, common.Length - first.Count);
        var priors = new ArcFit(data[0], first.Scale);
        var atStart = new ArcModel(data[0], first, (double[])common.Clone(), model.Asymmetric);
        var centre = new double[common.Length];
        var deviation = new double[common.Length];
        var step = new double[common.Length];
        for (var k = 0; k < common.Length; k++)
        {
            (centre[k], deviation[k]) = priors.Prior(atStart, k);
            step[k] = k < first.Count ? 0.05 : 0.2;
        }
        _amplitudes = new Amplitude[ArcCount];
        for (var arc = 0; arc < ArcCount; arc++)
        {
            var knee =
                1 / data.Select(d => Felt(atStart, arc, d, variance)).Order().ElementAt(data.Length / 2);
            _amplitudes[arc] = new Amplitude(knee);
            var at = atStart.ArcStart(arc);
            common[at] = _amplitudes[arc].Unknown(atStart.Resistance(arc));
            centre[at] = 0.2 * first.Scale / knee;
            deviation[at] = first.Scale / knee;
            step[at] = Math.Max(0.2 * atStart.Resistance(arc) / knee, 0.5);
        }
        _start = common;
        _members = data.Select((d, t) => new ArcMember(d, series[t], model.Asymmetric, _amplitudes))
            .ToArray();
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
            var model = _members[t].Model(estimate.Unknowns[t]);
            model.Evaluate(model.Unknowns, value, []);
            changed |= OutlierSearch.Update(_members[t].Data, value);
        }
        return changed ? _fit.Refine(estimate) : estimate;
    }

    public RelaxationSeriesResult Report(
        JointEstimate estimate,
        double[] times,
        double[] tau,
        double confidence,
        int seed,
        List<string> warnings
    )
    {
        var writer = new SeriesWriter(times, tau, confidence);
        var logTau = tau.Select(value => Math.Log(value)).ToArray();
        var random = new Random(seed);
        var p = estimate.Unknowns[0].Length;
        var first = _members[0].Model(estimate.Unknowns[0]).Series.Count;
        var points = Enumerable.Range(0, ArcCount).Select(_ => new List<RelaxationTrackPoint>()).ToArray();
        for (var t = 0; t < times.Length; t++)
        {
            var model = _members[t].Model(estimate.Unknowns[t]);
            var root = (double[])estimate.Covariances[t].Clone();
            Dense.Cholesky(estimate.Covariances[t], p, root);
            var peaks = Enumerable
                .Range(0, ArcCount)
                .Select(arc => Peak(model, estimate.Unknowns[t], arc, estimate.Covariances[t], p, confidence))
                .ToArray();
            var seen = Enumerable
                .Range(0, ArcCount)
                .Select(arc =>
                    peaks[arc].Probability > NormalDistribution.Probability(SeenFrom)
                    && Felt(model, arc, _members[t].Data, estimate.Variance) * model.Resistance(arc)
                        > LeastFelt
                )
                .ToArray();
            var (mean, below, above) = Spread(t, model, estimate.Unknowns[t], root, seen, logTau, random);
            var value = new double[2 * _members[t].Data.Points];
            model.Evaluate(model.Unknowns, value, []);
            var deviation = Math.Sqrt(estimate.Covariances[t][0]) * model.Series.Scale;
            writer.Set(
                t,
                mean,
                below,
                above,
                _members[t].Data,
                value,
                model.Series,
                model.Unknowns,
                deviation,
                estimate.Variance
            );
            for (var arc = 0; arc < ArcCount; arc++)
                if (seen[arc])
                    points[arc].Add(new RelaxationTrackPoint(t, times[t], peaks[arc]));
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

    /// <summary>How many standard deviations of the noise in all one ohm in an arc changes a spectrum by.</summary>
    private static double Felt(ArcModel model, int arc, WeightedSpectrum data, double variance)
    {
        var column = new double[2 * data.Points];
        ArcModel.UnitArc(data, model.LogTau(arc), model.Exponents(arc).A, column);
        var square = 0.0;
        // A constant is not felt: the resistance in series takes it.
        for (var k = data.Points; k < column.Length; k++)
            square += column[k] * column[k] * data.Weight(k) * data.Weight(k);
        return Math.Max(Math.Sqrt(square / variance), 1e-300);
    }

    private RelaxationPeak Peak(
        ArcModel model,
        double[] unknowns,
        int arc,
        double[] covariance,
        int p,
        double confidence
    )
    {
        var half = NormalDistribution.HalfWidth(confidence);
        var start = model.ArcStart(arc);
        var resistance = model.Resistance(arc);
        var deviation = Math.Sqrt(covariance[start * p + start]);
        var tauDeviation = Math.Sqrt(covariance[(start + 1) * p + start + 1]);
        var (a, b) = model.Exponents(arc);
        var (shift, width) = ArcShape.PeakAndWidth(a, b);
        var tau = Math.Exp(model.LogTau(arc) + shift);
        var amplitude = _amplitudes[arc];
        return new RelaxationPeak(
            tau,
            tau * Math.Exp(-half * tauDeviation),
            tau * Math.Exp(half * tauDeviation),
            resistance,
            Math.Exp(amplitude.LogResistance(unknowns[start] - half * deviation)),
            Math.Exp(amplitude.LogResistance(unknowns[start] + half * deviation)),
            tau / resistance,
            width / Math.Log(10),
            NormalDistribution.Probability(unknowns[start] / Math.Max(deviation, 1e-12))
        );
    }

    /// <summary>
    /// ln gamma at the mode and its root mean square deviation to either side over draws. An arc that is not seen may
    /// not be there at all: then the lower side reaches to what the others leave.
    /// </summary>
    private (double[] Mean, double[] Below, double[] Above) Spread(
        int t,
        ArcModel model,
        double[] unknowns,
        double[] root,
        bool[] seen,
        double[] logTau,
        Random random
    )
    {
        var cell = logTau.Length > 1 ? (logTau[^1] - logTau[0]) / (logTau.Length - 1) : 0;
        var p = unknowns.Length;
        var mean = Logarithm(model);
        var below = new double[logTau.Length];
        var above = new double[logTau.Length];
        var step = new double[p];
        var moved = new double[p];
        for (var draw = 0; draw < Draws; draw++)
        {
            for (var j = 0; j < p; j++)
                step[j] = draw % 2 == 1 ? -step[j] : NormalDistribution.Draw(random);
            for (var i = 0; i < p; i++)
                moved[i] = unknowns[i] + Dense.Dot(root.AsSpan(i * p, i + 1), step.AsSpan(0, i + 1));
            _members[t].Clamp(moved);
            var there = Logarithm(_members[t].Model(moved));
            for (var m = 0; m < mean.Length; m++)
            {
                var distance = there[m] - mean[m];
                if (distance < 0)
                    below[m] += distance * distance;
                else
                    above[m] += distance * distance;
            }
        }
        for (var m = 0; m < mean.Length; m++)
        {
            below[m] = Math.Sqrt(2 * below[m] / Draws);
            above[m] = Math.Sqrt(2 * above[m] / Draws);
        }
        if (seen.All(s => s))
            return (mean, below, above);
        var without = (double[])model.Unknowns.Clone();
        for (var arc = 0; arc < seen.Length; arc++)
            if (!seen[arc])
                without[model.ArcStart(arc)] = -200;
        var rest = model.Gamma(without, logTau, cell);
        for (var m = 0; m < mean.Length; m++)
            below[m] += Math.Max(mean[m] - Math.Log(rest[m]), 0) / NormalDistribution.HalfWidth(0.95);
        return (mean, below, above);

        double[] Logarithm(ArcModel arcs)
        {
            var gamma = arcs.Gamma(arcs.Unknowns, logTau, cell);
            for (var m = 0; m < gamma.Length; m++)
                gamma[m] = Math.Log(gamma[m]);
            return gamma;
        }
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
