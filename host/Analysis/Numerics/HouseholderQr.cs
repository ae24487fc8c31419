namespace EdgeTester.Analysis.Numerics;

/// <summary>Linear least squares by Householder QR without pivoting, in place on columns, for many problems in a row.</summary>
internal static class HouseholderQr
{
    /// <summary>
    /// Factors <paramref name="a"/> (column after column, rows at least columns) and applies Q^T to
    /// <paramref name="rhs"/>. Returns the sum of squares that is left.
    /// </summary>
    public static double Factor(Span<double> a, int rows, int columns, Span<double> rhs)
    {
        for (var k = 0; k < columns; k++)
        {
            var column = a.Slice(k * rows + k, rows - k);
            var norm = VectorMath.Norm(column);
            if (norm == 0)
                continue;
            if (column[0] > 0)
                norm = -norm;
            var first = column[0] - norm;
            column[0] = first;
            var scale = 1 / (norm * first);
            for (var j = k + 1; j < columns; j++)
            {
                var other = a.Slice(j * rows + k, rows - k);
                VectorMath.AddScaled(other, column, scale * VectorMath.Dot(column, other));
            }
            var tail = rhs[k..rows];
            VectorMath.AddScaled(tail, column, scale * VectorMath.Dot(column, tail));
            column[0] = norm;
        }
        var left = rhs[columns..rows];
        return VectorMath.Dot(left, left);
    }

    /// <summary>Solves R x = Q^T b after <see cref="Factor"/>; a column without content gets 0.</summary>
    public static void Solve(
        ReadOnlySpan<double> a,
        int rows,
        int columns,
        ReadOnlySpan<double> qtb,
        Span<double> x
    )
    {
        var largest = 0.0;
        for (var k = 0; k < columns; k++)
            largest = Math.Max(largest, Math.Abs(a[k * rows + k]));
        for (var i = columns - 1; i >= 0; i--)
        {
            var sum = qtb[i];
            for (var k = i + 1; k < columns; k++)
                sum -= a[k * rows + i] * x[k];
            var diagonal = a[i * rows + i];
            x[i] = Math.Abs(diagonal) > 1e-15 * largest ? sum / diagonal : 0;
        }
    }
}
