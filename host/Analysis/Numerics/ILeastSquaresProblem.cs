namespace EdgeTester.Analysis.Numerics;

/// <summary>A sum of squares to be made small: residuals r(x) and their Jacobian.</summary>
public interface ILeastSquaresProblem
{
    /// <summary>Number of residuals m.</summary>
    int ResidualCount { get; }

    /// <summary>Number of variables n.</summary>
    int VariableCount { get; }

    /// <summary>Fills r(x), m numbers; they need not be finite (the step is then refused).</summary>
    void Residuals(ReadOnlySpan<double> x, Span<double> residuals);

    /// <summary>Fills r(x) and dr/dx, column after column (m n numbers).</summary>
    void Jacobian(ReadOnlySpan<double> x, Span<double> residuals, Span<double> jacobian);
}
