namespace EdgeTester.Analysis.Fitting;

/// <summary>The chains next to a fitted one: with a term that its residuals ask for, with another tail, or with less.</summary>
internal static class ChainMoves
{
    /// <summary>Larger chains, those first that promise most.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="fit">Its fit.</param>
    /// <param name="mostArcs">Arcs and loops that a chain may have.</param>
    /// <param name="allowLoops">Whether an inductive loop may be added.</param>
    public static IEnumerable<Chain> Larger(Chain chain, CircuitFitResult fit, int mostArcs, bool allowLoops)
    {
        var numbers = 2.0 * fit.Spectrum.Count;
        foreach (var missing in ScoreTest.Of(fit, chain.HasTail).OrderByDescending(m => m.Gain).Take(5))
        {
            var gain = numbers * Math.Log(fit.ChiSquare / Math.Max(fit.ChiSquare - missing.Gain, 1e-30));
            if (gain < 2 || (missing.Term.Rank == 2 && chain.Arcs >= mostArcs))
                continue;
            if (missing.Term.Text == "(RL)" && !allowLoops)
                continue;
            yield return With(chain, missing.Term);
        }
    }

    /// <summary>Chains of about the same size in which the slowest arc or the tail is of another kind.</summary>
    public static IEnumerable<Chain> Other(Chain chain)
    {
        var slowest = chain.Terms.LastOrDefault(t => t.IsArc);
        var tail = chain.Terms.FirstOrDefault(t => t.Rank == 3);
        if (slowest is not null && tail is null)
        {
            var (r, tau) = (slowest.Values[0], slowest.Tau);
            // tanh(s)/s with s^2 = j omega tau has its summit at omega tau = 2.54, 1/sqrt(1 + j omega tau) at the root of 3.
            yield return chain.Replace(slowest, new ChainTerm("Ws", [r, 2.54 * tau, 0.5]));
            yield return chain.Replace(slowest, new ChainTerm("G", [r, 1.73 * tau, 0.5]));
            yield return chain.Replace(slowest, new ChainTerm("H", [r, tau, 0.95, 0.8]));
            yield return chain.Replace(slowest, Nested(slowest, "Ws", [0.7 * r, 5 * tau, 0.5]));
        }
        if (
            slowest is not null
            && tail is null
            && chain.Terms.FirstOrDefault(t => t.Text == "(RL)") is { } loop
        )
            yield return Branched(chain, slowest, loop);
        if (tail is null)
            foreach (var merged in Merged(chain))
                yield return merged;
        if (chain.Terms.FirstOrDefault(t => t.Text == "L") is { } wiring)
            yield return chain.Replace(wiring, new ChainTerm("La", [2 * wiring.Values[0], 0.95]));
        if (slowest is not null && tail is { Text: "W" or "Wo" or "Ws" })
            yield return new Chain([
                .. chain.Terms.Where(t => !ReferenceEquals(t, tail) && !ReferenceEquals(t, slowest)),
                Nested(slowest, tail.Text, tail.Values),
            ]);
        if (tail is { Text: "H" or "G" or "Ws" or "Wo" })
        {
            var (r, tau) = (tail.Values[0], tail.Values[1]);
            yield return chain.Replace(tail, ChainTerm.Arc(r, tau, 0.85));
            yield return chain.Replace(tail, new ChainTerm("C", [tau / r]));
            yield return chain.Replace(tail, new ChainTerm("W", [r / Math.Sqrt(2 * tau)]));
        }
        if (tail is { Text: "Q" })
        {
            var (q, alpha) = (tail.Values[0], tail.Values[1]);
            yield return chain.Replace(tail, new ChainTerm("C", [q]));
            yield return chain.Replace(tail, new ChainTerm("W", [1 / (q * Math.Sqrt(2))]));
            yield return chain.Replace(tail, Blocked(q, alpha, chain));
        }
        if (tail is { Text: "C" })
        {
            yield return chain.Replace(tail, new ChainTerm("Q", [tail.Values[0], 0.95]));
            yield return chain.Replace(tail, Blocked(tail.Values[0], 1, chain));
        }
        if (tail is { Text: "W" })
        {
            yield return chain.Replace(tail, new ChainTerm("Q", [1 / (tail.Values[0] * Math.Sqrt(2)), 0.5]));
            yield return chain.Replace(tail, Finite("Ws", tail.Values[0], chain));
            yield return chain.Replace(tail, Finite("Wo", tail.Values[0], chain));
        }
    }

