namespace EdgeTester.Analysis.Fitting;

/// <summary>One circuit fitted to a series of spectra at once.</summary>
public sealed record SeriesFitResult
{
    /// <summary>The spectra, in their order.</summary>
    public required IReadOnlyList<Spectrum> Spectra { get; init; }

    /// <summary>The parameters that all spectra share.</summary>
    public required IReadOnlyList<FittedParameter> Shared { get; init; }

    /// <summary>For each spectrum every parameter of the circuit, in the circuit's order; the shared ones are repeated.</summary>
    public required IReadOnlyList<IReadOnlyList<FittedParameter>> Parameters { get; init; }

    /// <summary>For each spectrum the root mean square of its residuals in percent of |Z|.</summary>
    public required IReadOnlyList<double> ResidualRmsPercent { get; init; }

    /// <summary>For each spectrum its weighted sum of squares.</summary>
    public required IReadOnlyList<double> ChiSquares { get; init; }

    /// <summary>For each spectrum the points (from 0) that a robust fit set aside.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Outliers { get; init; }

    /// <summary>Weighted sum of squares over all spectra.</summary>
    public required double ChiSquare { get; init; }

    /// <summary>Two residuals a point that was not set aside, less the variables of all spectra.</summary>
    public required int DegreesOfFreedom { get; init; }

    /// <summary>Akaike's criterion for small samples, comparable between choices of shared parameters.</summary>
    public required double Aicc { get; init; }

    /// <summary>Bayesian information criterion.</summary>
    public required double Bic { get; init; }

    /// <summary>False where the minimisation ran out of iterations.</summary>
    public required bool HasConverged { get; init; }

    /// <summary>Iterations of the joint minimisation.</summary>
    public required int Iterations { get; init; }
}
