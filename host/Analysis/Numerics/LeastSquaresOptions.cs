namespace EdgeTester.Analysis.Numerics;

/// <summary>When a minimisation ends and how far it may step.</summary>
public sealed record LeastSquaresOptions
{
    /// <summary>Largest number of Jacobians.</summary>
    public int MaximumIterations { get; init; } = 200;

    /// <summary>Ends when the actual and the predicted relative reduction of the sum of squares are below this.</summary>
    public double FunctionTolerance { get; init; } = 1e-13;

    /// <summary>Ends when the relative step is below this.</summary>
    public double StepTolerance { get; init; } = 1e-10;

    /// <summary>Ends when the largest cosine between the residuals and a column of the Jacobian is below this.</summary>
    public double GradientTolerance { get; init; } = 1e-12;

    /// <summary>First trust radius as a multiple of the scaled length of the start.</summary>
    public double InitialRadius { get; init; } = 100;
}

/// <summary>Why a minimisation ended.</summary>
public enum LeastSquaresEnd
{
    /// <summary>The sum of squares no longer falls.</summary>
    SmallReduction,

    /// <summary>The variables no longer move.</summary>
    SmallStep,

    /// <summary>The gradient is zero to rounding.</summary>
    SmallGradient,

    /// <summary>The sum of squares is zero to rounding.</summary>
    ExactFit,

    /// <summary>The number of iterations is used up.</summary>
    IterationLimit,

    /// <summary>The residuals at the start are not finite.</summary>
    NotFinite,
}

/// <summary>Where a minimisation ended.</summary>
/// <param name="X">The variables.</param>
/// <param name="SumOfSquares">Sum of squares there.</param>
/// <param name="Iterations">Jacobians taken.</param>
/// <param name="End">Why it ended.</param>
public sealed record LeastSquaresSolution(
    double[] X,
    double SumOfSquares,
    int Iterations,
    LeastSquaresEnd End
)
{
    /// <summary>True unless the iterations were used up or the start was not finite.</summary>
    public bool HasConverged => End is not (LeastSquaresEnd.IterationLimit or LeastSquaresEnd.NotFinite);
}
