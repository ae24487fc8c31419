using System.Numerics;

namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// The estimate by evidence: a smooth ln gamma, and arcs with a smooth departure from them, each at several
/// strengths, weighted by how probable they make the data. Outliers and the error structure are found on the way.
/// </summary>
internal sealed class EvidenceEstimator
{
    private static readonly double[] Bendings = [0.35, 0.7, 1.2, 2, 3.5, 6];

    /// <summary>Prior probability of arcs without a departure.</summary>
    private const double AloneProbability = 0.96;

    /// <summary>Prior probability, relative to that of the arcs, of a distribution that is no sum of arcs.</summary>
    private const double SmoothProbability = 0.05;

    /// <summary>Standard deviations of the departure from the arcs, with their prior probabilities.</summary>
    private static readonly (double Deviation, double Probability)[] Departures =
    [
        (0.05, 0.02),
        (0.2, 0.015),
        (0.7, 0.005),
    ];

    private readonly Spectrum _spectrum;
    private readonly RelaxationOptions _options;
    private readonly List<string> _warnings;
    private readonly WeightedSpectrum _data;
    private readonly SeriesTerms _series;
    private readonly LogarithmGrid _grid;
    private readonly LogarithmFit _fit;
    private readonly double[] _tau;
    private readonly double _level;
    private string _errorStructure = "proportional to |Z|";

    public EvidenceEstimator(Spectrum spectrum, RelaxationOptions options, List<string> warnings)
    {
        _spectrum = spectrum;
        _options = options;
        _warnings = warnings;
        _data = new WeightedSpectrum(spectrum);
        if (options.Weighting == RelaxationWeighting.Unit)
            Array.Fill(_data.Sigma, spectrum.Impedance.Average(z => z.Magnitude));
        else if (options.Weighting == RelaxationWeighting.Modulus)
            for (var k = 0; k < 2 * _data.Points; k++)
                _data.Sigma[k] = spectrum.Impedance[k % _data.Points].Magnitude;
        if (options.Weighting == RelaxationWeighting.Unit)
            _errorStructure = "the same for every point";
        else if (spectrum.RelativeSigma is not null && options.Weighting == RelaxationWeighting.Noise)
            _errorStructure = "as the spectrum states";
        var blocking = options.SeriesElement switch
        {
            SeriesElement.Automatic => Blocking.IsSeen(spectrum),
            var element => element != SeriesElement.None,
        };
        _series = new SeriesTerms(
            _data,
            Scale(spectrum, blocking),
            options.Inductance ?? true,
            HasLossyInductance(spectrum),
            blocking,
            options.SeriesElement != SeriesElement.Capacitance,
            !blocking && SpectrumCheck.HasLoop(spectrum)
        );
        _tau = TauGrid.Build(spectrum, options);
        _grid = new LogarithmGrid(_data, _tau, 8, 1.5);
        _fit = new LogarithmFit(_data, _series, _grid);
        _level = Math.Log(_series.Scale / (_grid.Nodes[^1] - _grid.Nodes[0]));
    }

    public RelaxationResult Run()
    {
        var found = Explore();
        var report = new EvidenceReport(
            _spectrum,
            _options,
            _warnings,
            _data,
            _series,
            _grid,
            _fit,
            found.Search
        )
        {
            ErrorStructure = _errorStructure,
        };
        var candidates = Candidates(found.Smooth, found.Arcs, found.Search);
        if (_options.Method != RelaxationMethod.Sampled)
            return report.Write(candidates);
        if (found.Arcs is not { } arcs || HasSharpArc(arcs))
        {
            _warnings.Add(
                "an arc is too sharp to be sampled on a grid: the bands are those of the automatic method"
            );
            return report.Write(candidates);
        }
        var count = arcs.Unknowns.Length - _series.Count;
        var prior = ArcPrior.Build(_grid, _data, arcs, found.Search.Fit, SampledEstimate.Deviation);
        var mode = _fit.Run(prior, arcs.Unknowns.AsSpan(0, _series.Count).ToArray(), 15);
        var sampled = new SampledEstimate(_data, _series, _grid, _fit, mode, count, _options);
        return report.Finish(sampled.Answer(Detection.Floor(_data, _grid.Answer, mode.Variance), _warnings));
    }

