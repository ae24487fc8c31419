using MathNet.Numerics.LinearAlgebra;

namespace EdgeTester.Analysis.Validation;

/// <summary>A normal distribution for each point, relative to |Z|.</summary>
internal sealed record GaussianPrediction(double[] Mean, double[] Variance, double NoiseVariance);

/// <summary>
/// Bayesian linear regression of a distribution of relaxations on one part of the impedance (rows divided by |Z|): prior
/// of Gaussian curvature, noise level and prior strength by the largest evidence (MacKay, Neural Comput. 4 (1992) 415,
/// doi:10.1162/neco.1992.4.3.415).
/// </summary>
internal sealed class HilbertRegression
{
    private const double TimeConstantsPerDecade = 5;
    private readonly int _count;
    private readonly Matrix<double> _own;
    private readonly Matrix<double> _other;
    private readonly Matrix<double> _hidden;
    private readonly double[] _otherData;
    private readonly Vector<double> _mean;
    private readonly Matrix<double> _covariance;
    private readonly double _noise;

    public HilbertRegression(Spectrum spectrum, bool useReal)
    {
        _count = spectrum.Count;
        var weight = spectrum.Impedance.Select(z => z.Magnitude > 0 ? 1 / z.Magnitude : 0).ToArray();
        var real = spectrum.Impedance.Select((z, k) => z.Real * weight[k]).ToArray();
        var imaginary = spectrum.Impedance.Select((z, k) => z.Imaginary * weight[k]).ToArray();
        Data = useReal ? real : imaginary;
        _otherData = useReal ? imaginary : real;
        var omega = spectrum.FrequencyHz.Select(f => 2 * Math.PI * f).ToArray();
        var logLow = Math.Log(1 / omega[0]) - Math.Log(10);
        var logHigh = Math.Log(1 / omega[^1]) + Math.Log(10);
        var terms = Math.Max(8, (int)((logHigh - logLow) / Math.Log(10) * TimeConstantsPerDecade));
        var realPart = Matrix<double>.Build.Dense(
            _count,
            terms,
            (k, j) => weight[k] / (1 + Square(Reduced(k, j)))
        );
        var imaginaryPart = Matrix<double>.Build.Dense(
            _count,
            terms,
            (k, j) => -weight[k] * Reduced(k, j) / (1 + Square(Reduced(k, j)))
        );
        var constant = Matrix<double>.Build.Dense(_count, 1, (k, _) => weight[k]);
        var ends = Matrix<double>.Build.Dense(
            _count,
            2,
            (k, j) => weight[k] * (j == 0 ? omega[k] / omega[0] : -omega[^1] / omega[k])
        );
        // Each part sees the relaxations and what only it can see: the constant, or L and C.
        _own = useReal ? realPart.Append(constant) : imaginaryPart.Append(ends);
        _other = useReal ? imaginaryPart : realPart;
        _hidden = useReal ? ends : constant;
        (_mean, _covariance, _noise) = Regress(terms);

        double Reduced(int k, int j) => omega[k] * Math.Exp(logLow + j * (logHigh - logLow) / (terms - 1));
    }

    /// <summary>The part that is regressed, divided by |Z|.</summary>
    public double[] Data { get; }

    /// <summary>The regressed part as the model gives it.</summary>
    public GaussianPrediction PredictOwn() => Predict(_own, _mean, _covariance, new double[_count]);

    /// <summary>The other part; what the regressed part cannot know (a constant, or L and C) is fitted to the data.</summary>
    public GaussianPrediction PredictOther()
    {
        var terms = _other.ColumnCount;
        var mean = _mean.SubVector(0, terms);
        var left = Vector<double>.Build.Dense(_otherData) - _other * mean;
        var hidden = _hidden.QR().Solve(left);
        return Predict(_other, mean, _covariance.SubMatrix(0, terms, 0, terms), (_hidden * hidden).ToArray());
    }

    private GaussianPrediction Predict(
        Matrix<double> rows,
        Vector<double> mean,
        Matrix<double> covariance,
        double[] offset
    )
    {
        var spread = rows * covariance;
        var variance = new double[_count];
        for (var k = 0; k < _count; k++)
            variance[k] = Math.Max(0, spread.Row(k) * rows.Row(k));
        var values = (rows * mean).ToArray();
        for (var k = 0; k < _count; k++)
            values[k] += offset[k];
        return new GaussianPrediction(values, variance, _noise);
    }

    private (Vector<double> Mean, Matrix<double> Covariance, double Noise) Regress(int terms)
    {
        var data = Vector<double>.Build.Dense(Data);
        var gram = _own.TransposeThisAndMultiply(_own);
        var right = _own.TransposeThisAndMultiply(data);
        var penalty = CurvaturePenalty(terms, _own.ColumnCount, gram);
        var bestEvidence = double.NegativeInfinity;
        (Vector<double>, Matrix<double>, double)? best = null;
        for (var exponent = -12.0; exponent <= 4; exponent += 0.5)
        {
            var lambda = Math.Pow(10, exponent);
            var cholesky = (gram + lambda * penalty).Cholesky();
            var mean = cholesky.Solve(right);
            var residual = data - _own * mean;
            var misfit = residual * residual + lambda * (mean * (penalty * mean));
            var noise = Math.Max(misfit / _count, 1e-14);
            var evidence =
                -0.5 * (_count * Math.Log(noise) + cholesky.DeterminantLn - terms * Math.Log(lambda));
            if (evidence <= bestEvidence)
                continue;
            bestEvidence = evidence;
            best = (
                mean,
                noise * cholesky.Solve(Matrix<double>.Build.DenseIdentity(_own.ColumnCount)),
                noise
            );
        }
        return best
            ?? throw new SpectrumException("the regression of the relaxations has no finite solution");
    }

    /// <summary>Second differences squared, and a trace of the identity that keeps the matrix regular.</summary>
    private static Matrix<double> CurvaturePenalty(int terms, int columns, Matrix<double> gram)
    {
        var scale = gram.Diagonal().Sum() / columns;
        var penalty = Matrix<double>.Build.Dense(columns, columns);
        double[] difference = [1, -2, 1];
        for (var row = -1; row < terms - 1; row++)
        for (var a = 0; a < 3; a++)
        for (var b = 0; b < 3; b++)
        {
            var (i, j) = (row + a, row + b);
            // Beyond both ends the distribution is zero.
            if (i >= 0 && j >= 0 && i < terms && j < terms)
                penalty[i, j] += scale * difference[a] * difference[b];
        }
        for (var i = 0; i < columns; i++)
            penalty[i, i] += 1e-10 * scale + (i >= terms ? 1e-8 * scale : 0);
        return penalty;
    }

    private static double Square(double value) => value * value;
}
