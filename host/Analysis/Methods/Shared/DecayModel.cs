using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Numerics;

namespace EdgeTester.Analysis.Methods;

/// <summary>The sum of exponentials with a given number of terms, fitted.</summary>
internal sealed class DecayModel
{
    private const int GridSize = 14;
    private readonly double[] _x;
    private readonly double[,] _covariance;
    private readonly double _freedom;
    private readonly double _variance;

    private readonly bool _hasDiffusion;

    private DecayModel(
        double[] x,
        double[,] covariance,
        double variance,
        double freedom,
        double bic,
        bool hasDiffusion
    )
    {
        (_x, _covariance, _variance, _freedom) = (x, covariance, variance, freedom);
        Bic = bic;
        _hasDiffusion = hasDiffusion;
    }

    public double Bic { get; }

    public int Terms => _x.Length / 2;

    /// <summary>Time constants in s.</summary>
    public double[] Taus => Enumerable.Range(0, Terms).Select(k => Math.Exp(_x[2 + 2 * k])).ToArray();

    /// <summary>
    /// Fits a number of terms, from a grid for one more term than <paramref name="known"/> has. With diffusion the first term is the answer
    /// of a finite diffusion and not an exponential.
    /// </summary>
    public static DecayModel? Fit(DecayBins bins, int terms, double[] known, bool hasDiffusion = false)
    {
        var problem = new DecayProblem(bins, terms, hasDiffusion);
        var start = Start(problem, bins, terms, known);
        if (start is null)
            return null;
        var (low, high) = Limits(bins);
        var lower = Enumerable.Repeat(double.NegativeInfinity, problem.VariableCount).ToArray();
        var upper = Enumerable.Repeat(double.PositiveInfinity, problem.VariableCount).ToArray();
        for (var k = 0; k < terms; k++)
            (lower[2 + 2 * k], upper[2 + 2 * k]) = (Math.Log(low), Math.Log(high));
        var solution = new LevenbergMarquardt(problem.ResidualCount, problem.VariableCount).Minimize(
            problem,
            start,
            lower,
            upper
        );
        double rows = bins.Rows;
        var free = problem.VariableCount;
        var freedom = Math.Max(1, rows - free);
        // Between the bins the model is judged, within them the noise shows whatever the model.
        var square = solution.SumOfSquares + bins.Within;
        var scale = bins.Value.Max(Math.Abs);
        var variance = Math.Max(square / freedom, 1e-30 * scale * scale);
        // Bins that scatter more than their rows are not noise that averages out: small corrections of the set point, a model that misses.
        double between = bins.Count - free;
        if (bins.Count < bins.Rows && between >= 8 && solution.SumOfSquares / between > 1.5 * variance)
            (variance, freedom) = (solution.SumOfSquares / between, between);
        var jacobian = new double[problem.ResidualCount * free];
        problem.Jacobian(solution.X, new double[problem.ResidualCount], jacobian);
        var covariance = Covariance.Of(
            jacobian,
            problem.ResidualCount,
            Enumerable.Range(0, free).ToArray(),
            out var rank
        );
        // Terms that cannot be told apart have no errors.
        if (rank < free)
            return null;
        for (var i = 0; i < free; i++)
        for (var j = 0; j < free; j++)
            covariance[i, j] *= variance;
        double count = bins.Count;
        var floor = 1e-30 * scale * scale;
        var bic = count * Math.Log(Math.Max(solution.SumOfSquares / count, floor)) + free * Math.Log(count);
        return new DecayModel(solution.X, covariance, variance, freedom, bic, hasDiffusion);
    }

    public DecayFit Report(DecayBins bins, double fastest, double duration)
    {
        var slow = Enumerable.Range(0, Terms).Where(k => Math.Exp(_x[2 + 2 * k]) >= fastest).ToArray();
        int[] members = [0, .. slow.Select(k => 1 + 2 * k)];
        var start = members.Sum(i => _x[i]);
        var terms = Enumerable
            .Range(0, Terms)
            .Select(k => (_x[1 + 2 * k], Math.Exp(_x[2 + 2 * k])))
            .OrderBy(term => term.Item2)
            .ToArray();
        return new DecayFit
        {
            Asymptote = new UncertainValue(_x[0], Math.Sqrt(_covariance[0, 0])),
            Start = new UncertainValue(
                start,
                Math.Sqrt(Math.Max(0, members.Sum(i => members.Sum(j => _covariance[i, j]))))
            ),
            Covariance = members.Sum(i => _covariance[0, i]),
            DegreesOfFreedom = _freedom,
            Terms = terms,
            HasDiffusion = _hasDiffusion,
            Last = DecayProblem.Model(_x, _hasDiffusion ? DecayProblem.DiffusionOf(_x) : null, duration),
            Variables = _x,
            Noise = Math.Sqrt(_variance),
            Points = bins.Rows,
            Duration = duration,
        };
    }

    private static (double Low, double High) Limits(DecayBins bins)
    {
        var last = bins.Time[^1];
        var first = bins.Time.FirstOrDefault(t => t > 0, last);
        return (Math.Max(first / 3, last * 1e-7), last * 5);
    }

    private static double[]? Start(DecayProblem problem, DecayBins bins, int terms, double[] known)
    {
        if (terms == 0)
            return [bins.Value.Zip(bins.Weight, (v, w) => v * w).Sum() / bins.Weight.Sum()];
        var (low, high) = Limits(bins);
        if (!(high > low))
            return null;
        double[]? best = null;
        var bestSquare = double.PositiveInfinity;
        for (var g = 0; g < GridSize; g++)
        {
            var tau = low * Math.Pow(high / low, (g + 0.5) / GridSize);
            if (known.Any(other => Math.Abs(Math.Log(tau / other)) < 0.5))
                continue;
            var linear = problem.Amplitudes([.. known.Take(terms - 1), tau], out var square);
            if (linear is null || !(square < bestSquare))
                continue;
            bestSquare = square;
            best = linear;
        }
        return best;
    }
}
