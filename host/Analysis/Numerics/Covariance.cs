namespace EdgeTester.Analysis.Numerics;

/// <summary>The inverse of J^T J, from a QR of J with scaled columns.</summary>
public static class Covariance
{
    /// <summary>
    /// (J^T J)^-1 for the columns that <paramref name="use"/> names.
    /// </summary>
    /// <param name="jacobian">J, column after column.</param>
    /// <param name="rows">Length of a column.</param>
    /// <param name="use">Indices of the columns that count.</param>
    /// <param name="rank">Number of columns that are independent to rounding.</param>
    /// <returns>One row and column an entry of <paramref name="use"/>; infinite variances where J has no full rank.</returns>
    public static double[,] Of(ReadOnlySpan<double> jacobian, int rows, IReadOnlyList<int> use, out int rank)
    {
        var n = use.Count;
        var result = new double[n, n];
        rank = 0;
        if (n == 0)
            return result;
        var a = new double[rows * n];
        var norms = new double[n];
        for (var j = 0; j < n; j++)
        {
            var column = jacobian.Slice(use[j] * rows, rows);
            norms[j] = VectorMath.Norm(column);
            for (var i = 0; i < rows; i++)
                a[j * rows + i] = norms[j] > 0 ? column[i] / norms[j] : 0;
        }
        var pivot = new int[n];
        PivotedQr.Factor(a, rows, n, pivot, new double[rows]);
        while (rank < n && rank < rows && Math.Abs(a[rank * rows + rank]) > 1e-13)
            rank++;
        if (rank < n)
        {
            for (var j = 0; j < n; j++)
                result[j, j] = double.PositiveInfinity;
            return result;
        }
        // R^-1, column by column
        var inverse = new double[n, n];
        for (var j = 0; j < n; j++)
        {
            inverse[j, j] = 1 / a[j * rows + j];
            for (var i = j - 1; i >= 0; i--)
            {
                var sum = 0.0;
                for (var k = i + 1; k <= j; k++)
                    sum -= a[k * rows + i] * inverse[k, j];
                inverse[i, j] = sum / a[i * rows + i];
            }
        }
        for (var i = 0; i < n; i++)
        for (var j = 0; j < n; j++)
        {
            var sum = 0.0;
            for (var k = Math.Max(i, j); k < n; k++)
                sum += inverse[i, k] * inverse[j, k];
            result[pivot[i], pivot[j]] = sum / (norms[pivot[i]] * norms[pivot[j]]);
        }
        return result;
    }
}
