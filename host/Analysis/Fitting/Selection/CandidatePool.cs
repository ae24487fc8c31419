namespace EdgeTester.Analysis.Fitting;

/// <summary>A chain with its fit.</summary>
internal sealed record FittedChain(Chain Chain, CircuitFitResult Fit)
{
    public double Score { get; } = Ranking.Score(Fit);
}

/// <summary>Every candidate that was fitted; those that cannot win whatever they fit are not fitted.</summary>
internal sealed class CandidatePool(
    Spectrum spectrum,
    SelectionOptions options,
    double noisePercent,
    CancellationToken cancellation
)
{
    /// <summary>A circuit that is reached on different ways is fitted from so many of their values.</summary>
    private const int MostStarts = 2;

    private readonly Dictionary<string, int> _tried = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FittedChain> _best = new(StringComparer.Ordinal);
    private readonly FitOptions _quick = options.Fit with
    {
        Intervals = IntervalMethod.Linear,
        Start = FitStart.CircuitValues,
        FinalIterations = 40,
    };
    private double _bestBic = double.PositiveInfinity;
    private double _smallestRms = double.IsFinite(noisePercent) ? noisePercent : 0;
    private CircuitFitResult? _reference;

    /// <summary>The best fit of each circuit.</summary>
    public IEnumerable<FittedChain> Fits => _best.Values;

    /// <summary>The best so far, best first.</summary>
    public FittedChain[] Leaders(int count) =>
        _best.Values.OrderBy(f => f.Score).ThenBy(f => f.Chain.Text.Length).Take(count).ToArray();

    /// <summary>The one that fits best for its size, whatever speaks against it: the way to a better circuit may lead over it.</summary>
    public FittedChain? Closest() => _best.Values.MinBy(f => Ranking.Criterion(f.Fit));

    /// <summary>Fits the chain from its values if that is new and of use.</summary>
    public void Try(Chain chain)
    {
        var attempts = _tried.GetValueOrDefault(chain.Text);
        if (chain.Terms.Count == 0 || attempts >= MostStarts)
            return;
        _tried[chain.Text] = attempts + 1;
        var circuit = chain.Circuit;
        var free = circuit.Parameters.Count(p => !p.IsFixed);
        if (free + 2 > 2 * spectrum.Count || LowestBic(free) > _bestBic)
            return;
        cancellation.ThrowIfCancellationRequested();
        CircuitFitResult fit;
        try
        {
            fit = CircuitFitter.Fit(spectrum, circuit, _quick, cancellation);
        }
        catch (FitException)
        {
            return;
        }
        Keep(chain, fit);
    }

    /// <summary>Looks for a lower minimum of a circuit from starts of its own.</summary>
    public void Polish(FittedChain fitted) =>
        Keep(
            fitted.Chain,
            CircuitFitter.Fit(
                spectrum,
                fitted.Chain.Circuit,
                _quick with
                {
                    Start = FitStart.Search,
                },
                cancellation
            )
        );

    private void Keep(Chain chain, CircuitFitResult fit)
    {
        _reference ??= fit;
        if (_best.TryGetValue(chain.Text, out var known) && known.Fit.ChiSquare <= fit.ChiSquare)
            return;
        // Arcs may pass each other on the way to the minimum: then they are written in their order and fitted from there.
        var ordered = chain.WithValues(fit.Values);
        if (!ordered.Circuit.Values().SequenceEqual(fit.Values))
        {
            fit = CircuitFitter.Fit(spectrum, ordered.Circuit, _quick, cancellation);
            ordered = ordered.WithValues(fit.Values);
            if (_best.TryGetValue(ordered.Text, out known) && known.Fit.ChiSquare <= fit.ChiSquare)
                return;
        }
        var fitted = new FittedChain(ordered, fit);
        _best[ordered.Text] = fitted;
        _smallestRms = Math.Min(_smallestRms, fit.ResidualRmsPercent);
        if (fitted.Score <= Ranking.Criterion(fit))
            _bestBic = Math.Min(_bestBic, fitted.Score);
    }

    /// <summary>
    /// The criterion that a circuit with so many parameters has if it fits a little below the noise that the
    /// Kramers-Kronig test finds: no circuit does better.
    /// </summary>
    private double LowestBic(int free)
    {
        if (_reference is not { } reference || options.Fit.Weighting != Weighting.Modulus)
            return double.NegativeInfinity;
        var n = 2.0 * spectrum.Count;
        // Each parameter takes its share of the noise with it; 4 % is the error of the noise level itself.
        var rms = 0.96 * _smallestRms * Math.Sqrt(Math.Max(0.1, 1 - free / n));
        var fitted = reference.Parameters.Count(p => p.State != ParameterState.Fixed);
        return Ranking.Criterion(reference)
            - n * Math.Log(Ranking.Floored(reference.ResidualRmsPercent) / Ranking.Floored(rms))
            + (free - fitted) * Math.Log(n);
    }
}
