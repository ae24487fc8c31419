namespace EdgeTester.Analysis.Fitting;

/// <summary>Every candidate that was fitted, once; those that cannot win whatever they fit are not fitted.</summary>
internal sealed class CandidatePool(
    Spectrum spectrum,
    SelectionOptions options,
    double noisePercent,
    CancellationToken cancellation
)
{
    private readonly HashSet<string> _tried = new(StringComparer.Ordinal);
    private readonly FitOptions _quick = options.Fit with { Intervals = IntervalMethod.Linear };
    private double _bestBic = double.PositiveInfinity;
    private double _smallestRms = double.IsFinite(noisePercent) ? noisePercent : 0;

    public List<(CandidateCircuit Candidate, CircuitFitResult Fit)> Fits { get; } = [];

    /// <summary>Fits the candidate if that is new and of use; returns its criterion, or infinity.</summary>
    public double Try(CandidateCircuit candidate)
    {
        if (candidate.Text.Length == 0 || !_tried.Add(candidate.Text))
            return double.PositiveInfinity;
        var circuit = candidate.Circuit;
        var free = circuit.Parameters.Count(p => !p.IsFixed);
        if (free + 2 > 2 * spectrum.Count || LowestBic(free) > _bestBic)
            return double.PositiveInfinity;
        var fit = CircuitFitter.Fit(spectrum, circuit, _quick, cancellation);
        Fits.Add((candidate, fit));
        _smallestRms = Math.Min(_smallestRms, fit.ResidualRmsPercent);
        if (Plausibility.Objections(fit).Count == 0)
            _bestBic = Math.Min(_bestBic, fit.Bic);
        return fit.Bic;
    }

    /// <summary>
    /// The criterion that a circuit with so many parameters has if it fits a little below the noise that the
    /// Kramers-Kronig test finds: no circuit does better.
    /// </summary>
    private double LowestBic(int free)
    {
        if (Fits.Count == 0 || options.Fit.Weighting != Weighting.Modulus)
            return double.NegativeInfinity;
        var n = 2.0 * spectrum.Count;
        var reference = Fits[0].Fit;
        // Each parameter takes its share of the noise with it; 4 % is the error of the noise level itself.
        var rms = Math.Max(0.96 * _smallestRms * Math.Sqrt(Math.Max(0.1, 1 - free / n)), 1e-13);
        var gain = n * Math.Log(Math.Max(reference.ResidualRmsPercent, 1e-13) / rms) * 2;
        return reference.Bic
            - gain
            + (free - (reference.Parameters.Count(p => p.State != ParameterState.Fixed))) * Math.Log(n);
    }
}
