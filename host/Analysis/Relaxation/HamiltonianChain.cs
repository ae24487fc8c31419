namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// Hamiltonian Monte Carlo in coordinates in which Laplace's approximation of the posterior, at the present scale of the
/// noise and deviation of the departure, is standard normal; those two are drawn anew after each move (Neal, in Handbook of Markov Chain Monte
/// Carlo (2011), arXiv:1206.1901).
/// </summary>
internal sealed class HamiltonianChain
{
    /// <summary>A quarter of the period of a standard normal coordinate: the end is independent of the beginning.</summary>
    private const double PathLength = Math.PI / 2;

    private const int MostSteps = 16;
    private const int Settling = 30;

    /// <summary>Moves from one draw to the next: the departure's deviation changes slowly.</summary>
    private const int Thinning = 2;

    private const double WantedAcceptance = 0.8;

    private readonly LogarithmPosterior _posterior;
    private readonly double[] _gram;
    private readonly double[] _factor;
    private readonly Random _random;
    private readonly double[] _x;
    private readonly double[] _gradient;
    private double _step = 0.3;

    /// <param name="posterior">What is drawn from.</param>
    /// <param name="mode">Where the chain starts.</param>
    /// <param name="gram">J^T J of the weighted residuals at the mode.</param>
    /// <param name="random">Where the draws come from.</param>
    public HamiltonianChain(
        LogarithmPosterior posterior,
        LogarithmEstimate mode,
        double[] gram,
        Random random
    )
    {
        _posterior = posterior;
        _gram = gram;
        _factor = new double[gram.Length];
        _random = random;
        _x = new double[posterior.Count];
        _gradient = new double[posterior.Count - 1];
        mode.Unknowns.CopyTo(_x, 0);
        posterior.Variance = mode.Variance;
    }

    /// <summary>Share of the moves after the warm-up that were accepted.</summary>
    public double Acceptance { get; private set; }

    /// <summary>Runs the chain; after each move past the warm-up the unknowns and the variance are handed over.</summary>
    public void Run(int warmUp, int draws, Action<double[], double> take)
    {
        var accepted = 0;
        for (var move = -warmUp; move < Thinning * draws; move++)
        {
            var chance = Move();
            if (move < 0)
                _step = Math.Clamp(
                    _step * Math.Exp((chance - WantedAcceptance) / Math.Sqrt(move + warmUp + 1)),
                    0.02,
                    1
                );
            else if (chance > 0.5)
                accepted++;
            // At the mode there is less departure than in any draw: its deviation waits until the path has left it.
            if (move >= -warmUp + Settling)
                _posterior.DrawDeviation(_x, _random);
            _posterior.Energy(_x, _gradient);
            var half = 0.5 * _posterior.Observations;
            _posterior.Variance = Math.Max(
                0.5 * _posterior.Square / MathNet.Numerics.Distributions.Gamma.Sample(_random, half, 1),
                ArcFit.SmallestVariance
            );
            if (move >= 0 && move % Thinning == 0)
                take(_x, _posterior.Variance);
        }
        Acceptance = accepted / (double)(Thinning * draws);
    }

    /// <summary>One path of leapfrog steps; returns the probability with which it is accepted.</summary>
    private double Move()
    {
        // The departure's deviation is no coordinate of the path: it is drawn anew between the moves.
        var first = _x.Length - 1;
        _posterior.Curvature(_gram, _x[^1], _factor);
        Dense.Cholesky((double[])_factor.Clone(), first, _factor);
        var momentum = new double[first];
        for (var j = 0; j < first; j++)
            momentum[j] = NormalDistribution.Draw(_random);
        var x = (double[])_x.Clone();
        var gradient = new double[first];
        var before = _posterior.Energy(x, gradient) + 0.5 * Dense.Dot(momentum, momentum);
        Dense.SolveLower(_factor, first, gradient);
        // The length varies, so that no coordinate comes back to where it was every time.
        var length = PathLength * (0.7 + 0.6 * _random.NextDouble());
        var steps = Math.Clamp((int)Math.Ceiling(length / _step), 1, MostSteps);
        var energy = double.PositiveInfinity;
        var move = new double[first];
        for (var s = 0; s < steps; s++)
        {
            Dense.Add(momentum, gradient, -_step / 2);
            momentum.AsSpan(0, first).CopyTo(move);
            Dense.SolveUpper(_factor, first, move);
            Dense.Add(x.AsSpan(0, first), move, _step);
            energy = _posterior.Energy(x, gradient);
            if (!double.IsFinite(energy))
                return 0;
            Dense.SolveLower(_factor, first, gradient);
            Dense.Add(momentum, gradient, -_step / 2);
        }
        var after = energy + 0.5 * Dense.Dot(momentum, momentum);
        var chance = Math.Min(1, Math.Exp(before - after));
        if (_random.NextDouble() < chance)
            x.CopyTo(_x, 0);
        return double.IsNaN(chance) ? 0 : chance;
    }
}
