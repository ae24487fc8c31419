namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// Fits all spectra of a series at once: each unknown has its own Gaussian prior in every spectrum and a Gaussian
/// prior on its second differences in time, whose strength the evidence chooses.
/// </summary>
internal sealed class JointFit
{
    private const int Rounds = 4;
    private readonly IReadOnlyList<IJointMember> _members;
    private readonly TimeCoupling _coupling;
    private readonly double[] _centre;
    private readonly double[] _precision;
    private readonly double[] _step;
    private readonly int _count;

    /// <param name="members">The spectra.</param>
    /// <param name="coupling">Their second differences.</param>
    /// <param name="centre">Centre of the prior of each unknown.</param>
    /// <param name="deviation">Standard deviation of the prior of each unknown.</param>
    /// <param name="step">Unit of the second difference of each unknown.</param>
    public JointFit(
        IReadOnlyList<IJointMember> members,
        TimeCoupling coupling,
        double[] centre,
        double[] deviation,
        double[] step
    )
    {
        _members = members;
        _coupling = coupling;
        _centre = centre;
        _precision = deviation.Select(d => 1 / (d * d)).ToArray();
        _step = step;
        _count = centre.Length;
    }

    /// <summary>
    /// Tries common strengths from the stiffest down, then gives each unknown its own by expectation-maximisation
    /// under Student's t for the second differences, so that a sudden change (a relaxation that is born) bends the
    /// course where it happens and nowhere else.
    /// </summary>
    public JointEstimate Search(double[][] start, IReadOnlyList<double> strengths)
    {
        JointEstimate? best = null;
        var from = start;
        var variance = double.NaN;
        foreach (var strength in strengths)
        {
            var estimate = Run(from, Even(strength), best is null ? 25 : 8, variance);
            from = estimate.Unknowns;
            variance = estimate.Variance;
            if (best is null || estimate.LogEvidence > best.LogEvidence)
                best = estimate;
            else if (estimate.LogEvidence < best.LogEvidence - 3)
                break;
        }
        var evidence = best!.LogEvidence;
        for (var round = 0; round < Rounds && _coupling.Rows > 2; round++)
            best = Run(best.Unknowns, Strengths(best), 6, best.Variance);
        return WithCovariances(best) with { LogEvidence = evidence };
    }

    /// <summary>The joint mode and covariances at given strengths.</summary>
    public JointEstimate Refine(JointEstimate estimate) =>
        WithCovariances(Run(estimate.Unknowns, estimate.Strength, 8, estimate.Variance));

    private double[][] Even(double strength) =>
        Enumerable
            .Range(0, Math.Max(_coupling.Rows, 1))
            .Select(_ => Enumerable.Repeat(strength, _count).ToArray())
            .ToArray();

    private double[][] Strengths(JointEstimate estimate)
    {
        const double degrees = 2;
        var inverse = Factored(estimate).InverseInBand();
        var result = Even(0);
        var squares = new double[_coupling.Rows];
        for (var j = 0; j < _count; j++)
        {
            var present = Enumerable
                .Range(0, _coupling.Rows)
                .Select(t => estimate.Strength[t][j])
                .Order()
                .ElementAt(_coupling.Rows / 2);
            var sum = 0.0;
            for (var t = 0; t < _coupling.Rows; t++)
            {
                var bend = Bend(estimate.Unknowns, t, j);
                var square = bend * bend;
                for (var a = 0; a < 3; a++)
                for (var b = 0; b < 3; b++)
                    square +=
                        _coupling.Coefficient(t, a)
                        * _coupling.Coefficient(t, b)
                        * inverse[(t + Math.Max(a, b)) * _count + j, (t + Math.Min(a, b)) * _count + j];
                squares[t] = square / (_step[j] * _step[j]);
                result[t][j] = (degrees + 1) / (degrees + present * squares[t]);
                sum += result[t][j] * squares[t];
            }
            var strength = Math.Clamp(_coupling.Rows / sum, 1e-2, 1e7);
            for (var t = 0; t < _coupling.Rows; t++)
                result[t][j] *= strength;
        }
        return result;
    }

