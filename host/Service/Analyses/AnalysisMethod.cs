namespace EdgeTester.Service.Analyses;

/// <summary>The analyses that every complete spectrum gets. A new version of one makes it again for every stored spectrum.</summary>
/// <param name="Name">Name in the store.</param>
/// <param name="Version">Rises whenever the numbers that come out may differ.</param>
internal sealed record AnalysisMethod(string Name, int Version)
{
    public static AnalysisMethod KramersKronig { get; } = new("kk", 1);
    public static AnalysisMethod CircuitFit { get; } = new("fit", 1);
    public static AnalysisMethod Relaxation { get; } = new("drt", 1);

    /// <summary>All of them, in the order in which they are made.</summary>
    public static IReadOnlyList<AnalysisMethod> All { get; } = [KramersKronig, CircuitFit, Relaxation];
}
