namespace EdgeTester.Analysis.Relaxation;

/// <summary>One estimate that competes, with the logarithm of its unnormalised posterior probability.</summary>
internal sealed record EvidenceCandidate(LogarithmEstimate Estimate, double LogWeight, bool FromArcs);

/// <summary>What a first look at a spectrum finds.</summary>
internal sealed record Exploration(
    LogarithmEstimate Smooth,
    ArcModel? Arcs,
    ArcSearch Search,
    WeightedSpectrum Data,
    SeriesTerms Series,
    string ErrorStructure
);
