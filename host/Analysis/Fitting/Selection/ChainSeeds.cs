using EdgeTester.Analysis.Relaxation;

namespace EdgeTester.Analysis.Fitting;

/// <summary>
/// Candidates read off the distribution of relaxation times: a peak becomes an arc with its time constant, resistance and the
/// exponent that its width asks for, a blocking end a constant phase element, a capacitor or a Warburg element.
/// </summary>
internal static class ChainSeeds
{
    // The fits refine what this says; the evidence for arcs would cost three times as much and they decide on their own.
    private static readonly RelaxationOptions _quick = new() { Method = RelaxationMethod.SmoothLogarithm };

    /// <summary>Chains with none, one, two, ... of the peaks, the most certain and largest first; at least one chain.</summary>
    /// <param name="spectrum">The data.</param>
    /// <param name="mostArcs">Arcs that a chain may have.</param>
    /// <param name="isThorough">Whether the best estimate is made instead of the quick one.</param>
    public static IEnumerable<Chain> From(Spectrum spectrum, int mostArcs, bool isThorough = false)
    {
        // Positive imaginary parts at the highest frequencies are the wiring's.
        var isInductive = spectrum.Impedance.Take(Math.Max(2, spectrum.Count / 15)).All(z => z.Imaginary > 0);
        var highest = 2 * Math.PI * spectrum.FrequencyHz[0];
        var typical = spectrum.Impedance.Select(z => z.Magnitude).Order().ElementAt(spectrum.Count / 2);
        var series = new List<ChainTerm>();
        var peaks = new List<RelaxationPeak>();
        ChainTerm? tail = null;
        try
        {
            var drt = RelaxationDistribution.Estimate(spectrum, isThorough ? null : _quick);
            var resistance = drt.SeriesResistanceOhm;
            series.Add(new ChainTerm("R", [resistance > 0 ? resistance : 1e-3 * typical]));
            if (isInductive)
                series.Add(
                    new ChainTerm(
                        "L",
                        [drt.InductanceHenry > 0 ? drt.InductanceHenry : 0.1 * typical / highest]
                    )
                );
            tail = TailOf(drt);
            peaks.AddRange(drt.Peaks.OrderByDescending(p => p.Probability * p.ResistanceOhm));
        }
        catch (SpectrumException)
        {
            series.Add(new ChainTerm("R", [typical]));
        }
        foreach (
            var ends in tail is null
                ? (ChainTerm[][])
                    [
                        [],
                    ]
                :
                [
                    [tail],
                    [],
                ]
        )
            for (var count = 0; count <= Math.Min(peaks.Count, mostArcs); count++)
                yield return new Chain([
                    .. series,
                    .. peaks
                        .Take(count)
                        .Select(p => ChainTerm.Arc(p.ResistanceOhm, p.TauSeconds, Exponent(p.WidthDecades))),
                    .. ends,
                ]);
    }

    private static ChainTerm? TailOf(RelaxationResult drt)
    {
        var (q, alpha) = (drt.SeriesCapacitanceFarad, drt.SeriesExponent);
        return !double.IsFinite(q) || !(q > 0) ? null
            : alpha is > 0.45 and < 0.55 ? new ChainTerm("W", [1 / (q * Math.Sqrt(2))])
            : alpha > 0.99 ? new ChainTerm("C", [q])
            : new ChainTerm("Q", [q, alpha]);
    }

    /// <summary>
    /// The exponent of the ZARC whose gamma, sin(pi a)/(cosh(a x) + cos(pi a)) but for a factor, has this full width at half
    /// maximum, in decades.
    /// </summary>
    private static double Exponent(double widthDecades)
    {
        double low = 0.4,
            high = 0.98;
        for (var step = 0; step < 30; step++)
        {
            var alpha = 0.5 * (low + high);
            var width = 2 * Math.Acosh(2 + Math.Cos(Math.PI * alpha)) / (alpha * Math.Log(10));
            (low, high) = width > widthDecades ? (alpha, high) : (low, alpha);
        }
        return 0.5 * (low + high);
    }
}
