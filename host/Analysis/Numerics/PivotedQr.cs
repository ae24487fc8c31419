namespace EdgeTester.Analysis.Numerics;

/// <summary>
/// Householder QR with column pivoting of a tall matrix held column after column (Businger, Golub, Numer. Math. 7
/// (1965) 269, doi:10.1007/BF01436084), done in place, with Q^T applied to one right-hand side.
/// </summary>
internal static class PivotedQr
{
    /// <summary>
    /// Factors <paramref name="a"/> (rows x columns). On return its upper triangle holds R, <paramref name="pivot"/>
    /// the original index of each column, and <paramref name="rhs"/> Q^T rhs.
    /// </summary>
    public static void Factor(Span<double> a, int rows, int columns, Span<int> pivot, Span<double> rhs)
    {
        Span<double> norms = columns <= 64 ? stackalloc double[columns] : new double[columns];
        for (var j = 0; j < columns; j++)
        {
            pivot[j] = j;
            norms[j] = VectorMath.Norm(a.Slice(j * rows, rows));
        }
        var steps = Math.Min(rows, columns);
        for (var k = 0; k < steps; k++)
        {
            var best = k;
            for (var j = k + 1; j < columns; j++)
                if (norms[j] > norms[best])
                    best = j;
            if (best != k)
            {
                (pivot[k], pivot[best]) = (pivot[best], pivot[k]);
                norms[best] = norms[k];
                VectorMath.Swap(a.Slice(k * rows, rows), a.Slice(best * rows, rows));
            }
            var column = a.Slice(k * rows + k, rows - k);
            var norm = VectorMath.Norm(column);
            if (norm == 0)
                continue;
            if (column[0] > 0)
                norm = -norm;
            // v = column - norm e1, H = I - v v^T / (-norm v0)
            var first = column[0] - norm;
            column[0] = first;
            var scale = 1 / (-norm * first);
            for (var j = k + 1; j < columns; j++)
            {
                var other = a.Slice(j * rows + k, rows - k);
                VectorMath.AddScaled(other, column, -scale * VectorMath.Dot(column, other));
                norms[j] = VectorMath.Norm(other[1..]);
            }
            var tail = rhs.Slice(k, rows - k);
            VectorMath.AddScaled(tail, column, -scale * VectorMath.Dot(column, tail));
            column[0] = norm;
        }
    }
}
