using EdgeTester.Analysis.Circuits;
using EdgeTester.Analysis.Numerics;

namespace EdgeTester.Analysis.Fitting;

/// <summary>From the minimum of a joint fit to errors and criteria.</summary>
internal static class SeriesReport
{
    public static SeriesFitResult Create(
        IReadOnlyList<Spectrum> spectra,
        Circuit circuit,
        ParameterMap map,
        SeriesProblem problem,
        BlockSolution solution,
        BlockBounds bounds,
        int[] sharedVariables,
        IReadOnlyList<string> sharedNames,
        int[][] outliers,
        FitOptions options,
        CancellationToken cancellation
    )
    {
        var residuals =
            Enumerable.Range(0, spectra.Count).Sum(problem.ResidualCount) - 2 * outliers.Sum(o => o.Length);
        var variables = sharedVariables.Length + spectra.Count * problem.LocalCount;
        var degreesOfFreedom = residuals - variables;
        var isAbsolute = problem.Weights(0).IsAbsolute;
        var variance = isAbsolute ? 1 : solution.SumOfSquares / Math.Max(1, degreesOfFreedom);
        var quantile =
            isAbsolute || degreesOfFreedom < 1
                ? 1.959963984540054
                : StudentDistribution.TwoSidedQuantile(0.95, degreesOfFreedom);
        var profiles = options.Intervals == IntervalMethod.Linear ? [] : Profiles();
        var parameters = new IReadOnlyList<FittedParameter>[spectra.Count];
        var rms = new double[spectra.Count];
        var sums = new double[spectra.Count];
        for (var k = 0; k < spectra.Count; k++)
        {
            var values = new double[circuit.Parameters.Count];
            map.ToValues(problem.Gather(solution.Shared, solution.Local[k]), values);
            parameters[k] = Enumerable
                .Range(0, values.Length)
                .Select(i => Parameter(i, k, values[i]))
                .ToArray();
            var block = new double[problem.ResidualCount(k)];
            problem.Residuals(k, solution.Shared, solution.Local[k], block);
            sums[k] = VectorMath.Dot(block, block);
            rms[k] = SpectrumResiduals.Rms(
                SpectrumResiduals.Percent(spectra[k], circuit.Impedance(spectra[k].FrequencyHz, values))
            );
        }
        var (aicc, bic) = Criteria(
            solution.SumOfSquares,
            problem,
            outliers,
            variables,
            residuals,
            isAbsolute
        );
        return new SeriesFitResult
        {
            Spectra = spectra,
            Shared = sharedNames.Select(name => parameters[0].First(p => p.Name == name)).ToArray(),
            Parameters = parameters,
            ResidualRmsPercent = rms,
            ChiSquares = sums,
            Outliers = outliers,
            ChiSquare = solution.SumOfSquares,
            DegreesOfFreedom = degreesOfFreedom,
            Aicc = aicc,
            Bic = bic,
            HasConverged = solution.HasConverged,
            Iterations = solution.Iterations,
        };

        FittedParameter Parameter(int i, int block, double value)
        {
            var declared = circuit.Parameters[i];
            var own = map.VariablesOf(i);
            if (own.Length == 0)
                return new FittedParameter(
                    declared.Name,
                    declared.Unit,
                    value,
                    null,
                    null,
                    null,
                    ParameterState.Fixed
                );
            var state = State(own[^1], block);
            var spread = Variance(own, block) * variance;
            if (state != ParameterState.Free || !double.IsFinite(spread) || spread <= 0)
                return new FittedParameter(
                    declared.Name,
                    declared.Unit,
                    value,
                    null,
                    null,
                    null,
                    state == ParameterState.Free ? ParameterState.Undetermined : state
                );
            var sigma = Math.Sqrt(spread);
            if (profiles.TryGetValue(i, out var profile))
                return new FittedParameter(
                    declared.Name,
                    declared.Unit,
                    value,
                    sigma * map.Slope(i, value),
                    profile.Lower ?? Bound(declared, declared.Lower),
                    profile.Upper ?? Bound(declared, declared.Upper),
                    state
                );
            var isLogarithmic = map.IsLogarithmic(i);
            return new FittedParameter(
                declared.Name,
                declared.Unit,
                value,
                sigma * map.Slope(i, value),
                isLogarithmic
                    ? value * Math.Exp(-quantile * sigma)
                    : Math.Max(declared.Lower, value - quantile * sigma),
                isLogarithmic
                    ? value * Math.Exp(quantile * sigma)
                    : Math.Min(declared.Upper, value + quantile * sigma),
                state
            );
        }

        // Shared parameters of one variable each; a sum of variables keeps its linear interval.
        Dictionary<int, (double? Lower, double? Upper)> Profiles()
        {
            var rise = quantile * quantile * variance;
            var found = new Dictionary<int, (double? Lower, double? Upper)>();
            for (var i = 0; i < circuit.Parameters.Count; i++)
            {
                if (
                    map.VariablesOf(i) is not [var j]
                    || Array.IndexOf(sharedVariables, j) is not (>= 0 and var place)
                )
                    continue;
                var spread = solution.SharedCovariance[place, place] * variance;
                if (!(spread > 0) || !double.IsFinite(spread))
                    continue;
                var (lower, upper) = SharedProfile.Of(
                    problem,
                    bounds,
                    solution,
                    place,
                    rise,
                    Math.Clamp(quantile * Math.Sqrt(spread), 1e-12, 5),
                    cancellation
                );
                var offset = map.Offset(i);
                found[i] = (
                    lower is { } a ? map.FromInner(i, a + offset) : null,
                    upper is { } b ? map.FromInner(i, b + offset) : null
                );
            }
            return found;
        }

        // An exponent's own limit is an end that means something; the far limit of a resistance only says: open.
        static double? Bound(CircuitParameter p, double limit) =>
            p.Declaration.IsLogarithmic && !p.IsLimited ? null : limit;

        ParameterState State(int variable, int block)
        {
            var place = Array.IndexOf(sharedVariables, variable);
            var (x, lower, upper) =
                place >= 0
                    ? (solution.Shared[place], bounds.SharedLower[place], bounds.SharedUpper[place])
                    : LocalBounds(problem.Local.ToList().IndexOf(variable), block);
            return x <= lower ? ParameterState.AtLowerLimit
                : x >= upper ? ParameterState.AtUpperLimit
                : ParameterState.Free;
        }

        (double, double, double) LocalBounds(int place, int block) =>
            (solution.Local[block][place], bounds.LocalLower[place], bounds.LocalUpper[place]);

        // A parameter of several variables (ordered) has them all shared or all local, or is bounded from above here.
        double Variance(int[] own, int block)
        {
            var shared = own.Select(j => Array.IndexOf(sharedVariables, j)).Where(j => j >= 0).ToArray();
            var local = own.Select(j => problem.Local.ToList().IndexOf(j)).Where(j => j >= 0).ToArray();
            return Sum(solution.SharedCovariance, shared) + Sum(solution.LocalCovariance[block], local);
        }
    }