    private JointEstimate Run(double[][] start, double[][] strength, int iterations, double variance)
    {
        int total = _members.Count,
            p = _count;
        var x = start.Select(u => (double[])u.Clone()).ToArray();
        var gram = new double[total][];
        var gradient = new double[total][];
        for (var t = 0; t < total; t++)
        {
            gram[t] = new double[p * p];
            gradient[t] = new double[p];
        }
        var matrix = new BandedMatrix(total * p, Math.Min(2 * p, total * p - 1));
        var square = Linearize(x, gram, gradient);
        var observations = _members.Sum(m => m.Observations);
        if (double.IsNaN(variance))
            variance = square / observations;
        var damping = 1e-3;
        var step = new double[total * p];
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            var objective = square / variance + PriorSquare(x, strength);
            var improved = false;
            for (var attempt = 0; attempt < 6 && !improved; attempt++)
            {
                Assemble(matrix, gram, strength, variance, damping);
                RightHandSide(x, gradient, strength, variance, step);
                if (!matrix.TryFactor())
                {
                    damping = Math.Max(damping * 10, 1e-8);
                    continue;
                }
                matrix.Solve(step);
                var trial = new double[total][];
                for (var t = 0; t < total; t++)
                {
                    trial[t] = new double[p];
                    for (var j = 0; j < p; j++)
                        trial[t][j] = x[t][j] + Math.Clamp(step[t * p + j], -Reach(j), Reach(j));
                    _members[t].Clamp(trial[t]);
                }
                var trialSquare = Square(trial);
                var trialObjective = trialSquare / variance + PriorSquare(trial, strength);
                if (trialObjective < objective)
                {
                    improved = true;
                    x = trial;
                    damping = Math.Max(damping / 10, 1e-9);
                    if (objective - trialObjective < 0.002 * total)
                        iteration = iterations;
                }
                else
                    damping = Math.Max(damping * 8, 1e-6);
            }
            if (!improved)
                break;
            square = Linearize(x, gram, gradient);
            variance = Math.Max(square / Math.Max(observations - 0.7 * p * total, observations * 0.3), 1e-18);
        }
        Assemble(matrix, gram, strength, variance, 0);
        var logEvidence = double.NegativeInfinity;
        if (matrix.TryFactor())
        {
            variance = Math.Max(
                square / Math.Max(observations - Absorbed(matrix, strength), observations * 0.3),
                1e-18
            );
            Assemble(matrix, gram, strength, variance, 0);
            matrix.TryFactor();
            logEvidence =
                -0.5 * observations * Math.Log(variance)
                - 0.5 * square / variance
                - 0.5 * PriorSquare(x, strength)
                - 0.5 * matrix.LogDeterminant();
            for (var j = 0; j < p; j++)
                logEvidence +=
                    0.5 * _coupling.LogDeterminant(_precision[j], strength[0][j] / (_step[j] * _step[j]));
        }
        return new JointEstimate(x, variance, logEvidence, strength, []);
    }

    /// <summary>The posterior covariance of the unknowns of each spectrum.</summary>
    private JointEstimate WithCovariances(JointEstimate estimate)
    {
        int total = _members.Count,
            p = _count;
        var inverse = Factored(estimate).InverseInBand();
        var covariances = new double[total][];
        for (var t = 0; t < total; t++)
        {
            covariances[t] = new double[p * p];
            for (var i = 0; i < p; i++)
            for (var j = 0; j <= i; j++)
                covariances[t][i * p + j] = covariances[t][j * p + i] = inverse[t * p + i, t * p + j];
        }
        return estimate with { Covariances = covariances };
    }

    /// <summary>Furthest that an unknown moves in one iteration.</summary>
    private double Reach(int unknown) => Math.Max(3, 15 * _step[unknown]);

    private BandedMatrix Factored(JointEstimate estimate)
    {
        int total = _members.Count,
            p = _count;
        var gram = estimate.Unknowns.Select(_ => new double[p * p]).ToArray();
        Linearize(estimate.Unknowns, gram, estimate.Unknowns.Select(_ => new double[p]).ToArray());
        var matrix = new BandedMatrix(total * p, Math.Min(2 * p, total * p - 1));
        for (var damping = 0.0; ; damping = damping == 0 ? 1e-12 : 10 * damping)
        {
            Assemble(matrix, gram, estimate.Strength, estimate.Variance, damping);
            if (matrix.TryFactor() || damping > 1)
                return matrix;
        }
    }

    private double Absorbed(BandedMatrix factor, double[][] strength)
    {
        var p = _count;
        var inverse = factor.InverseInBand();
        var fromPrior = 0.0;
        for (var t = 0; t < _members.Count; t++)
        for (var j = 0; j < p; j++)
            fromPrior += _precision[j] * inverse[t * p + j, t * p + j];
        for (var t = 0; t < _coupling.Rows; t++)
        for (var j = 0; j < p; j++)
        for (var a = 0; a < 3; a++)
        for (var b = 0; b < 3; b++)
            fromPrior +=
                strength[t][j]
                / (_step[j] * _step[j])
                * _coupling.Coefficient(t, a)
                * _coupling.Coefficient(t, b)
                * inverse[(t + Math.Max(a, b)) * p + j, (t + Math.Min(a, b)) * p + j];
        return p * _members.Count - fromPrior;
    }

    private double Linearize(double[][] x, double[][] gram, double[][] gradient)
    {
        var square = 0.0;
        for (var t = 0; t < x.Length; t++)
            square += _members[t].Linearize(x[t], gram[t], gradient[t]);
        return square;
    }

    private double Square(double[][] x)
    {
        var square = 0.0;
        for (var t = 0; t < x.Length; t++)
            square += _members[t].Linearize(x[t], [], []);
        return double.IsFinite(square) ? square : double.MaxValue;
    }

    private void Assemble(
        BandedMatrix matrix,
        double[][] gram,
        double[][] strength,
        double variance,
        double damping
    )
    {
        var p = _count;
        for (var i = 0; i < matrix.Size; i++)
        for (var j = Math.Max(i - matrix.Width, 0); j <= i; j++)
            matrix[i, j] = 0;
        for (var t = 0; t < gram.Length; t++)
        for (var i = 0; i < p; i++)
        {
            for (var j = 0; j <= i; j++)
                matrix[t * p + i, t * p + j] = gram[t][i * p + j] / variance;
            matrix[t * p + i, t * p + i] += _precision[i] + 1e-12;
        }
        for (var t = 0; t < _coupling.Rows; t++)
        for (var a = 0; a < 3; a++)
        for (var b = 0; b <= a; b++)
        {
            var share = _coupling.Coefficient(t, a) * _coupling.Coefficient(t, b);
            for (var j = 0; j < p; j++)
                matrix[(t + a) * p + j, (t + b) * p + j] += strength[t][j] * share / (_step[j] * _step[j]);
        }
        if (damping > 0)
            for (var i = 0; i < matrix.Size; i++)
                matrix[i, i] *= 1 + damping;
    }

    private void RightHandSide(
        double[][] x,
        double[][] gradient,
        double[][] strength,
        double variance,
        double[] target
    )
    {
        var p = _count;
        for (var t = 0; t < x.Length; t++)
        for (var j = 0; j < p; j++)
            target[t * p + j] = gradient[t][j] / variance - _precision[j] * (x[t][j] - _centre[j]);
        for (var t = 0; t < _coupling.Rows; t++)
        for (var j = 0; j < p; j++)
        {
            var bend = Bend(x, t, j) * strength[t][j] / (_step[j] * _step[j]);
            for (var a = 0; a < 3; a++)
                target[(t + a) * p + j] -= bend * _coupling.Coefficient(t, a);
        }
    }

    private double PriorSquare(double[][] x, double[][] strength)
    {
        var sum = 0.0;
        for (var j = 0; j < _count; j++)
        {
            for (var t = 0; t < x.Length; t++)
                sum += _precision[j] * (x[t][j] - _centre[j]) * (x[t][j] - _centre[j]);
            for (var t = 0; t < _coupling.Rows; t++)
            {
                var bend = Bend(x, t, j) / _step[j];
                sum += strength[t][j] * bend * bend;
            }
        }
        return sum;
    }

    private double Bend(double[][] x, int t, int j) =>
        _coupling.Coefficient(t, 0) * x[t][j]
        + _coupling.Coefficient(t, 1) * x[t + 1][j]
        + _coupling.Coefficient(t, 2) * x[t + 2][j];
}
