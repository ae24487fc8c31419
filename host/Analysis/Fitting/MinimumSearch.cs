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
    private static readonly LeastSquaresOptions _followed = new()
    {
        MaximumIterations = 60,
        FunctionTolerance = 1e-7,
        StepTolerance = 1e-6,
        GradientTolerance = 1e-9,
    };
    private readonly LeastSquaresOptions _final = new() { MaximumIterations = options.FinalIterations };
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
        var draws = 18 << Math.Clamp(search.ReactiveTerms, 1, 5);
        var followed = new List<DrawnStart>();
        var bestSum = double.PositiveInfinity;
        for (var round = 0; _starts < options.MaximumStarts; round++)
        {
            // Every other round varies the best solution so far; the first and the rest begin anew.
            var drawn =
                round % 2 == 1 && _best is not null
                    ? search.DrawAround(Values(_best), draws / 2)
                    : search.Draw(draws);
            if (_best is null || _best.SumOfSquares < bestSum * (1 - 1e-4))
                // A better solution has other surroundings: what was tried around the last one does not count.
                followed.RemoveAll(start => start.Changed >= 0);
            bestSum = _best?.SumOfSquares ?? double.PositiveInfinity;
            var room = round == 0 ? 4 : 3;
            foreach (var start in drawn)
            {
                cancellation.ThrowIfCancellationRequested();
                if (followed.Any(start.IsNear))
                    continue;
                followed.Add(start);
                Follow(map.ToVariables(start.Values));
                if (IsBelieved() || _starts >= options.MaximumStarts)
                    return;
                if (--room == 0)
                    break;
            }
            if (round > 2 * options.MaximumStarts)
                return;
        }
    }

    private double[] Values(LeastSquaresSolution solution)
    {
        var values = new double[circuit.Parameters.Count];
        map.ToValues(solution.X, values);
        return values;
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
        var isDetermined = IsDetermined(best);
        // A minimum in which a parameter is idle draws many starts: it takes more of them to believe that it is the lowest.
        if (_hits >= 4 && _starts >= (isDetermined ? 8 : 20))
            return true;
        if (!isDetermined)
            return false;
        var residuals = new double[problem.ResidualCount];
        problem.Residuals(best.X, residuals);
        return Whiteness.IsNoise(residuals, problem.Weights, spectrum);
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
            && Enumerable.Range(0, map.Count).All(j => covariance[j, j] * variance < 0.4 * 0.4);
    }
}