    private static double Sum(double[,] covariance, int[] use) =>
        use.Sum(a => use.Sum(b => covariance[a, b]));

    private static (double Aicc, double Bic) Criteria(
        double sum,
        SeriesProblem problem,
        int[][] outliers,
        int variables,
        int residuals,
        bool isAbsolute
    )
    {
        var logWeights = 0.0;
        for (var k = 0; k < problem.BlockCount; k++)
        {
            var weights = problem.Weights(k);
            for (var i = 0; i < weights.Real.Length; i++)
                if (!outliers[k].Contains(i))
                    logWeights += Math.Log(weights.Real[i]) + Math.Log(weights.Imaginary[i]);
        }
        var mean = Math.Max(sum / residuals, 1e-40);
        var logLikelihood = isAbsolute
            ? -0.5 * sum - 0.5 * residuals * Math.Log(2 * Math.PI) + logWeights
            : -0.5 * residuals * (Math.Log(2 * Math.PI * mean) + 1) + logWeights;
        var k1 = variables + (isAbsolute ? 0 : 1);
        var room = residuals - k1 - 1;
        return (
            -2 * logLikelihood + 2 * k1 + (room > 0 ? 2.0 * k1 * (k1 + 1) / room : double.PositiveInfinity),
            -2 * logLikelihood + k1 * Math.Log(residuals)
        );
    }
}
