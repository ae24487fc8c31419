using EdgeTester.Analysis.Numerics;

namespace EdgeTester.Analysis.Methods;

/// <summary>a + sum of b K(t/tau) as a least-squares problem in a, then b and ln tau of each term.</summary>
/// <param name="bins">The data.</param>
/// <param name="terms">Number of terms.</param>
/// <param name="hasDiffusion">The first term is a finite diffusion, the others are exponentials.</param>
internal sealed class DecayProblem(DecayBins bins, int terms, bool hasDiffusion) : ILeastSquaresProblem
{
    public int ResidualCount => bins.Count;

    public int VariableCount => 1 + 2 * terms;

    /// <summary>The model at a time in s.</summary>
    public static double Model(ReadOnlySpan<double> x, FiniteDiffusion? diffusion, double t)
    {
        var value = x[0];
        for (var j = 0; j < x.Length / 2; j++)
        {
            var u = t * Math.Exp(-x[2 + 2 * j]);
            value += x[1 + 2 * j] * (j == 0 && diffusion is not null ? diffusion.At(u) : Math.Exp(-u));
        }
        return value;
    }

    /// <summary>The diffusion that belongs to the variables; its ratio is amplitude by asymptote.</summary>
    public static FiniteDiffusion DiffusionOf(ReadOnlySpan<double> x) => new(x[1] / x[0]);

    public void Residuals(ReadOnlySpan<double> x, Span<double> residuals)
    {
        var diffusion = hasDiffusion ? DiffusionOf(x) : null;
        for (var k = 0; k < bins.Count; k++)
            residuals[k] = Math.Sqrt(bins.Weight[k]) * (Model(x, diffusion, bins.Time[k]) - bins.Value[k]);
    }

    public void Jacobian(ReadOnlySpan<double> x, Span<double> residuals, Span<double> jacobian)
    {
        Residuals(x, residuals);
        if (hasDiffusion)
        {
            Differences(x, jacobian);
            return;
        }
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
    public double[]? Amplitudes(double[] taus, out double square)
    {
        var columns = taus.Length + 1;
        var rows = bins.Count;
        square = double.PositiveInfinity;
        if (rows <= columns)
            return null;
        // The ratio is not known yet; a small one is near enough for a start.
        var diffusion = hasDiffusion ? new FiniteDiffusion(0) : null;
        var a = new double[rows * columns];
        var right = new double[rows];
        for (var k = 0; k < rows; k++)
        {
            var root = Math.Sqrt(bins.Weight[k]);
            right[k] = root * bins.Value[k];
            a[k] = root;
            for (var j = 0; j < taus.Length; j++)
            {
                var u = bins.Time[k] / taus[j];
                a[(j + 1) * rows + k] =
                    root * (j == 0 && diffusion is not null ? diffusion.At(u) : Math.Exp(-u));
            }
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

    private void Differences(ReadOnlySpan<double> x, Span<double> jacobian)
    {
        var (above, below) = (new double[bins.Count], new double[bins.Count]);
        var moved = x.ToArray();
        for (var j = 0; j < x.Length; j++)
        {
            // Amplitudes in their own size, logarithms of time in theirs.
            var step = j > 0 && j % 2 == 0 ? 1e-5 : 1e-5 * Math.Max(Math.Abs(x[j]), 1e-3 * Math.Abs(x[0]));
            if (step == 0)
                step = 1e-12;
            moved[j] = x[j] + step;
            Residuals(moved, above);
            moved[j] = x[j] - step;
            Residuals(moved, below);
            moved[j] = x[j];
            for (var k = 0; k < bins.Count; k++)
                jacobian[j * bins.Count + k] = (above[k] - below[k]) / (2 * step);
        }
    }
}
