using EdgeTester.Analysis.Validation;

namespace EdgeTester.Analysis.Fitting;

/// <summary>
/// Chooses a circuit for a spectrum of which nothing is known: chains of arcs with the usual tails are grown until the
/// Bayesian criterion stops falling, simplified where an exponent is one or an element is not needed, and ranked;
/// circuits that say more than the data know are put behind the others.
/// </summary>
public static class CircuitSelector
{
    private static readonly string[] _tails = ["", "C", "Q", "W", "Wo", "Ws", "G", "H"];

    /// <summary>Chooses a circuit.</summary>
    /// <param name="spectrum">The data; at least 6 points.</param>
    /// <param name="options">How; null for the usual way.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="FitException">Too few points for any circuit.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static CircuitSelection Select(
        Spectrum spectrum,
        SelectionOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        options ??= new SelectionOptions();
        if (spectrum.Count < 6)
            throw new FitException(
                $"{spectrum.Count} point{(spectrum.Count == 1 ? " is" : "s are")} too few to choose a circuit: at least 6 are needed"
            );
        var test = LinearKramersKronig.Validate(spectrum);
        var leftOut =
            options.LeaveOutSuspects && test.Verdict == KramersKronigVerdict.ValidWithOutliers
                ? test.SuspectPoints.Select(point => point.Index).ToArray()
                : [];
        var used = leftOut.Length > 0 ? spectrum.Where(k => !leftOut.Contains(k)) : spectrum;
        var tried = new CandidatePool(used, options, test.NoisePercent, cancellation);
        Grow(tried, used, options);
        Vary(tried);
        var selection = Ranking.Of(tried.Fits, test.NoisePercent, leftOut);
        return options.Fit.Intervals == IntervalMethod.Linear
            ? selection
            : WithIntervals(selection, used, options, cancellation);
    }

    /// <summary>Gives the chosen circuit, and only that, the intervals that were asked for.</summary>
    private static CircuitSelection WithIntervals(
        CircuitSelection selection,
        Spectrum spectrum,
        SelectionOptions options,
        CancellationToken cancellation
    )
    {
        var best = selection.Best;
        var fit = CircuitFitter.Fit(
            spectrum,
            best.Fit.Circuit,
            options.Fit with
            {
                Start = FitStart.CircuitValues,
            },
            cancellation
        );
        return selection with { Candidates = [best with { Fit = fit }, .. selection.Candidates.Skip(1)] };
    }

    /// <summary>Grows every tail by one arc after the other, the simple circuits of all tails first.</summary>
    private static void Grow(CandidatePool tried, Spectrum spectrum, SelectionOptions options)
    {
        // Positive imaginary parts at the highest frequencies are the wiring's.
        var hasInductor = spectrum.Impedance.Take(Math.Max(2, spectrum.Count / 15)).All(z => z.Imaginary > 0);
        var best = _tails.ToDictionary(tail => tail, _ => double.PositiveInfinity);
        var worse = _tails.ToDictionary(tail => tail, _ => 0);
        for (var arcs = 0; arcs <= options.MaximumArcs; arcs++)
            foreach (var tail in _tails)
            {
                if (worse[tail] >= 2 || (tail is "H" && arcs > 1))
                    continue;
                var bic = tried.Try(new CandidateCircuit(true, hasInductor, new string('Q', arcs), tail));
                worse[tail] = bic < best[tail] - 2 ? 0 : worse[tail] + 1;
                best[tail] = Math.Min(best[tail], bic);
            }
    }

    private static void Vary(CandidatePool tried)
    {
        for (var round = 0; round < 3; round++)
        {
            var leaders = tried.Fits.OrderBy(pair => Ranking.Score(pair.Fit)).Take(3).ToArray();
            var count = tried.Fits.Count;
            foreach (var (candidate, fit) in leaders)
            foreach (var variant in Variants(candidate, fit))
                tried.Try(variant);
            if (tried.Fits.Count == count)
                return;
        }
    }

    private static IEnumerable<CandidateCircuit> Variants(CandidateCircuit candidate, CircuitFitResult fit)
    {
        yield return candidate with
        {
            HasInductor = !candidate.HasInductor,
        };
        if (candidate.HasResistor && fit.Parameters[0] is not { RelativeError: < 0.5 })
            yield return candidate with
            {
                HasResistor = false,
            };
        if (candidate.Tail is "W" or "Wo" or "Ws" && candidate.Arcs.Length > 0)
            yield return candidate with
            {
                IsNested = !candidate.IsNested,
            };
        if (candidate.IsNested)
            yield break;
        var exponents = fit
            .Parameters.Where(p => p.Name.EndsWith(".alpha", StringComparison.Ordinal))
            .ToArray();
        var place = 0;
        for (var k = 0; k < candidate.Arcs.Length; k++)
        {
            if (candidate.Arcs[k] != 'Q')
                continue;
            var alpha = exponents[place++];
            // The arcs of one kind come by falling frequency; a mixture keeps the order of its text.
            if (alpha.Value > 0.995 || alpha.Upper95 >= 1)
                yield return candidate with
                {
                    Arcs = candidate.Arcs.Remove(k, 1).Insert(k, "C"),
                };
        }
        if (candidate.Tail == "Q" && exponents.Length > 0)
        {
            if (exponents[^1].Value > 0.97)
                yield return candidate with
                {
                    Tail = "C",
                };
            if (exponents[^1].Value is > 0.4 and < 0.6)
                yield return candidate with
                {
                    Tail = "W",
                };
        }
    }
}