    /// <summary>The smooth estimate and the arcs, under the error structure and without the outliers found.</summary>
    public Exploration Explore()
    {
        var smooth = Robust();
        ArcModel? arcs = null;
        var search = new ArcSearch(_data, _series);
        if (_options.Method != RelaxationMethod.SmoothLogarithm)
            arcs = search.Run(Starts(smooth), smooth.Series.ToArray());
        // Points that only the smooth estimate could not follow come back, and others may stand out now.
        if (_options.RejectOutliers && OutlierSearch.Update(_data, Values(arcs, smooth)))
            Repeat();
        if (_options.Weighting == RelaxationWeighting.Noise && _spectrum.RelativeSigma is null)
            for (var round = 0; round < 2; round++)
            {
                var chosen = ErrorStructure.Choose(_data, Values(arcs, smooth));
                if (chosen is null)
                    break;
                _errorStructure = chosen;
                Repeat();
            }
        return new Exploration(smooth, arcs, search, _data, _series, _errorStructure);

        void Repeat()
        {
            smooth = Smooth(1.2, smooth, 15);
            if (arcs is null)
                return;
            var starts = Enumerable.Range(0, arcs.ArcCount).Select(k => (arcs.LogTau(k), arcs.Resistance(k)));
            arcs = search.Run(starts.ToList(), arcs.Unknowns.AsSpan(0, _series.Count).ToArray());
        }
    }

    /// <summary>Estimates that compete, with the logarithm of evidence times prior probability.</summary>
    private List<EvidenceCandidate> Candidates(LogarithmEstimate smooth, ArcModel? arcs, ArcSearch search)
    {
        var fit = search.Fit;
        var candidates = new List<EvidenceCandidate>();
        if (arcs is not null)
        {
            candidates.Add(OfArcs(arcs, fit));
            foreach (var alternative in search.Alternatives(arcs, 4, 4))
                candidates.Add(OfArcs(alternative, fit));
            var series = arcs.Unknowns.AsSpan(0, _series.Count).ToArray();
            foreach (var (deviation, probability) in Departures)
            {
                if (_options.Method == RelaxationMethod.SumOfArcs || HasSharpArc(arcs))
                    break;
                var estimate = _fit.Run(ArcPrior.Build(_grid, _data, arcs, fit, deviation), series, 12);
                candidates.Add(
                    new EvidenceCandidate(
                        estimate,
                        estimate.LogEvidence + arcs.LogStructure + Math.Log(probability),
                        arcs
                    )
                );
                // Where a small departure explains nothing, a larger one explains less.
                if (estimate.LogEvidence < candidates[0].Estimate.LogEvidence - 1)
                    break;
            }
        }
        if (_options.Method == RelaxationMethod.SumOfArcs)
            return candidates;
        // From the middle outwards, each way until the evidence has fallen too far to matter.
        var middle = Array.IndexOf(Bendings, 1.2);
        var centre = smooth;
        Add(centre);
        var highest = candidates.Max(c => c.LogWeight);
        if (centre.LogEvidence > highest - 15)
            foreach (var direction in new[] { 1, -1 })
            {
                var previous = centre;
                for (var k = middle + direction; k >= 0 && k < Bendings.Length; k += direction)
                {
                    previous = Smooth(Bendings[k], previous, 12);
                    Add(previous);
                    if (
                        previous.LogEvidence
                        < candidates.Where(c => !c.FromArcs).Max(c => c.Estimate.LogEvidence) - 6
                    )
                        break;
                }
            }
        return candidates;

        void Add(LogarithmEstimate estimate) =>
            candidates.Add(
                new EvidenceCandidate(
                    estimate,
                    estimate.LogEvidence + Math.Log(SmoothProbability / Bendings.Length)
                )
            );
    }

    /// <summary>The arcs alone; at their best already, so that their estimate needs no iteration.</summary>
    private EvidenceCandidate OfArcs(ArcModel arcs, ArcFit fit)
    {
        var series = arcs.Unknowns.AsSpan(0, _series.Count).ToArray();
        var prior = ArcPrior.Build(_grid, _data, arcs, fit, 0);
        var estimate = _fit.Run(prior, series, 0, arcs.Variance);
        return new EvidenceCandidate(
            estimate,
            estimate.LogEvidence + arcs.LogStructure + Math.Log(AloneProbability),
            arcs,
            true
        );
    }

    /// <summary>An arc so sharp that its ln gamma is no line in its unknowns over their uncertainty.</summary>
    private static bool HasSharpArc(ArcModel arcs) =>
        Enumerable.Range(0, arcs.ArcCount).Any(k => arcs.Exponents(k).A > 0.97);

