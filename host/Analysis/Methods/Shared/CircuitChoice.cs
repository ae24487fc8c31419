using System.Globalization;
using EdgeTester.Analysis.Circuits;
using EdgeTester.Analysis.Fitting;
using EdgeTester.Analysis.Validation;

namespace EdgeTester.Analysis.Methods;

/// <summary>
/// One of the circuits that make sense for a method, fitted to one or more spectra of it: the Bayesian criterion chooses, a circuit that
/// says more than the data know is put behind, and of circuits that the criterion can hardly tell apart the smallest is taken.
/// </summary>
internal sealed class CircuitChoice
{
    private const double Objection = 40;
    private const double Evidence = 6;

    /// <summary>A fit whose residual exceeds the noise by this factor misses something.</summary>
    private const double Miss = 2;

    /// <summary>Spectra of a series from which the circuit is chosen.</summary>
    private const int Judges = 5;

    private static readonly FitOptions _options = new()
    {
        MaximumStarts = 6,
        Intervals = IntervalMethod.Linear,
    };

    private CircuitChoice(string text, IReadOnlyList<CheckedSpectrum> spectra, CircuitFitResult[] fits)
    {
        Text = text;
        Spectra = spectra;
        Fits = fits;
    }

    /// <summary>The circuit as the method wrote it.</summary>
    public string Text { get; }

    /// <summary>The spectra with what the Kramers-Kronig test says.</summary>
    public IReadOnlyList<CheckedSpectrum> Spectra { get; }

    /// <summary>The fit of each.</summary>
    public IReadOnlyList<CircuitFitResult> Fits { get; }

    /// <summary>Chooses among texts and fits all spectra.</summary>
    /// <param name="spectra">At least one.</param>
    /// <param name="texts">Circuits in Boukamp's code; labels say what a resistance is.</param>
    /// <param name="label">For messages.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="MethodException">None of the circuits can be fitted.</exception>
    public static CircuitChoice Of(
        IReadOnlyList<Spectrum> spectra,
        IReadOnlyList<string> texts,
        string label,
        CancellationToken cancellation
    )
    {
        var tested = spectra.Select(CheckedSpectrum.Of).ToArray();
        var judges = Judge(tested.Length);
        var judged =
            new List<(string Text, Dictionary<int, CircuitFitResult> Fits, double Score, int Free)>();
        foreach (var text in texts.SelectMany(t => WithInductance(t, tested)))
        {
            var circuit = Circuit.Parse(text);
            var free = circuit.Parameters.Count(p => !p.IsFixed);
            if (
                judges.Any(k => free + 2 > 2 * tested[k].Used.Count)
                || judged.Count > 0
                    && LowestScore(judged[0].Fits, judged[0].Free, free, tested)
                        > judged.Min(one => one.Score)
            )
                continue;
            var fits = new Dictionary<int, CircuitFitResult>();
            CircuitFitResult? before = null;
            foreach (var k in judges)
                fits[k] = before = FitOne(tested[k].Used, circuit, before, cancellation);
            judged.Add((text, fits, fits.Values.Sum(Score), free));
        }
        if (judged.Count == 0)
            throw new MethodException(
                $"{label}: {tested[0].Used.Count} usable points are too few for any circuit of this method; measure at least 8 over the whole range"
            );
        var lowest = judged.Min(one => one.Score);
        var chosen = judged
            .Where(one => one.Score < lowest + Evidence)
            .OrderBy(one => one.Fits.Values.Sum(fit => Plausibility.Objections(fit).Count))
            .ThenBy(one => one.Free)
            .First();
        var all = new CircuitFitResult[tested.Length];
        CircuitFitResult? latest = null;
        for (var k = 0; k < all.Length; k++)
            latest = all[k] = chosen.Fits.TryGetValue(k, out var known)
                ? known
                : FitOne(tested[k].Used, Circuit.Parse(chosen.Text), latest, cancellation);
        return new CircuitChoice(chosen.Text, tested, all);
    }

    /// <summary>What to know about one of the fits.</summary>
    public IEnumerable<string> Warnings(int k)
    {
        foreach (var warning in Spectra[k].Warnings)
            yield return warning;
        var noise = Spectra[k].Test.NoisePercent;
        if (noise > 0 && Fits[k].ResidualRmsPercent > Math.Max(Miss * noise, 0.3))
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{Name(k)}circuit {Text} misses the data by {Fits[k].ResidualRmsPercent:G2} % of |Z| where their noise is {noise:G2} %: the cell does something that this method does not expect."
            );
        foreach (var objection in Plausibility.Objections(Fits[k]))
            yield return $"{Name(k)}{objection}.";
        if (!Fits[k].HasConverged)
            yield return $"{Name(k)}the fit did not converge.";
    }

    private string Name(int k) => Spectra.Count > 1 ? $"{Spectra[k].Name}: " : "";

    /// <summary>
    /// The carried values are one more start, so that a series follows one minimum as long as it is the best. Arcs of the same shape that
    /// another start found in another order are put back by falling frequency: their labels say what they are.
    /// </summary>
    private static CircuitFitResult FitOne(
        Spectrum spectrum,
        Circuit circuit,
        CircuitFitResult? before,
        CancellationToken cancellation
    )
    {
        if (before is null)
            return CircuitFitter.Fit(spectrum, circuit, _options, cancellation);
        var fit = Carried(before.Values, 4);
        var ordered = CanonicalOrder.Apply(circuit.WithValues(fit.Values), circuit, _options, out var order);
        return order.SequenceEqual(Enumerable.Range(0, order.Length)) ? fit : Carried(ordered.Values(), 1);

        CircuitFitResult Carried(double[] values, int starts) =>
            CircuitFitter.Fit(
                spectrum,
                circuit.WithValues(values),
                _options with
                {
                    MaximumStarts = starts,
                },
                cancellation
            );
    }

    /// <summary>The score that a circuit has if it fits a little below the noise that the Kramers-Kronig test finds: none does better.</summary>
    private static double LowestScore(
        Dictionary<int, CircuitFitResult> known,
        int knownFree,
        int free,
        CheckedSpectrum[] spectra
    ) =>
        known.Sum(pair =>
        {
            var fit = pair.Value;
            var n = 2.0 * fit.Spectrum.Count;
            var noise = spectra[pair.Key].Test.NoisePercent;
            if (!(noise > 0))
                return double.NegativeInfinity;
            var best = Math.Min(
                fit.ResidualRmsPercent,
                0.96 * noise * Math.Sqrt(Math.Max(0.1, 1 - free / n))
            );
            return fit.Bic
                - 2 * n * Math.Log(fit.ResidualRmsPercent / best)
                + (free - knownFree) * Math.Log(n);
        });

    private static double Score(CircuitFitResult fit) =>
        fit.Bic + Objection * Plausibility.Objections(fit).Count;

    private static int[] Judge(int count) =>
        count <= Judges
            ? Enumerable.Range(0, count).ToArray()
            : Enumerable
                .Range(0, Judges)
                .Select(k => (int)Math.Round(k * (count - 1.0) / (Judges - 1)))
                .Distinct()
                .ToArray();

    /// <summary>Wiring shows as a positive imaginary part at the highest frequencies; only then it is worth a parameter.</summary>
    private static IEnumerable<string> WithInductance(string text, CheckedSpectrum[] spectra)
    {
        var isInductive = spectra.Any(one => one.Used.Impedance[0].Imaginary > 0);
        yield return text;
        if (isInductive && !text.StartsWith('L'))
            yield return "L" + text;
    }
}
