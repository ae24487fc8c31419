using System.Globalization;

namespace EdgeTester.Analysis.Fitting;

/// <summary>The circuit that is chosen for a series.</summary>
/// <param name="Text">The circuit in Boukamp's code.</param>
/// <param name="Explanation">Why, in words.</param>
public sealed record SeriesCircuitChoice(string Text, string Explanation);

/// <summary>
/// Chooses one circuit for a series of spectra of one cell: the circuits that are good for some of them are tried on
/// others of the series too, and the lowest sum of Bayesian criteria wins.
/// </summary>
public static class SeriesCircuit
{
    /// <summary>Most spectra that are looked at, spread evenly over the series.</summary>
    private const int Samples = 5;

    /// <summary>Candidates of each spectrum that are tried on the others.</summary>
    private const int FromEach = 3;

    /// <summary>What a parameter that the data do not know costs.</summary>
    private const double Objection = 40;

    /// <summary>Chooses a circuit.</summary>
    /// <param name="spectra">The spectra; those with fewer than 6 points are passed over.</param>
    /// <param name="options">How each is chosen for; null for the usual way.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="FitException">No spectrum has enough points.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static SeriesCircuitChoice Choose(
        IReadOnlyList<Spectrum> spectra,
        SelectionOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        options ??= new SelectionOptions();
        var usable = spectra.Where(s => s.Count >= 6).ToArray();
        if (usable.Length == 0)
            throw new FitException(
                "no spectrum of the series has the 6 points that choosing a circuit needs"
            );
        var count = Math.Min(Samples, usable.Length);
        var samples = Enumerable
            .Range(0, count)
            .Select(k => usable[count == 1 ? 0 : (int)Math.Round(k * (usable.Length - 1.0) / (count - 1))])
            .ToArray();
        var selections = samples
            .AsParallel()
            .AsOrdered()
            .WithCancellation(cancellation)
            .Select(s => CircuitSelector.Select(s, options, cancellation))
            .ToArray();
        if (count == 1)
            return new SeriesCircuitChoice(selections[0].Best.Text, selections[0].Explanation);
        var texts = selections
            .SelectMany(s => s.Candidates.Where((c, rank) => rank == 0 || c.IsPlausible).Take(FromEach))
            .Select(c => c.Text)
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        var scores = texts
            .AsParallel()
            .AsOrdered()
            .WithCancellation(cancellation)
            .Select(text => Score(text, samples, options.Fit, cancellation))
            .ToArray();
        var order = Enumerable
            .Range(0, texts.Length)
            .OrderBy(k => scores[k])
            .ThenBy(k => texts[k].Length)
            .ToArray();
        var best = texts[order[0]];
        var own = selections.Count(s => s.Best.Text == best);
        var words =
            $"{best} is chosen: of the {texts.Length} circuits that are good for some of {count} spectra over the series it has the lowest sum of Bayesian criteria; it is the first choice of {own} of them";
        if (order.Length > 1)
            words +=
                $"; the next, {texts[order[1]]}, is worse by {(scores[order[1]] - scores[order[0]]).ToString("G3", CultureInfo.InvariantCulture)}";
        return new SeriesCircuitChoice(best, words + ".");
    }

    private static double Score(
        string text,
        IReadOnlyList<Spectrum> samples,
        FitOptions options,
        CancellationToken cancellation
    )
    {
        var quick = options with { Intervals = IntervalMethod.Linear };
        var sum = 0.0;
        foreach (
            var item in CarriedFit.Fit(
                samples,
                Circuits.Circuit.Parse(text),
                quick,
                cancellation: cancellation
            )
        )
            sum += item.Fit is { } fit
                ? fit.Bic
                    + Objection
                        * fit.Parameters.Count(p =>
                            p.State == ParameterState.Undetermined || p.RelativeError > 1
                        )
                : 1e6;
        return sum;
    }
}
