using EdgeTester.Analysis.Circuits;
using EdgeTester.Analysis.Numerics;

namespace EdgeTester.Analysis.Fitting;

/// <summary>
/// Follows starts to their minima until the best one is believed: its residuals are noise without structure and its
/// parameters are determined, or several starts agree on it, or the starts are used up.
/// </summary>
internal sealed class MinimumSearch(
    Spectrum spectrum,
    Circuit circuit,
    ParameterMap map,
    CircuitProblem problem,
    FitOptions options,
    CancellationToken cancellation
)
{
    private const int FirstDraws = 72;
    private const int LaterDraws = 96;
    private static readonly LeastSquaresOptions _followed = new()
    {
        MaximumIterations = 60,
        FunctionTolerance = 1e-7,
        StepTolerance = 1e-6,
        GradientTolerance = 1e-9,
    };
    private static readonly LeastSquaresOptions _final = new() { MaximumIterations = 300 };

    private readonly LevenbergMarquardt _solver = new(problem.ResidualCount, problem.VariableCount);
    private LeastSquaresSolution? _best;
    private int _starts;
    private int _hits;
    private int _iterations;

    public Minimum Run()
    {
        var hasValues = circuit.Parameters.Any(p => p.IsValueGiven && !p.IsFixed);
        if (options.Start == FitStart.CircuitValues || map.Count == 0 || hasValues)
            Follow(map.ToVariables(circuit.Values()));
        if (options.Start == FitStart.Search && map.Count > 0 && !IsBelieved())
            Search();
        if (_best is null || !double.IsFinite(_best.SumOfSquares))
            throw new FitException($"{circuit.Text} has no finite impedance on this spectrum from any start");
        var final = Minimize(_best.X, _final);
        return new Minimum(final.X, final.SumOfSquares, final.HasConverged, _starts, _hits, _iterations);
    }

    private void Search()
    {
        var search = new StartSearch(circuit, spectrum, options.Seed);
        for (var draws = FirstDraws; _starts < options.MaximumStarts; draws = LaterDraws)
        {
            var drawn = search.Draw(draws);
            if (drawn.Count == 0)
                return;
            // The best few of each round: later ones are rarely nearer to another minimum than a new draw.
            foreach (var (_, values) in drawn.Take(_starts == 0 ? 4 : 6))
            {
                cancellation.ThrowIfCancellationRequested();
                Follow(map.ToVariables(values));
                if (IsBelieved() || _starts >= options.MaximumStarts)
                    return;
            }
        }
    }

    private void Follow(double[] start)
    {
        var solution = Minimize(start, _followed);
        _starts++;
        if (!double.IsFinite(solution.SumOfSquares))
            return;
        if (_best is null || solution.SumOfSquares < _best.SumOfSquares * (1 - 1e-4))
        {
            _best = solution;
            _hits = 1;
        }
        else if (solution.SumOfSquares < _best.SumOfSquares * (1 + 1e-4))
        {
            _hits++;
            if (solution.SumOfSquares < _best.SumOfSquares)
                _best = solution;
        }
    }

    private LeastSquaresSolution Minimize(double[] start, LeastSquaresOptions tolerances)
    {
        var solution = _solver.Minimize(problem, start, map.Lower, map.Upper, map.LargestStep, tolerances);
        _iterations += solution.Iterations;
        return solution;
    }

    private bool IsBelieved()
    {
        if (_best is not { } best || !double.IsFinite(best.SumOfSquares))
            return false;
        if (_hits >= 4 && _starts >= 6)
            return true;
        var residuals = new double[problem.ResidualCount];
        problem.Residuals(best.X, residuals);
        return Whiteness.IsNoise(residuals, problem.Weights, spectrum) && (_hits >= 2 || IsDetermined(best));
    }

    /// <summary>No parameter at a limit and none with an error of the order of itself.</summary>
    private bool IsDetermined(LeastSquaresSolution best)
    {
        var rows = problem.ResidualCount;
        for (var j = 0; j < map.Count; j++)
            if (best.X[j] <= map.Lower[j] || best.X[j] >= map.Upper[j])
                return false;
        var jacobian = new double[rows * map.Count];
        problem.Jacobian(best.X, new double[rows], jacobian);
        var covariance = Covariance.Of(
            jacobian,
            rows,
            Enumerable.Range(0, map.Count).ToArray(),
            out var rank
        );
        var variance = best.SumOfSquares / Math.Max(1, rows - map.Count);
        return rank == map.Count
            && Enumerable.Range(0, map.Count).All(j => covariance[j, j] * variance < 0.15 * 0.15);
    }
}
