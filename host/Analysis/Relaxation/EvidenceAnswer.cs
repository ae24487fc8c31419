namespace EdgeTester.Analysis.Relaxation;

/// <summary>What an estimate says of a spectrum, before it is checked and written.</summary>
/// <param name="Method">What was done, in words.</param>
/// <param name="Mode">The most probable unknowns: their impedance is the fit.</param>
/// <param name="Gamma">gamma in ohm on the grid of the answer.</param>
/// <param name="Lower">Lower end of its band.</param>
/// <param name="Upper">Upper end of its band.</param>
/// <param name="Resistance">Resistance in series in ohm.</param>
/// <param name="ResistanceError">Its standard error in ohm.</param>
/// <param name="Peaks">Every peak found.</param>
internal sealed record EvidenceAnswer(
    string Method,
    LogarithmEstimate Mode,
    double[] Gamma,
    double[] Lower,
    double[] Upper,
    double Resistance,
    double ResistanceError,
    List<RelaxationPeak> Peaks
);
