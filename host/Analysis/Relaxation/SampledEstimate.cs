namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// The hierarchical Bayesian estimate: ln gamma as arcs with a departure, the terms in series, how far the departure goes
/// and the scale of the noise are all unknown, and the answer is made of draws from their joint posterior.
/// </summary>
internal sealed class SampledEstimate
{
    /// <summary>Deviation of the departure that the chain starts with.</summary>
    public const double Deviation = 0.1;

    private const int WarmUp = 200;
    private const double FewestEffective = 100;
    private const double FewestDepartures = 10;
    private const double LargestReduction = 1.1;

    private readonly RelaxationOptions _options;
    private readonly LogarithmGrid _grid;
    private readonly SeriesTerms _series;
    private readonly LogarithmEstimate _mode;
    private readonly List<double[]> _curves = [];
    private readonly List<double> _resistances = [];
    private readonly List<double> _departures = [];
    private readonly double _acceptance;

    public SampledEstimate(
        WeightedSpectrum data,
        SeriesTerms series,
        LogarithmGrid grid,
        LogarithmFit fit,
        LogarithmEstimate mode,
        int arcs,
        RelaxationOptions options
    )
    {
        _options = options;
        _grid = grid;
        _series = series;
        _mode = mode;
        var all = mode.Unknowns.Length;
        var gram = new double[all * all];
        fit.Linearize(mode.Prior, mode.Unknowns, gram, new double[all]);
        var posterior = new LogarithmPosterior(data, series, grid, mode.Prior, arcs, Deviation);
        var chain = new HamiltonianChain(posterior, mode, gram, new Random(options.Seed));
        chain.Run(
            WarmUp,
            options.Draws,
            (x, _) =>
            {
                _curves.Add(posterior.OnAnswer(x));
                _resistances.Add(series.Resistance(posterior.Physical(x)));
                _departures.Add(x[^1]);
            }
        );
        _acceptance = chain.Acceptance;
    }

    /// <param name="floor">gamma at each point of the answer below which the data cannot tell it from zero.</param>
    /// <param name="warnings">Takes what a reader must know of the chain.</param>
    public EvidenceAnswer Answer(double[] floor, List<string> warnings)
    {
        int points = _grid.Answer.Length,
            count = _curves.Count;
        var gamma = new double[points];
        var lower = new double[points];
        var upper = new double[points];
        double[] ends = [(1 - _options.Confidence) / 2, (1 + _options.Confidence) / 2];
        var quantiles = new MixtureQuantiles();
        for (var m = 0; m < points; m++)
        {
            quantiles.Clear();
            foreach (var curve in _curves)
                quantiles.Add(curve[m], 1);
            var at = quantiles.At(ends);
            gamma[m] = Bounded(_curves.Average(curve => curve[m]));
            (lower[m], upper[m]) = (at[0], at[1]);
        }
        for (var m = 0; m < points; m++)
        {
            (lower[m], upper[m]) = ReadingAllowance.Widen(gamma, m, lower[m], upper[m]);
            // A logarithm never reaches zero; where the data cannot tell gamma from zero, the band does.
            if (gamma[m] < floor[m])
                lower[m] = 0;
        }
        var factor = new double[points * count];
        for (var m = 0; m < points; m++)
        for (var k = 0; k < count; k++)
            factor[m * count + k] = (Bounded(_curves[k][m]) - gamma[m]) / Math.Sqrt(count);
        var tau = _grid.Answer.Select(Math.Exp).ToArray();
        var mean = _resistances.Average();
        var effective = Scalars().Min(ChainDiagnosis.Effective);
        var reduction = Scalars().Max(ChainDiagnosis.Reduction);
        var settled = ChainDiagnosis.Effective(_departures.ToArray());
        if (effective < FewestEffective || reduction > LargestReduction || settled < FewestDepartures)
            warnings.Add(
                $"the chain of draws has not settled ({effective:0} effective draws of gamma, {settled:0} of the departure, reduction factor {reduction:0.00}): ask for more draws"
            );
        return new EvidenceAnswer(
            FormattableString.Invariant(
                $"hierarchical Bayes, arcs with a departure ({count} draws, {effective:0} effective, {settled:0} of the departure, acceptance {_acceptance:0.00}, reduction factor {reduction:0.00})"
            ),
            _mode,
            gamma,
            lower,
            upper,
            mean,
            Math.Sqrt(_resistances.Average(r => (r - mean) * (r - mean))),
            PeakAnalysis.Describe(tau, gamma, factor, count, _options.Confidence, true)
        );
    }

    /// <summary>What the chain is judged by: the series resistance and ln gamma at a few places.</summary>
    private IEnumerable<double[]> Scalars()
    {
        yield return _resistances.ToArray();
        for (var part = 1; part < 8; part++)
        {
            var m = part * _grid.Answer.Length / 8;
            yield return _curves.Select(curve => curve[m]).ToArray();
        }
    }

    private static double Bounded(double logarithm) => Math.Exp(Math.Clamp(logarithm, -300, 300));
}
