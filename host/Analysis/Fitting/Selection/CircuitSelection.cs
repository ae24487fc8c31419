namespace EdgeTester.Analysis.Fitting;

/// <summary>One circuit that was tried.</summary>
/// <param name="Text">The circuit in Boukamp's code.</param>
/// <param name="Fit">Its fit.</param>
/// <param name="IsPlausible">False where a reason speaks against it whatever its criterion.</param>
/// <param name="DeltaBic">Its Bayesian criterion, with 40 added for each objection, less the lowest of all.</param>
/// <param name="Weight">Its share of belief: exp(-DeltaBic/2), normalised over the candidates.</param>
/// <param name="Reasons">What speaks for or against it, in words.</param>
public sealed record CircuitCandidate(
    string Text,
    CircuitFitResult Fit,
    bool IsPlausible,
    double DeltaBic,
    double Weight,
    IReadOnlyList<string> Reasons
);

/// <summary>The circuits that were tried for a spectrum, the best first.</summary>
/// <param name="Candidates">The chosen one, then the others by rising Bayesian criterion (with 40 added for each objection); at least one.</param>
/// <param name="Explanation">Why the first one was chosen, in words.</param>
/// <param name="NoisePercent">The noise level that a Kramers-Kronig test finds, in percent of |Z|; NaN where it cannot.</param>
/// <param name="LeftOut">Points (from 0) of the given spectrum that were left out of the fits.</param>
public sealed record CircuitSelection(
    IReadOnlyList<CircuitCandidate> Candidates,
    string Explanation,
    double NoisePercent,
    IReadOnlyList<int> LeftOut
)
{
    /// <summary>The circuit that is chosen.</summary>
    public CircuitCandidate Best => Candidates[0];
}
