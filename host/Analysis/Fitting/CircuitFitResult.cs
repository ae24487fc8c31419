using System.Numerics;
using EdgeTester.Analysis.Circuits;

namespace EdgeTester.Analysis.Fitting;

/// <summary>A circuit fitted to a spectrum.</summary>
public sealed record CircuitFitResult
{
    /// <summary>The circuit with the fitted values.</summary>
    public required Circuit Circuit { get; init; }

    /// <summary>The spectrum.</summary>
    public required Spectrum Spectrum { get; init; }

    /// <summary>Every parameter, in the order of the circuit.</summary>
    public required IReadOnlyList<FittedParameter> Parameters { get; init; }

    /// <summary>
    /// Correlation of the parameters' errors, row and column as in <see cref="Parameters"/>; NaN where one of the two
    /// has no error.
    /// </summary>
    public required double[,] Correlation { get; init; }

    /// <summary>
    /// Covariance of the parameters, row and column as in <see cref="Parameters"/>, in the product of the units; 0 for
    /// a parameter without error.
    /// </summary>
    public required double[,] Covariance { get; init; }

    /// <summary>Weighted sum of squares over real and imaginary parts, with the weights of <see cref="Weighting"/>.</summary>
    public required double ChiSquare { get; init; }

    /// <summary>Two residuals a point less the parameters that were fitted.</summary>
    public required int DegreesOfFreedom { get; init; }

    /// <summary>Logarithm of the Gaussian likelihood at the best noise level (natural, in 1/ohm^2N).</summary>
    public required double LogLikelihood { get; init; }

    /// <summary>Akaike's criterion for small samples (Hurvich, Tsai, Biometrika 76 (1989) 297, doi:10.1093/biomet/76.2.297).</summary>
    public required double Aicc { get; init; }

    /// <summary>Bayesian information criterion (Schwarz, Ann. Stat. 6 (1978) 461, doi:10.1214/aos/1176344136).</summary>
    public required double Bic { get; init; }

    /// <summary>Root mean square of real and imaginary residuals, each in percent of |Z|.</summary>
    public required double ResidualRmsPercent { get; init; }

    /// <summary>The weights that were used.</summary>
    public required Weighting Weighting { get; init; }

    /// <summary>False where the minimisation ran out of iterations.</summary>
    public required bool HasConverged { get; init; }

    /// <summary>Number of starts that were followed to a minimum.</summary>
    public required int Starts { get; init; }

    /// <summary>Number of those that ended in the minimum that is reported.</summary>
    public required int StartsAtBest { get; init; }

    /// <summary>Iterations of all starts together.</summary>
    public required int Iterations { get; init; }

    /// <summary>Points (from 0, in the spectrum's order) that a robust fit set aside.</summary>
    public IReadOnlyList<int> Outliers { get; init; } = [];

    /// <summary>What a reader should know before using the numbers, one sentence each.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Chi-square by degrees of freedom; NaN with none left.</summary>
    public double ReducedChiSquare => DegreesOfFreedom > 0 ? ChiSquare / DegreesOfFreedom : double.NaN;

    /// <summary>The fitted values, in the order of the circuit.</summary>
    public double[] Values => Circuit.Values();

    /// <summary>The parameter with this name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public FittedParameter this[string name] => Parameters[Circuit.IndexOf(name)];

    /// <summary>The model's Z in ohm at any frequency in Hz.</summary>
    public Complex Impedance(double frequencyHz) => Circuit.Impedance(frequencyHz, Values);

    /// <summary>The model's Z in ohm at each frequency in Hz.</summary>
    public Complex[] Impedance(IReadOnlyList<double> frequencyHz) => Circuit.Impedance(frequencyHz, Values);

    /// <summary>Data less model, in percent of |Z| of the data, one a point.</summary>
    public Complex[] ResidualsPercent() =>
        SpectrumResiduals.Percent(Spectrum, Impedance(Spectrum.FrequencyHz));
}
