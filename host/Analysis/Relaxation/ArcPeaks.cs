namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// Gives visible peaks the resistance and the place of the arcs under them, with intervals over all estimates that
/// compete, and the probability that the data need them.
/// </summary>
internal sealed class ArcPeaks(
    ArcModel? best,
    ArcDraws?[] draws,
    double[] weights,
    ArcSearch search,
    double confidence
)
{
    private readonly double[] _ends = [(1 - confidence) / 2, 0.5, (1 + confidence) / 2];

    /// <param name="peaks">Peaks of gamma.</param>
    /// <param name="tau">Time constants in s.</param>
    /// <param name="gamma">gamma in ohm.</param>
    public List<RelaxationPeak> Refine(List<RelaxationPeak> peaks, double[] tau, double[] gamma)
    {
        if (peaks.Count == 0)
            return peaks;
        var borders = Borders(peaks, tau, gamma);
        var resistances = peaks.Select(_ => new MixtureQuantiles()).ToArray();
        var places = peaks.Select(_ => new MixtureQuantiles()).ToArray();
        var half = NormalDistribution.HalfWidth(confidence);
        for (var c = 0; c < weights.Length; c++)
        {
            if (weights[c] == 0)
                continue;
            if (draws[c] is { } sample)
            {
                Collect(sample, weights[c], borders, resistances, places);
                continue;
            }
            for (var p = 0; p < peaks.Count; p++)
            {
                var peak = peaks[p];
                resistances[p]
                    .AddNormal(
                        peak.ResistanceOhm,
                        (peak.ResistanceUpperOhm - peak.ResistanceOhm) / half,
                        weights[c]
                    );
                places[p]
                    .AddNormal(
                        Math.Log(peak.TauSeconds),
                        Math.Log(peak.TauUpperSeconds / peak.TauSeconds) / half,
                        weights[c]
                    );
            }
        }
        return peaks
            .Select((peak, p) => Described(peak, p, best, borders, resistances[p], places[p]))
            .ToList();
    }

    private RelaxationPeak Described(
        RelaxationPeak peak,
        int p,
        ArcModel? arcs,
        double[] borders,
        MixtureQuantiles resistance,
        MixtureQuantiles place
    )
    {
        if (resistance.IsEmpty)
            return peak;
        var r = resistance.At(_ends);
        var t = place.At(_ends);
        var centre = Math.Log(peak.TauSeconds);
        var own = arcs is null
            ? []
            : Enumerable.Range(0, arcs.ArcCount).Where(k => Owner(borders, arcs.LogTau(k)) == p).ToArray();
        if (own.Length == 0)
            return With(peak, Math.Exp(centre), t, r) with { ResistanceOhm = r[1] };
        var strongest = own.MaxBy(arcs!.Resistance);
        var (a, b) = arcs.Exponents(strongest);
        // A peak narrower than the grid is better placed by its arc than by the grid.
        if (own.Length == 1 && b == 1 && Math.PI * (1 - a) < 0.12)
            centre = arcs.LogTau(strongest);
        return With(peak, Math.Exp(centre), t, r) with
        {
            ResistanceOhm = r[1],
            CapacitanceFarad = Math.Exp(centre) / r[1],
            Probability = Probability(arcs, own),
        };
    }

    /// <summary>
    /// The interval of the place holds both the time constants of the arc and the maximum of gamma, which neighbours
    /// pull towards them.
    /// </summary>
    private static RelaxationPeak With(RelaxationPeak peak, double tau, double[] logTau, double[] resistance)
    {
        var shift = Math.Log(tau) - logTau[1];
        return peak with
        {
            TauSeconds = tau,
            TauLowerSeconds = Math.Exp(logTau[0] + Math.Min(shift, 0)),
            TauUpperSeconds = Math.Exp(logTau[2] + Math.Max(shift, 0)),
            ResistanceLowerOhm = Math.Max(resistance[0], 0),
            ResistanceUpperOhm = resistance[2],
        };
    }

    private static void Collect(
        ArcDraws draws,
        double weight,
        double[] borders,
        MixtureQuantiles[] resistances,
        MixtureQuantiles[] places
    )
    {
        var model = draws.Model;
        var sum = new double[resistances.Length];
        var largest = new double[resistances.Length];
        var place = new double[resistances.Length];
        // Where the maximum lies beside tau_0 depends on the exponents; it moves little over the draws.
        var shift = Enumerable
            .Range(0, model.ArcCount)
            .Select(k => ArcShape.Shift(model.Exponents(k).A, model.Exponents(k).B))
            .ToArray();
        // An arc belongs to the peak that it is under at the mode: a draw must not carry it over a border.
        var owner = Enumerable
            .Range(0, model.ArcCount)
            .Select(k => Owner(borders, model.LogTau(k) + shift[k]))
            .ToArray();
        var share = weight / draws.Unknowns.Length;
        foreach (var unknowns in draws.Unknowns)
        {
            Array.Clear(sum);
            Array.Clear(largest);
            for (var k = 0; k < model.ArcCount; k++)
            {
                var start = model.ArcStart(k);
                var resistance = Math.Exp(unknowns[start]);
                sum[owner[k]] += resistance;
                if (resistance <= largest[owner[k]])
                    continue;
                largest[owner[k]] = resistance;
                place[owner[k]] = unknowns[start + 1] + shift[k];
                if (model.Asymmetric[k])
                {
                    var (a, b) = ArcModel.Exponents(unknowns, start, true);
                    place[owner[k]] = unknowns[start + 1] + ArcShape.Shift(a, b);
                }
            }
            for (var p = 0; p < sum.Length; p++)
                if (largest[p] > 0)
                {
                    resistances[p].Add(sum[p], share);
                    places[p].Add(place[p], share);
                }
        }
    }

    /// <summary>ln tau of the lowest gamma between neighbouring peaks.</summary>
    private static double[] Borders(List<RelaxationPeak> peaks, double[] tau, double[] gamma)
    {
        var borders = new double[Math.Max(peaks.Count - 1, 0)];
        for (var p = 0; p < borders.Length; p++)
        {
            var left = Array.FindIndex(tau, t => t >= peaks[p].TauSeconds);
            var right = Array.FindIndex(tau, t => t >= peaks[p + 1].TauSeconds);
            var valley = Math.Max(left, 0);
            for (var m = valley; m <= right; m++)
                if (gamma[m] < gamma[valley])
                    valley = m;
            borders[p] = Math.Log(tau[valley]);
        }
        return borders;
    }

    private static int Owner(double[] borders, double logTau)
    {
        var p = 0;
        while (p < borders.Length && logTau >= borders[p])
            p++;
        return p;
    }

    /// <summary>The evidence with the arcs under a peak against that without them, the others free to move.</summary>
    private double Probability(ArcModel arcs, int[] own)
    {
        var without = arcs;
        foreach (var arc in own.OrderDescending())
            without = search.Without(without, arc);
        return 1 / (1 + Math.Exp(without.LogEvidence - arcs.LogEvidence));
    }
}
