using System.Numerics;

namespace EdgeTester.Analysis.Relaxation;

/// <summary>Turns weighted estimates into the answer: gamma with its band, the terms in series and the peaks.</summary>
internal sealed class EvidenceReport(
    Spectrum spectrum,
    RelaxationOptions options,
    List<string> warnings,
    WeightedSpectrum data,
    SeriesTerms series,
    LogarithmGrid grid,
    LogarithmFit fit,
    ArcSearch search
)
{
    private const double SmallestShare = 0.05;

    /// <summary>So many that enough lie beyond each end of the interval.</summary>
    private int DrawCount => (int)Math.Clamp(12 / (1 - options.Confidence), 200, 2000);

    public required string ErrorStructure { get; init; }

    public RelaxationResult Write(List<EvidenceCandidate> candidates)
    {
        // Where data are exact to rounding, a determinant may fail: such a candidate cannot be weighed.
        var usable = candidates.Where(c => double.IsFinite(c.LogWeight)).ToList();
        candidates = usable.Count > 0 ? usable : [candidates[0] with { LogWeight = 0 }];
        var highest = candidates.Max(c => c.LogWeight);
        var weights = candidates.Select(c => Math.Exp(c.LogWeight - highest)).ToArray();
        var sum = weights.Sum();
        for (var k = 0; k < weights.Length; k++)
            weights[k] /= sum;
        // A wide candidate with a small share would set the ends of the band on its own.
        for (var k = 0; k < weights.Length; k++)
            if (weights[k] < SmallestShare * weights.Max())
                weights[k] = 0;
        sum = weights.Sum();
        for (var k = 0; k < weights.Length; k++)
            weights[k] /= sum;
        var best = candidates[Array.IndexOf(weights, weights.Max())];

        var points = grid.Answer.Length;
        var mean = new double[points];
        double resistance = 0,
            resistanceSquare = 0;
        var spreads = new double[candidates.Count][];
        for (var c = 0; c < candidates.Count; c++)
        {
            if (weights[c] == 0)
                continue;
            var estimate = candidates[c].Estimate;
            Dense.Add(mean, estimate.OnAnswer(), weights[c]);
            spreads[c] = estimate.AnswerSpread();
            var r = series.Resistance(estimate.Series);
            resistance += weights[c] * r;
            resistanceSquare += weights[c] * (r * r + Square(Deviation(estimate, 0) * series.Scale));
        }

        var draws = candidates
            .Select(
                (c, k) =>
                    weights[k] > 0 && c.Alone
                        ? ArcDraws.Of(c.Arcs!, DrawCount, new Random(options.Seed))
                        : null
            )
            .ToArray();
        var floor = Detection.Floor(data, grid.Answer, best.Estimate.Variance);
        var gamma = mean.Select(Bounded).ToArray();
        var (lower, upper) = Band(candidates, draws, weights, spreads, gamma);
        // A logarithm never reaches zero; where the data cannot tell gamma from zero, the band does.
        for (var m = 0; m < points; m++)
            if (gamma[m] < floor[m])
                lower[m] = 0;
        var tau = grid.Answer.Select(Math.Exp).ToArray();
        return Finish(
            new EvidenceAnswer(
                Name(best, weights, candidates),
                best.Estimate,
                gamma,
                lower,
                upper,
                resistance,
                Math.Sqrt(Math.Max(resistanceSquare - resistance * resistance, 0)),
                Peaks(tau, gamma, candidates, draws, weights, spreads)
            )
        );
    }

    /// <summary>Checks an answer against the data and completes it.</summary>
    public RelaxationResult Finish(EvidenceAnswer answer)
    {
        var gamma = answer.Gamma;
        var floor = Detection.Floor(data, grid.Answer, answer.Mode.Variance);
        var tau = grid.Answer.Select(Math.Exp).ToArray();
        var polarization = 0.0;
        for (var m = 0; m < gamma.Length; m++)
            polarization += RelaxationKernel.Share(tau, m) * gamma[m];

        var values = fit.Impedance(answer.Mode.Prior, answer.Mode.Unknowns);
        var impedance = new Complex[data.Points];
        double misfit = 0,
            noise = 0;
        for (var k = 0; k < data.Points; k++)
        {
            impedance[k] = new Complex(values[k], values[data.Points + k]);
            var size = spectrum.Impedance[k].Magnitude;
            noise +=
                answer.Mode.Variance
                * (Square(data.Sigma[k]) + Square(data.Sigma[data.Points + k]))
                / (2 * size * size);
            if (data.Used[k])
                misfit += Square((spectrum.Impedance[k] - impedance[k]).Magnitude / size);
        }
        var outliers = Enumerable.Range(0, data.Points).Where(k => !data.Used[k]).ToList();
        var notes = new List<string>(warnings);
        if (outliers.Count > 0)
            notes.Add($"{outliers.Count} points were taken for outliers and left out");
        var peaks = answer.Peaks.Where(peak => IsSeen(peak, gamma, floor)).ToList();
        var residual = 100 * Math.Sqrt(misfit / Math.Max(data.UsedCount, 1));
        SpectrumCheck.CheckResidual(residual, notes);
        if (peaks.Count == 0)
            notes.Add("no relaxation stands out of the noise");
        var series0 = answer.Mode.Series;
        return new RelaxationResult
        {
            Method = answer.Method,
            Lambda = double.NaN,
            TauSeconds = tau,
            GammaOhm = gamma,
            GammaLowerOhm = answer.Lower,
            GammaUpperOhm = answer.Upper,
            SeriesResistanceOhm = answer.Resistance,
            SeriesResistanceErrorOhm = answer.ResistanceError,
            InductanceHenry = series.Inductance(series0),
            InductanceLossOhm = series.InductanceLoss(series0),
            SeriesCapacitanceFarad = series.Capacitance(series0),
            SeriesExponent = series.Exponent(series0),
            LoopResistanceOhm = series.LoopResistance(series0),
            LoopTauSeconds = series.LoopTau(series0),
            PolarizationResistanceOhm = polarization,
            ResidualRmsPercent = residual,
            Fit = impedance,
            NoisePercent = 100 * Math.Sqrt(noise / data.Points),
            ErrorStructure = ErrorStructure,
            Outliers = outliers,
            Peaks = peaks,
            Warnings = notes,
        };
    }

    /// <summary>Whether the top of a peak is high enough for the data to tell it from nothing.</summary>
    private bool IsSeen(RelaxationPeak peak, double[] gamma, double[] floor)
    {
        var top = Array.BinarySearch(grid.Answer, Math.Log(peak.TauSeconds));
        top = Math.Clamp(top >= 0 ? top : ~top, 1, gamma.Length - 2);
        // A peak narrower than a cell lies on either side of the point found.
        return Math.Max(gamma[top], Math.Max(gamma[top - 1], gamma[top + 1])) > floor[top];
    }

    /// <summary>
    /// The quantiles of the mixture: draws of the arcs, normal ln gamma of the other candidates; widened by what a
    /// line between neighbouring points of the answer misses.
    /// </summary>
    private (double[] Lower, double[] Upper) Band(
        List<EvidenceCandidate> candidates,
        ArcDraws?[] draws,
        double[] weights,
        double[][] spreads,
        double[] gamma
    )
    {
        double[] ends = [(1 - options.Confidence) / 2, (1 + options.Confidence) / 2];
        var lower = new double[gamma.Length];
        var upper = new double[gamma.Length];
        var cell = grid.AnswerCell;
        var modes = candidates.Select((c, k) => weights[k] > 0 ? c.Estimate.OnAnswer() : []).ToArray();
        var curves = draws
            .Select(sample =>
                sample?.Unknowns.Select(u => sample.Model.Gamma(u, grid.Answer, cell)).ToArray() ?? []
            )
            .ToArray();
        var mixture = new MixtureQuantiles();
        for (var m = 0; m < gamma.Length; m++)
        {
            mixture.Clear();
            for (var c = 0; c < candidates.Count; c++)
            {
                if (weights[c] == 0)
                    continue;
                if (draws[c] is not null)
                {
                    foreach (var curve in curves[c])
                        mixture.Add(Math.Log(curve[m]), weights[c] / curves[c].Length);
                    continue;
                }
                var width = candidates[c].Estimate.Unknowns.Length;
                var row = spreads[c].AsSpan(m * width, width);
                mixture.AddNormal(modes[c][m], Math.Sqrt(Dense.Dot(row, row)), weights[c]);
            }
            var quantiles = mixture.At(ends);
            (lower[m], upper[m]) = ReadingAllowance.Widen(gamma, m, quantiles[0], quantiles[1]);
        }
        return (lower, upper);
    }

    private List<RelaxationPeak> Peaks(
        double[] tau,
        double[] gamma,
        List<EvidenceCandidate> candidates,
        ArcDraws?[] draws,
        double[] weights,
        double[][] spreads
    )
    {
        var chosen = Array.IndexOf(weights, weights.Max());
        var width = candidates[chosen].Estimate.Unknowns.Length;
        var factor = new double[spreads[chosen].Length];
        for (var m = 0; m < tau.Length; m++)
            Dense.Add(factor.AsSpan(m * width, width), spreads[chosen].AsSpan(m * width, width), gamma[m]);
        var fromArcs = candidates[chosen].FromArcs;
        var peaks = PeakAnalysis.Describe(tau, gamma, factor, width, options.Confidence, fromArcs);
        return new ArcPeaks(best: candidates[chosen].Arcs, draws, weights, search, options.Confidence).Refine(
            peaks,
            tau,
            gamma
        );
    }

    private string Name(EvidenceCandidate best, double[] weights, List<EvidenceCandidate> candidates)
    {
        if (best.Arcs is not { } arcs)
            return "smooth ln gamma, strength by evidence";
        var alone = candidates.Select((c, k) => c.FromArcs ? weights[k] : 0).Sum();
        var kinds = Enumerable
            .Range(0, arcs.ArcCount)
            .Select(k => arcs.Asymmetric[k] ? "Havriliak-Negami" : "ZARC")
            .GroupBy(kind => kind)
            .Select(group => $"{group.Count()} {group.Key}");
        return $"arcs by evidence ({string.Join(", ", kinds)}; probability {alone:0.##} against a smooth ln gamma)";
    }

    private static double Deviation(LogarithmEstimate estimate, int unknown)
    {
        var unit = new double[estimate.Unknowns.Length];
        unit[unknown] = 1;
        Dense.SolveLower(estimate.Factor, unit.Length, unit);
        var deviation = Math.Sqrt(Dense.Dot(unit, unit));
        return double.IsFinite(deviation) ? deviation : 0;
    }

    private static double Bounded(double logarithm) => Math.Exp(Math.Clamp(logarithm, -300, 300));

    private static double Square(double value) => value * value;
}
