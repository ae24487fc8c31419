using EdgeTester.Analysis.Numerics;

namespace EdgeTester.Analysis.Methods;

/// <summary>a + sum of b exp(-t/tau) as a least-squares problem in a, then b and ln tau of each term.</summary>
internal sealed class DecayProblem(DecayBins bins, int terms) : ILeastSquaresProblem
{
    public int ResidualCount => bins.Count;

    public int VariableCount => 1 + 2 * terms;

    public void Residuals(ReadOnlySpan<double> x, Span<double> residuals)
    {
        for (var k = 0; k < bins.Count; k++)
        {
            var model = x[0];
            for (var j = 0; j < terms; j++)
                model += x[1 + 2 * j] * Math.Exp(-bins.Time[k] * Math.Exp(-x[2 + 2 * j]));
            residuals[k] = Math.Sqrt(bins.Weight[k]) * (model - bins.Value[k]);
        }
    }

    public void Jacobian(ReadOnlySpan<double> x, Span<double> residuals, Span<double> jacobian)
    {
        Residuals(x, residuals);
        for (var k = 0; k < bins.Count; k++)
        {
            var root = Math.Sqrt(bins.Weight[k]);
            jacobian[k] = root;
            for (var j = 0; j < terms; j++)
            {
                var passed = bins.Time[k] * Math.Exp(-x[2 + 2 * j]);
                var decay = Math.Exp(-passed);
                jacobian[(1 + 2 * j) * bins.Count + k] = root * decay;
                jacobian[(2 + 2 * j) * bins.Count + k] = root * x[1 + 2 * j] * decay * passed;
            }
        }
    }

    /// <summary>a, then b and ln tau of each term, with the best amplitudes for given time constants; null where they cannot be told apart.</summary>
    public static double[]? Amplitudes(DecayBins bins, double[] taus, out double square)
    {
        var columns = taus.Length + 1;
        var rows = bins.Count;
        square = double.PositiveInfinity;
        if (rows <= columns)
            return null;
        var a = new double[rows * columns];
        var right = new double[rows];
        for (var k = 0; k < rows; k++)
        {
            var root = Math.Sqrt(bins.Weight[k]);
            right[k] = root * bins.Value[k];
            a[k] = root;
            for (var j = 0; j < taus.Length; j++)
                a[(j + 1) * rows + k] = root * Math.Exp(-bins.Time[k] / taus[j]);
        }
        square = HouseholderQr.Factor(a, rows, columns, right);
        var amplitudes = new double[columns];
        HouseholderQr.Solve(a, rows, columns, right, amplitudes);
        var x = new double[1 + 2 * taus.Length];
        x[0] = amplitudes[0];
        for (var j = 0; j < taus.Length; j++)
            (x[1 + 2 * j], x[2 + 2 * j]) = (amplitudes[j + 1], Math.Log(taus[j]));
        return x;
    }
}
