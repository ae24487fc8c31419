namespace EdgeTester.Analysis.Fitting;

/// <summary>The best minimum of a search.</summary>
/// <param name="Variables">Where.</param>
/// <param name="SumOfSquares">How low.</param>
/// <param name="HasConverged">Whether it is a minimum.</param>
/// <param name="Starts">Starts that were followed.</param>
/// <param name="StartsAtBest">Starts that ended here.</param>
/// <param name="Iterations">Iterations of all of them.</param>
internal sealed record Minimum(
    double[] Variables,
    double SumOfSquares,
    bool HasConverged,
    int Starts,
    int StartsAtBest,
    int Iterations
);