    private LogarithmEstimate Smooth(double bending, LogarithmEstimate from, int iterations) =>
        _fit.Run(
            SmoothPrior.Build(_grid, _level, bending, from.OnNodes()),
            from.Series.ToArray(),
            iterations
        );

    /// <summary>A smooth estimate from nothing, repeated until no point is newly taken for an outlier.</summary>
    private LogarithmEstimate Robust()
    {
        var flat = new double[_grid.Nodes.Length];
        Array.Fill(flat, _level);
        var stiff = _fit.Run(SmoothPrior.Build(_grid, _level, 0.4, flat), _series.Start(), 25);
        var estimate = Smooth(1.2, stiff, 15);
        if (!_options.RejectOutliers)
            return estimate;
        estimate = Resist(estimate);
        for (var round = 0; round < 4; round++)
        {
            if (!OutlierSearch.Update(_data, _fit.Impedance(estimate.Prior, estimate.Unknowns)))
                break;
            estimate = Smooth(1.2, estimate, 15);
        }
        return estimate;
    }

    /// <summary>
    /// Where some points stand out, refits with weights of Student's t (4 degrees of freedom), so that those points do
    /// not bend the fit that they are judged by.
    /// </summary>
    private LogarithmEstimate Resist(LogarithmEstimate estimate)
    {
        var sigma = (double[])_data.Sigma.Clone();
        for (var round = 0; round < 6; round++)
        {
            var fit = _fit.Impedance(estimate.Prior, estimate.Unknowns);
            sigma.CopyTo(_data.Sigma, 0);
            var misfit = OutlierSearch.Misfit(_data, fit, out _);
            if (round == 0 && misfit.Max() < OutlierSearch.Limit)
                return estimate;
            for (var k = 0; k < sigma.Length; k++)
                _data.Sigma[k] =
                    sigma[k] * Math.Sqrt((4 + misfit[k % _data.Points] * misfit[k % _data.Points]) / 5);
            _data.Version++;
            estimate = Smooth(1.2, estimate, 12);
        }
        sigma.CopyTo(_data.Sigma, 0);
        _data.Version++;
        return estimate;
    }

    private double[] Values(ArcModel? arcs, LogarithmEstimate smooth)
    {
        if (arcs is null || arcs.LogEvidence < smooth.LogEvidence)
            return _fit.Impedance(smooth.Prior, smooth.Unknowns);
        var value = new double[2 * _data.Points];
        arcs.Evaluate(arcs.Unknowns, value, []);
        return value;
    }

    /// <summary>Guesses for arcs: the peaks of the smooth estimate.</summary>
    private List<(double LogTau, double Resistance)> Starts(LogarithmEstimate smooth)
    {
        var gamma = smooth.OnNodes().Select(Math.Exp).ToArray();
        var starts = new List<(double, double)>();
        foreach (var peak in PeakFinder.Find(gamma, 0.02 * gamma.Max()))
        {
            var area = 0.0;
            for (var k = peak.Left; k <= peak.Right; k++)
                area += gamma[k] * _grid.Step;
            starts.Add((_grid.Nodes[peak.Index], Math.Max(area, 1e-6 * _series.Scale)));
        }
        if (starts.Count == 0)
            starts.Add((_grid.Nodes[_grid.Nodes.Length / 2], 0.3 * _series.Scale));
        return starts.OrderByDescending(s => s.Item2).Take(6).ToList();
    }

    /// <summary>The real part rises towards the highest frequencies while the imaginary part is inductive.</summary>
    private static bool HasLossyInductance(Spectrum spectrum)
    {
        var z = spectrum.Impedance;
        var inductive = 0;
        while (inductive < z.Count && z[inductive].Imaginary > 0)
            inductive++;
        return inductive >= 3
            && z[0].Real > z[1].Real
            && z[0].Real > 1.02 * z.Take(inductive + 1).Min(v => v.Real);
    }

    /// <summary>The size in ohm of what relaxes.</summary>
    private static double Scale(Spectrum spectrum, bool blocking)
    {
        var z = spectrum.Impedance;
        if (blocking)
        {
            var resistive = z.Where(v => Math.Abs(v.Imaginary) < Math.Abs(v.Real)).ToArray();
            return resistive.Length > 0 ? resistive.Max(v => Math.Abs(v.Real)) : z[0].Magnitude;
        }
        var range = z.Max(v => v.Real) - z.Min(v => v.Real);
        return Math.Max(range, 1e-3 * z.Max(v => v.Magnitude));
    }
}
