namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// Gives visible peaks the resistance of the arcs under them, with the errors of the fit, and the probability that
/// the data need them.
/// </summary>
internal sealed class ArcPeaks(ArcModel arcs, ArcSearch search, double confidence)
{
    public List<RelaxationPeak> Refine(List<RelaxationPeak> peaks, double[] tau, double[] gamma)
    {
        var owner = Enumerable
            .Range(0, arcs.ArcCount)
            .Select(arc => Owner(peaks, tau, gamma, arcs.LogTau(arc)))
            .ToArray();
        var half = NormalDistribution.HalfWidth(confidence);
        var result = new List<RelaxationPeak>();
        for (var p = 0; p < peaks.Count; p++)
        {
            var own = Enumerable.Range(0, arcs.ArcCount).Where(arc => owner[arc] == p).ToArray();
            if (own.Length == 0)
            {
                result.Add(peaks[p]);
                continue;
            }
            var resistance = own.Sum(arcs.Resistance);
            var spread = Math.Exp(half * ResistanceError(own) / resistance);
            var strongest = own.MaxBy(arcs.Resistance);
            var logTau = Math.Log(peaks[p].TauSeconds);
            var cell = Math.Log(tau[^1] / tau[0]) / (tau.Length - 1);
            var (a, b) = arcs.Exponents(strongest);
            // A peak narrower than the grid is better placed by its arc than by the grid.
            if (own.Length == 1 && b == 1 && Math.PI * (1 - a) < 2 * cell)
                logTau = arcs.LogTau(strongest);
            var tauError =
                own.Length == 1
                    ? half * Deviation(arcs.ArcStart(strongest) + 1)
                    : Math.Log(peaks[p].TauUpperSeconds / peaks[p].TauLowerSeconds) / 2;
            var centre = Math.Exp(logTau);
            result.Add(
                peaks[p] with
                {
                    TauSeconds = centre,
                    TauLowerSeconds = centre * Math.Exp(-tauError),
                    TauUpperSeconds = centre * Math.Exp(tauError),
                    ResistanceOhm = resistance,
                    ResistanceLowerOhm = resistance / spread,
                    ResistanceUpperOhm = resistance * spread,
                    CapacitanceFarad = centre / resistance,
                    Probability = Probability(strongest),
                }
            );
        }
        return result;
    }

    /// <summary>The peak whose side of the valleys an arc lies on.</summary>
    private static int Owner(List<RelaxationPeak> peaks, double[] tau, double[] gamma, double logTau)
    {
        for (var p = 0; p + 1 < peaks.Count; p++)
        {
            var left = Array.FindIndex(tau, t => t >= peaks[p].TauSeconds);
            var right = Array.FindIndex(tau, t => t >= peaks[p + 1].TauSeconds);
            var valley = left;
            for (var m = Math.Max(left, 0); m <= right; m++)
                if (gamma[m] < gamma[valley])
                    valley = m;
            if (logTau < Math.Log(tau[valley]))
                return p;
        }
        return peaks.Count - 1;
    }

    private double Probability(int arc)
    {
        if (arcs.ArcCount == 1)
            return 1;
        var difference = arcs.LogEvidence - search.Without(arcs, arc).LogEvidence;
        return 1 / (1 + Math.Exp(-difference));
    }

    private double Deviation(int unknown)
    {
        var unit = new double[arcs.Unknowns.Length];
        unit[unknown] = 1;
        Dense.SolveLower(arcs.Factor, unit.Length, unit);
        return Math.Sqrt(Dense.Dot(unit, unit));
    }

    private double ResistanceError(int[] own)
    {
        var gradient = new double[arcs.Unknowns.Length];
        foreach (var arc in own)
            gradient[arcs.ArcStart(arc)] = arcs.Resistance(arc);
        Dense.SolveLower(arcs.Factor, gradient.Length, gradient);
        return Math.Sqrt(Dense.Dot(gradient, gradient));
    }
}
