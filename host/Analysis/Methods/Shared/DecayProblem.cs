using EdgeTester.Analysis.Numerics;

namespace EdgeTester.Analysis.Methods;

/// <summary>a + sum of b K(t/tau) as a least-squares problem in a, then b and ln tau of each term.</summary>
/// <param name="bins">The data.</param>
/// <param name="terms">Number of terms.</param>
/// <param name="hasDiffusion">The first term is a finite diffusion, the others are exponentials.</param>
internal sealed class DecayProblem(DecayBins bins, int terms, bool hasDiffusion) : ILeastSquaresProblem
{
    /// <summary>Below this t/tau the square root of time is exact to 1e-6.</summary>
    private const double Short = 0.15;

    private static readonly double _root = Math.Pow(Math.PI, 1.5);

    public int ResidualCount => bins.Count;

    public int VariableCount => 1 + 2 * terms;

    /// <summary>
    /// K(u) and -dK/d ln u, u = t/tau. Exponential: exp(-u). Finite diffusion with one end held: sum over odd n of 8/(pi n)^2 exp(-n^2 u),
    /// for short times 1 - 4 u^(1/2)/pi^(3/2) (Carslaw, Jaeger, Conduction of Heat in Solids, 2nd ed., 3.8).
    /// </summary>
    public static (double Value, double Slope) Kernel(double u, bool isDiffusion)
    {
        if (!isDiffusion)
        {
            var decay = Math.Exp(-u);
            return (decay, u * decay);
        }
        if (u < Short)
            return (1 - 4 * Math.Sqrt(u) / _root, 2 * Math.Sqrt(u) / _root);
        double value = 0,
            slope = 0;
        for (var n = 1; n <= 13 && n * n * u < 40; n += 2)
        {
            var part = 8 / (Math.PI * Math.PI * n * n) * Math.Exp(-n * n * u);
            value += part;
            slope += part * n * n * u;
        }
        return (value, slope);
    }

    public void Residuals(ReadOnlySpan<double> x, Span<double> residuals)
    {
        for (var k = 0; k < bins.Count; k++)
        {
            var model = x[0];
            for (var j = 0; j < terms; j++)
                model += x[1 + 2 * j] * Kernel(bins.Time[k] * Math.Exp(-x[2 + 2 * j]), IsDiffusion(j)).Value;
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
                var (value, slope) = Kernel(bins.Time[k] * Math.Exp(-x[2 + 2 * j]), IsDiffusion(j));
                jacobian[(1 + 2 * j) * bins.Count + k] = root * value;
                jacobian[(2 + 2 * j) * bins.Count + k] = root * x[1 + 2 * j] * slope;
            }
        }
    }

    /// <summary>a, then b and ln tau of each term, with the best amplitudes for given time constants; null where they cannot be told apart.</summary>
    public double[]? Amplitudes(double[] taus, out double square)
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
                a[(j + 1) * rows + k] = root * Kernel(bins.Time[k] / taus[j], IsDiffusion(j)).Value;
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

    private bool IsDiffusion(int term) => hasDiffusion && term == 0;
}
