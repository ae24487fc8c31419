using System.Globalization;

namespace EdgeTester.Analysis.Fitting;

/// <summary>Puts the candidates in order and says why.</summary>
internal static class Ranking
{
    /// <summary>What each objection costs: a circuit that says more than the data know must fit very much better.</summary>
    private const double Objection = 40;

    /// <summary>
    /// A difference of the criterion below this is not evidence for the larger circuit: "very strong" by Kass, Raftery, J. Am.
    /// Stat. Assoc. 90 (1995) 773, doi:10.1080/01621459.1995.10476572, since the best of dozens of circuits is looked at.
    /// </summary>
    private const double Evidence = 10;

    /// <summary>No instrument is better than this, in percent of |Z|: what fits closer has explained the data.</summary>
    private const double FinestPercent = 1e-4;

    /// <summary>The Bayesian criterion with 40 added for each objection.</summary>
    public static double Score(CircuitFitResult fit) =>
        Criterion(fit) + Objection * Plausibility.Objections(fit).Count;

    /// <summary>The Bayesian criterion, blind to residuals below what any instrument can measure.</summary>
    public static double Criterion(CircuitFitResult fit)
    {
        var square = Math.Max(fit.ResidualRmsPercent * fit.ResidualRmsPercent, 1e-36);
        return fit.Bic + 2 * fit.Spectrum.Count * Math.Log(Floored(fit.ResidualRmsPercent) / square);
    }

    /// <summary>Square of a residual in percent, with the floor of all measurements.</summary>
    public static double Floored(double residualPercent) =>
        residualPercent * residualPercent + FinestPercent * FinestPercent;

    public static CircuitSelection Of(IReadOnlyList<FittedChain> fits, double noise, int[] leftOut)
    {
        var judged = fits.Select(pair =>
            {
                var objections = Plausibility.Objections(pair.Fit);
                return new Judged(
                    pair.Chain.Text,
                    pair.Fit,
                    objections,
                    pair.Score,
                    pair.Fit.Parameters.Count(p => p.State != ParameterState.Fixed)
                );
            })
            .OrderBy(entry => entry.Score)
            .ThenBy(entry => entry.Text.Length)
            .ToList();
        // Occam: of those that the criterion can hardly tell apart the one with the fewest parameters.
        var lowest = judged[0].Score;
        var chosen = judged
            .Where(entry => entry.Score < lowest + Evidence)
            .OrderBy(entry => entry.Objections.Count > 0)
            .ThenBy(entry => entry.Free)
            // A loop in series and one in a branch describe the same data: the simpler drawing wins.
            .ThenBy(entry => entry.Text.Contains("R[RL]", StringComparison.Ordinal))
            .First();
        judged.Remove(chosen);
        judged.Insert(0, chosen);
        var total = judged.Sum(entry => Belief(entry.Score - lowest));
        var candidates = judged
            .Select(entry => new CircuitCandidate(
                entry.Text,
                entry.Fit,
                entry.Objections.Count == 0,
                entry.Score - lowest,
                Belief(entry.Score - lowest) / total,
                [.. entry.Objections, Residual(entry.Fit, noise)]
            ))
            .ToArray();
        return new CircuitSelection(candidates, Explain(candidates, noise), noise, leftOut);
    }

    private static double Belief(double delta) => Math.Exp(-0.5 * Math.Min(delta, 1400));

    private static string Residual(CircuitFitResult fit, double noise)
    {
        var residual = $"residual {Number(fit.ResidualRmsPercent)} % of |Z|";
        return double.IsFinite(noise) ? $"{residual} against a noise of {Number(noise)} %" : residual;
    }

    private static string Explain(CircuitCandidate[] candidates, double noise)
    {
        var best = candidates[0];
        var words = new List<string>
        {
            best.DeltaBic == 0
                ? $"{best.Text} is chosen: it has the lowest Bayesian criterion, {best.Reasons[^1]}"
                : $"{best.Text} is chosen: it has the fewest parameters of the circuits that the Bayesian criterion can hardly tell apart, {best.Reasons[^1]}",
        };
        if (!best.IsPlausible)
            words.Add($"but {best.Reasons[0]}; nothing more plausible comes near");
        if (candidates.Skip(1).FirstOrDefault(c => c.IsPlausible) is { } second)
            words.Add(
                second.DeltaBic < Evidence
                    ? $"{second.Text} is about as good (difference {Number(second.DeltaBic - best.DeltaBic)})"
                    : $"the next plausible one, {second.Text}, is worse by {Number(second.DeltaBic - best.DeltaBic)}"
            );
        if (
            candidates.FirstOrDefault(c =>
                !c.IsPlausible && Criterion(c.Fit) < Criterion(best.Fit) - Evidence
            ) is
            { } refused
        )
            words.Add($"{refused.Text} fits closer but is refused: {refused.Reasons[0]}");
        if (double.IsFinite(noise) && best.Fit.ResidualRmsPercent > 2 * noise)
            words.Add(
                $"its residual of {Number(best.Fit.ResidualRmsPercent)} % is above the noise of {Number(noise)} %, so the circuit does not hold all that the data say"
            );
        return string.Join("; ", words) + ".";
    }

    private static string Number(double value) => value.ToString("G3", CultureInfo.InvariantCulture);

    private sealed record Judged(
        string Text,
        CircuitFitResult Fit,
        IReadOnlyList<string> Objections,
        double Score,
        int Free
    );
}
