using EdgeTester.Analysis.Circuits;
using EdgeTester.Analysis.Numerics;

namespace EdgeTester.Analysis.Fitting;

/// <summary>From a minimum to errors, intervals, criteria and warnings.</summary>
internal static class FitReport
{
    public static CircuitFitResult Create(
        Spectrum spectrum,
        Circuit circuit,
        ParameterMap map,
        CircuitProblem problem,
        Minimum minimum,
        IReadOnlyList<int> outliers,
        FitOptions options
    )
    {
        var rows = problem.ResidualCount;
        var residuals = new double[rows];
        var jacobian = new double[rows * map.Count];
        problem.Jacobian(minimum.Variables, residuals, jacobian);
        var values = new double[circuit.Parameters.Count];
        map.ToValues(minimum.Variables, values);

        var uncertainty = Uncertainty.Of(map, minimum.Variables, jacobian, rows);
        var counted = rows - 2 * outliers.Count;
        var degreesOfFreedom = counted - uncertainty.Used.Length;
        var variance = problem.Weights.IsAbsolute ? 1 : minimum.SumOfSquares / Math.Max(1, degreesOfFreedom);
        var quantile =
            problem.Weights.IsAbsolute || degreesOfFreedom < 1
                ? 1.959963984540054
                : StudentDistribution.TwoSidedQuantile(0.95, degreesOfFreedom);
        var covariance = uncertainty.ParameterCovariance(map, values, variance);
        var parameters = Enumerable
            .Range(0, values.Length)
            .Select(i => Parameter(circuit.Parameters[i], i))
            .ToArray();
        if (options.Intervals != IntervalMethod.Linear)
        {
            var curved =
                options.Intervals == IntervalMethod.Automatic
                    ? CurvatureCheck.Curved(problem, minimum, uncertainty, variance, quantile)
                    : null;
            parameters = ProfileLikelihood.Refine(
                problem,
                map,
                minimum,
                parameters,
                circuit,
                variance,
                quantile,
                curved
            );
        }

        var (logLikelihood, aicc, bic) = InformationCriteria.Of(
            minimum.SumOfSquares,
            problem.Weights,
            outliers,
            map.Count
        );
        var fitted = CanonicalOrder.Apply(circuit.WithValues(values), circuit, options, out var order);
        return new CircuitFitResult
        {
            Circuit = fitted,
            Spectrum = spectrum,
            Parameters = order
                .Select((from, to) => parameters[from] with { Name = circuit.Parameters[to].Name })
                .ToArray(),
            Covariance = Reorder(covariance, order),
            Correlation = Correlation(Reorder(covariance, order)),
            ChiSquare = minimum.SumOfSquares,
            DegreesOfFreedom = degreesOfFreedom,
            LogLikelihood = logLikelihood,
            Aicc = aicc,
            Bic = bic,
            ResidualRmsPercent = SpectrumResiduals.Rms(
                SpectrumResiduals.Percent(spectrum, fitted.Impedance(spectrum.FrequencyHz, fitted.Values()))
            ),
            Weighting = options.Weighting,
            HasConverged = minimum.HasConverged,
            Starts = minimum.Starts,
            StartsAtBest = minimum.StartsAtBest,
            Iterations = minimum.Iterations,
            Outliers = outliers,
            Warnings = FitWarnings.For(parameters, minimum, covariance, outliers, spectrum),
        };

        FittedParameter Parameter(CircuitParameter declared, int i)
        {
            var state = uncertainty.StateOf(map, i);
            if (state != ParameterState.Free || !double.IsFinite(covariance[i, i]))
                return new FittedParameter(declared.Name, declared.Unit, values[i], null, null, null, state);
            var error = Math.Sqrt(covariance[i, i]);
            var (lower, upper) = map.IsLogarithmic(i)
                ? (
                    values[i] * Math.Exp(-quantile * error / values[i]),
                    values[i] * Math.Exp(quantile * error / values[i])
                )
                : (values[i] - quantile * error, values[i] + quantile * error);
            return new FittedParameter(
                declared.Name,
                declared.Unit,
                values[i],
                error,
                Math.Max(lower, Math.Min(declared.Lower, values[i])),
                double.IsFinite(upper) ? Math.Min(upper, Math.Max(declared.Upper, values[i])) : null,
                state
            );
        }
    }

    private static double[,] Reorder(double[,] matrix, int[] order)
    {
        var n = order.Length;
        var result = new double[n, n];
        for (var i = 0; i < n; i++)
        for (var j = 0; j < n; j++)
            result[i, j] = matrix[order[i], order[j]];
        return result;
    }

    private static double[,] Correlation(double[,] covariance)
    {
        var n = covariance.GetLength(0);
        var result = new double[n, n];
        for (var i = 0; i < n; i++)
        for (var j = 0; j < n; j++)
        {
            var scale = Math.Sqrt(covariance[i, i] * covariance[j, j]);
            result[i, j] =
                scale > 0 && double.IsFinite(scale)
                    ? i == j
                        ? 1
                        : Math.Clamp(covariance[i, j] / scale, -1, 1)
                    : double.NaN;
        }
        return result;
    }
}
