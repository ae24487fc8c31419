namespace EdgeTester.Analysis.Numerics;

/// <summary>
/// A sum of squares over blocks (spectra), each with local variables of its own and variables that all blocks share.
/// </summary>
public interface IBlockProblem
{
    /// <summary>Number of blocks.</summary>
    int BlockCount { get; }

    /// <summary>Number of shared variables.</summary>
    int SharedCount { get; }

    /// <summary>Number of local variables, the same in every block.</summary>
    int LocalCount { get; }

    /// <summary>Number of residuals of a block.</summary>
    int ResidualCount(int block);

    /// <summary>Fills the residuals of a block.</summary>
    void Residuals(
        int block,
        ReadOnlySpan<double> shared,
        ReadOnlySpan<double> local,
        Span<double> residuals
    );

    /// <summary>Fills the residuals of a block and their derivatives by local and shared variables, column after column.</summary>
    void Jacobian(
        int block,
        ReadOnlySpan<double> shared,
        ReadOnlySpan<double> local,
        Span<double> residuals,
        Span<double> byLocal,
        Span<double> byShared
    );
}

/// <summary>Box of the variables of a block problem.</summary>
/// <param name="SharedLower">Lower bounds of the shared variables.</param>
/// <param name="SharedUpper">Upper bounds of the shared variables.</param>
/// <param name="LocalLower">Lower bounds of the local variables of each block.</param>
/// <param name="LocalUpper">Upper bounds of the local variables of each block.</param>
public sealed record BlockBounds(
    double[] SharedLower,
    double[] SharedUpper,
    double[] LocalLower,
    double[] LocalUpper
);

/// <summary>Where a block minimisation ended.</summary>
/// <param name="Shared">Shared variables.</param>
/// <param name="Local">Local variables of each block.</param>
/// <param name="SumOfSquares">Sum of squares over all blocks.</param>
/// <param name="SharedCovariance">Covariance of the shared variables for unit variance of the residuals; a held variable has zeros.</param>
/// <param name="LocalCovariance">The same of each block's local variables, with what the shared ones add.</param>
/// <param name="Iterations">Iterations taken.</param>
/// <param name="HasConverged">Whether it settled.</param>
public sealed record BlockSolution(
    double[] Shared,
    double[][] Local,
    double SumOfSquares,
    double[,] SharedCovariance,
    double[][,] LocalCovariance,
    int Iterations,
    bool HasConverged
);
