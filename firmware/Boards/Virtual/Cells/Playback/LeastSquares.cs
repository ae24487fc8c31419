namespace EdgeTester.Firmware.Virtual.Cells.Playback;

/// <summary>Linear least squares with a ridge, by Householder reflections (Golub 1965, doi:10.1007/BF01436075).</summary>
internal static class LeastSquares
{
    /// <summary>The x that makes |A x - b|^2 + |ridge x|^2 smallest; columns are scaled to length one before the ridge acts.</summary>
    /// <param name="columns">Columns of A, all as long as b. Not changed.</param>
    /// <param name="right">b.</param>
    /// <param name="ridge">Above 0.</param>
    public static double[] Solve(IReadOnlyList<double[]> columns, double[] right, double ridge)
    {
        int n = columns.Count;
        int rows = right.Length + n;
        var scale = new double[n];
        var a = new double[n][];
        for (int j = 0; j < n; j++)
        {
            scale[j] = Math.Sqrt(columns[j].Sum(value => value * value));
            scale[j] = scale[j] > 0 ? scale[j] : 1;
            a[j] = new double[rows];
            for (int i = 0; i < right.Length; i++)
            {
                a[j][i] = columns[j][i] / scale[j];
            }
            a[j][right.Length + j] = ridge;
        }
        var b = new double[rows];
        right.CopyTo(b, 0);
        var diagonal = new double[n];
        for (int j = 0; j < n; j++)
        {
            double norm = Math.Sqrt(Dot(a[j], a[j], j));
            diagonal[j] = a[j][j] > 0 ? -norm : norm;
            a[j][j] -= diagonal[j];
            double square = Dot(a[j], a[j], j);
            for (int k = j + 1; k <= n; k++)
            {
                var target = k < n ? a[k] : b;
                double factor = 2 * Dot(a[j], target, j) / square;
                for (int i = j; i < rows; i++)
                {
                    target[i] -= factor * a[j][i];
                }
            }
        }
        var x = new double[n];
        for (int j = n - 1; j >= 0; j--)
        {
            double sum = b[j];
            for (int k = j + 1; k < n; k++)
            {
                sum -= a[k][j] * x[k];
            }
            x[j] = sum / diagonal[j];
        }
        for (int j = 0; j < n; j++)
        {
            x[j] /= scale[j];
        }
        return x;
    }

    private static double Dot(double[] left, double[] right, int from)
    {
        double sum = 0;
        for (int i = from; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }
        return sum;
    }
}
