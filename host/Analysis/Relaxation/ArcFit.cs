namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// Fits an <see cref="ArcModel"/> by Levenberg and Marquardt under Gaussian priors on its unknowns, with the scale of
/// the noise estimated alongside, and gives Laplace's approximation of its evidence
/// (MacKay, Neural Comput. 4 (1992) 415, doi:10.1162/neco.1992.4.3.415).
/// </summary>
internal sealed class ArcFit
{
    private readonly WeightedSpectrum _data;
    private readonly double _logTauCentre;
    private readonly double _logTauDeviation;
    private readonly double _logResistanceCentre;

    public ArcFit(WeightedSpectrum data, double scale)
    {
        _data = data;
        var low = -data.LogOmega[0];
        var high = -data.LogOmega[^1];
        _logTauCentre = (low + high) / 2;
        _logTauDeviation = Math.Max((high - low) / 2.5, 2);
        _logResistanceCentre = Math.Log(0.2 * scale);
    }

    /// <summary>The smallest scale of the noise that is believed: ten digits of a printed value.</summary>
    public const double SmallestVariance = 1e-18;

    public (double Centre, double Deviation) Prior(ArcModel model, int unknown)
    {
        var start = model.Series.Count;
        if (unknown < start)
            return model.Series.Prior(unknown);
        foreach (var asymmetric in model.Asymmetric)
        {
            var count = ArcModel.UnknownsOf(asymmetric);
            if (unknown < start + count)
                return (unknown - start) switch
                {
                    0 => (_logResistanceCentre, 2),
                    1 => (_logTauCentre, _logTauDeviation),
                    2 => (1.3, 1.5),
                    _ => (0, 1.5),
                };
            start += count;
        }
        throw new ArgumentOutOfRangeException(nameof(unknown));
    }

    public void Run(ArcModel model, int iterations)
    {
        int count = model.Unknowns.Length,
            rows = 2 * _data.Points;
        var centre = new double[count];
        var precision = new double[count];
        var logPrior = 0.0;
        for (var k = 0; k < count; k++)
        {
            var (c, deviation) = Prior(model, k);
            centre[k] = c;
            precision[k] = 1 / (deviation * deviation);
            logPrior -= Math.Log(deviation);
        }
        var value = new double[rows];
        var columns = new double[rows * count];
        var trialColumns = new double[rows * count];
        var residual = new double[rows];
        var gram = new double[count * count];
        var gradient = new double[count];
        var factor = new double[count * count];
        var degrees = Math.Max(2 * _data.UsedCount - count, 2);
        var damping = 1e-3;
        var x = (double[])model.Unknowns.Clone();
        var square = Linearize(model, x, value, columns, residual);
        var variance = Math.Max(square / degrees, SmallestVariance);
        var step = new double[count];
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            Dense.Gram(columns, count, rows, gram);
            Dense.Multiply(columns, count, rows, residual, gradient);
            var objective = square / variance + PriorSquare(x, centre, precision);
            var improved = false;
            for (var attempt = 0; attempt < 8 && !improved; attempt++)
            {
                for (var i = 0; i < count; i++)
                {
                    for (var j = 0; j < count; j++)
                        factor[i * count + j] = gram[i * count + j] / variance;
                    factor[i * count + i] = (factor[i * count + i] + precision[i]) * (1 + damping) + 1e-12;
                    step[i] = gradient[i] / variance - precision[i] * (x[i] - centre[i]);
                }
                if (!Dense.TryCholesky(factor, count))
                {
                    damping *= 10;
                    continue;
                }
                Dense.SolveLower(factor, count, step);
                Dense.SolveUpper(factor, count, step);
                var trial = new double[count];
                for (var i = 0; i < count; i++)
                    trial[i] = x[i] + (i < model.Series.Count ? step[i] : Math.Clamp(step[i], -1.5, 1.5));
                model.Series.Clamp(trial);
                var trialSquare = Linearize(model, trial, value, trialColumns, residual);
                var trialObjective = trialSquare / variance + PriorSquare(trial, centre, precision);
                if (trialObjective < objective)
                {
                    improved = true;
                    x = trial;
                    square = trialSquare;
                    (columns, trialColumns) = (trialColumns, columns);
                    damping = Math.Max(damping / 8, 1e-9);
                    variance = Math.Max(square / degrees, SmallestVariance);
                    if (objective - trialObjective < 1e-4)
                        iteration = iterations;
                }
                else
                    damping = Math.Max(damping * 8, 1e-6);
            }
            if (!improved)
                break;
        }
        square = Linearize(model, x, value, columns, residual);
        variance = Math.Max(square / degrees, SmallestVariance);
        Dense.Gram(columns, count, rows, gram);
        for (var k = 0; k < gram.Length; k++)
            factor[k] = gram[k] / variance;
        for (var i = 0; i < count; i++)
            factor[i * count + i] += precision[i] + 1e-12;
        model.Unknowns = x;
        model.Square = square;
        model.Variance = variance;
        model.Factor = new double[count * count];
        Dense.Cholesky(factor, count, model.Factor);
        var observations = 2 * _data.UsedCount;
        model.LogEvidence =
            -0.5 * observations * Math.Log(variance)
            - 0.5 * square / variance
            - 0.5 * PriorSquare(x, centre, precision)
            + logPrior
            + model.LogStructure
            - 0.5 * Dense.LogDeterminant(model.Factor, count);
    }

    /// <summary>Residuals and derivatives over sigma; returns the sum of squared residuals.</summary>
    public double Linearize(
        ArcModel model,
        double[] unknowns,
        double[] value,
        double[] columns,
        double[] residual
    )
    {
        model.Evaluate(unknowns, value, columns);
        var rows = value.Length;
        var square = 0.0;
        for (var k = 0; k < rows; k++)
        {
            var weight = _data.Weight(k);
            residual[k] = weight * (_data.Value[k] - value[k]);
            square += residual[k] * residual[k];
            for (var j = 0; j < unknowns.Length; j++)
                columns[j * rows + k] *= weight;
        }
        return square;
    }

    private static double PriorSquare(double[] x, double[] centre, double[] precision)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum += precision[i] * (x[i] - centre[i]) * (x[i] - centre[i]);
        return sum;
    }
}
