namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// Joint estimate of a series: a few spectra are explored alone to find whether arcs or a smooth ln gamma describe
/// them, then all are fitted at once with a coupling in time.
/// </summary>
internal sealed class SeriesEstimator
{
    /// <summary>Sets of arcs of single spectra that the joint fit is begun from.</summary>
    private const int MostTemplates = 3;

    private static readonly double[] Strengths = [1e5, 1e4, 1e3, 100, 10, 1, 0.1];
    private readonly IReadOnlyList<Spectrum> _spectra;
    private readonly double[] _times;
    private readonly RelaxationOptions _options;
    private readonly double[] _tau;
    private readonly List<string> _warnings = [];

    public SeriesEstimator(IReadOnlyList<Spectrum> spectra, double[] times, RelaxationOptions options)
    {
        _spectra = spectra;
        _times = times;
        _options = options with { PointsPerDecade = Math.Min(options.PointsPerDecade, 20) };
        var widest = spectra.MinBy(s => s.FrequencyHz[^1])!;
        var fastest = spectra.MaxBy(s => s.FrequencyHz[0])!;
        _tau = options.TauSeconds is { } given
            ? given.Distinct().Order().ToArray()
            : TauGrid.Logarithmic(
                Math.Log10(1 / (2 * Math.PI * fastest.FrequencyHz[0])) - options.ExtensionDecades,
                Math.Log10(1 / (2 * Math.PI * widest.FrequencyHz[^1])) + options.ExtensionDecades,
                _options.PointsPerDecade
            );
        var flagged = spectra.Count(s => SpectrumCheck.Run(s).Count > 0);
        if (flagged > 0)
            _warnings.Add(
                $"{flagged} of {spectra.Count} spectra have a warning of their own: estimate them singly to read it"
            );
    }

    public RelaxationSeriesResult Run()
    {
        var total = _spectra.Count;
        var chosen = new[] { total - 1, 0, total / 2, 3 * total / 4, total / 4 }.Distinct().ToArray();
        var explored = chosen
            .Select(t =>
                new EvidenceEstimator(_spectra[t], _options with { TauSeconds = _tau }, []).Explore()
            )
            .ToArray();
        var template = explored.MaxBy(e => e.Series.Count)!.Series;
        var scale = explored.Max(e => e.Series.Scale);
        var data = _spectra.Select(s => Weighted(s, explored)).ToArray();
        var series = data.Select(d => template.Alike(d, scale)).ToArray();
        var coupling = new TimeCoupling(_times);

        var arcsPreferred = explored.All(e => e.Arcs is not null) && explored.Sum(Preference) > 0;
        if (arcsPreferred || _options.Method == RelaxationMethod.SumOfArcs)
        {
            var variance = explored.Select(e => e.Arcs!.Variance).Order().ElementAt(explored.Length / 2);
            JointEstimate? best = null;
            ArcSeries? bestSeries = null;
            foreach (
                var candidate in explored
                    .Select(e => e.Arcs!)
                    .OrderByDescending(a => a.ArcCount)
                    .DistinctBy(Shape)
                    .Take(MostTemplates)
            )
            {
                if (bestSeries is not null && candidate.ArcCount < bestSeries.ArcCount - 1)
                    continue;
                var attempt = new ArcSeries(data, series, coupling, candidate, variance);
                var estimate = attempt.Fit(Strengths);
                if (best is not null && estimate.LogEvidence <= best.LogEvidence)
                    continue;
                best = estimate;
                bestSeries = attempt;
            }
            return bestSeries!.Report(best!, _times, _tau, _options.Confidence, _options.Seed, _warnings);
        }
        return new SmoothSeries(data, series, coupling, _tau, explored).Report(
            Strengths,
            _times,
            _options.Confidence,
            _warnings
        );
    }

    private double Preference(Exploration found) =>
        _options.Method == RelaxationMethod.SmoothLogarithm ? -1
        : found.Arcs is null ? -1
        : found.Arcs.LogEvidence - found.Smooth.LogEvidence;

    /// <summary>Number and kind of the arcs by rising time constant, and roughly where they are.</summary>
    private static string Shape(ArcModel model) =>
        string.Join(
            ' ',
            Enumerable
                .Range(0, model.ArcCount)
                .OrderBy(model.LogTau)
                .Select(k => $"{(model.Asymmetric[k] ? 'H' : 'Z')}{Math.Round(model.LogTau(k) / 2):0}")
        );

    private static WeightedSpectrum Weighted(Spectrum spectrum, Exploration[] explored)
    {
        var own = explored.FirstOrDefault(e => ReferenceEquals(e.Data.Source, spectrum));
        if (own is not null)
            return own.Data;
        var data = new WeightedSpectrum(spectrum);
        if (explored.Select(e => e.ErrorStructure).Distinct().Count() == 1)
            ErrorStructure.Apply(data, explored[0].ErrorStructure);
        return data;
    }
}