    /// <summary>Smaller chains: an exponent that is one, or a term that may not be needed.</summary>
    public static IEnumerable<Chain> Smaller(Chain chain, CircuitFitResult fit)
    {
        var first = 0;
        foreach (var term in chain.Terms)
        {
            var own = fit.Parameters.Skip(first).Take(term.Values.Length).ToArray();
            first += own.Length;
            if (
                term.Text == "(RQ)"
                && !chain.HasTail
                && 2 * Math.PI * term.Tau * fit.Spectrum.FrequencyHz[^1] > 1
            )
                // Of an arc below the measured range only the phase element is seen.
                yield return chain.Replace(term, new ChainTerm("Q", [term.Values[1], term.Values[2]]));
            if (term.Text == "(RQ)" && (term.Values[2] > 0.985 || own[2].Upper95 >= 1))
                yield return chain.Replace(term, ChainTerm.Arc(term.Values[0], term.Tau, 1));
            var isDoubtful = own.Any(p => p.State != ParameterState.Free || p.RelativeError is not < 0.3);
            if (chain.Terms.Count > 1 && (isDoubtful || term.Rank == 1))
                yield return chain.Without(term);
        }
    }

    private static Chain With(Chain chain, ChainTerm term)
    {
        if (term.Text != "(RL)" || chain.Terms.FirstOrDefault(t => t.Text == "R") is not { } series)
            return chain.With(term);
        // A loop of R takes R from the resistance in series, which keeps the high end where it is.
        var left = Math.Max(series.Values[0] - term.Values[0], 0.1 * series.Values[0]);
        return chain.Replace(series, term, new ChainTerm("R", [left]));
    }

    /// <summary>
    /// The loop as a branch beside the arc's resistance instead of in series, (QR[RL]): it can take off more than the
    /// resistance in series.
    /// </summary>
    private static Chain Branched(Chain chain, ChainTerm arc, ChainTerm loop)
    {
        var (r, drop) = (arc.Values[0], Math.Min(loop.Values[0], 0.9 * arc.Values[0]));
        // r less r parallel to the branch is the drop; the branch relaxes through both resistances.
        var branch = r * r / drop - r;
        double[] capacitance = arc.Text == "(RC)" ? [arc.Values[1]] : [arc.Values[1], arc.Values[2]];
        var term = new ChainTerm(
            $"({(arc.Text == "(RC)" ? "C" : "Q")}R[RL])",
            [.. capacitance, r, branch, loop.Tau * (r + branch)]
        );
        var rest = chain.Terms.Where(t => !ReferenceEquals(t, arc) && !ReferenceEquals(t, loop)).ToList();
        if (rest.All(t => t.Text != "R"))
            rest.Add(new ChainTerm("R", [0.1 * r]));
        return new Chain(rest.Append(term));
    }

    /// <summary>Neighbouring arcs within a decade as one asymmetric arc: its long flank lies on the side of high frequency.</summary>
    private static IEnumerable<Chain> Merged(Chain chain)
    {
        var arcs = chain.Terms.Where(t => t.IsArc).ToArray();
        for (var k = 1; k < arcs.Length; k++)
        {
            var (fast, slow) = (arcs[k - 1], arcs[k]);
            if (slow.Tau > 10 * fast.Tau)
                continue;
            var alpha = slow.Text == "(RC)" ? 0.97 : slow.Values[2];
            yield return chain
                .Without(fast)
                .Replace(slow, new ChainTerm("H", [fast.Values[0] + slow.Values[0], slow.Tau, alpha, 0.7]));
        }
    }

    private static ChainTerm Nested(ChainTerm arc, string tail, double[] values)
    {
        var isIdeal = arc.Text == "(RC)";
        double[] capacitance = isIdeal ? [arc.Values[1]] : [arc.Values[1], arc.Values[2]];
        return new ChainTerm(
            $"({(isIdeal ? "C" : "Q")}[R{tail}])",
            [.. capacitance, arc.Values[0], .. values]
        );
    }

    /// <summary>An open finite Warburg element with the capacitance of a blocking tail.</summary>
    private static ChainTerm Blocked(double q, double alpha, Chain chain)
    {
        var resistance = 0.3 * Math.Max(Scale(chain), 1e-12);
        return new ChainTerm("Wo", [resistance, resistance * Math.Pow(q, 1 / Math.Max(alpha, 0.5)), 0.5]);
    }

    private static ChainTerm Finite(string symbol, double coefficient, Chain chain)
    {
        var resistance = 2 * Math.Max(Scale(chain), 1e-12);
        return new ChainTerm(symbol, [resistance, 0.5 * Math.Pow(resistance / coefficient, 2), 0.5]);
    }

    private static double Scale(Chain chain) =>
        chain.Terms.Where(t => t.Text is "R" or "(RQ)" or "(RC)").Sum(t => t.Values[0]);
}
