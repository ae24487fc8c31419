namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// One estimate that competes, with the logarithm of its unnormalised posterior probability; one of arcs has them, and
/// says whether they carry no departure.
/// </summary>
internal sealed record EvidenceCandidate(
    LogarithmEstimate Estimate,
    double LogWeight,
    ArcModel? Arcs = null,
    bool Alone = false
)
{
    public bool FromArcs => Arcs is not null;
}

/// <summary>What a first look at a spectrum finds.</summary>
internal sealed record Exploration(
    LogarithmEstimate Smooth,
    ArcModel? Arcs,
    ArcSearch Search,
    WeightedSpectrum Data,
    SeriesTerms Series,
    string ErrorStructure
);
