namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// Eigenvalues and vectors of a small symmetric matrix: Householder reduction to tridiagonal form and the implicit
/// QL iteration (Golub and Van Loan, Matrix Computations, 4th ed., sections 8.3.1 and 8.3.3).
/// </summary>
internal static class SymmetricEigen
{
    /// <summary>Row k of <paramref name="vectors"/> is the eigenvector of the k-th value; values are not sorted.</summary>
    public static void Decompose(double[] matrix, int n, out double[] values, out double[] vectors)
    {
        var a = (double[])matrix.Clone();
        var diagonal = new double[n];
        var off = new double[n];
        // Row k of q is the k-th column of the accumulated orthogonal matrix, so that rotations run along memory.
        var q = new double[n * n];
        for (var i = 0; i < n; i++)
            q[i * n + i] = 1;

        var reflector = new double[n];
        var product = new double[n];
        for (var k = 0; k < n - 2; k++)
        {
            var norm = 0.0;
            for (var i = k + 1; i < n; i++)
                norm += a[i * n + k] * a[i * n + k];
            norm = Math.Sqrt(norm);
            if (norm == 0)
                continue;
            var length = n - k - 1;
            var v = reflector.AsSpan(0, length);
            for (var i = 0; i < length; i++)
                v[i] = a[(k + 1 + i) * n + k];
            var alpha = v[0] > 0 ? -norm : norm;
            v[0] -= alpha;
            var square = Dense.Dot(v, v);
            if (square == 0)
                continue;
            var p = product.AsSpan(0, length);
            for (var i = 0; i < length; i++)
                p[i] = 2 / square * Dense.Dot(a.AsSpan((k + 1 + i) * n + k + 1, length), v);
            var half = Dense.Dot(p, v) / square;
            Dense.Add(p, v, -half);
            for (var i = 0; i < length; i++)
            {
                var row = a.AsSpan((k + 1 + i) * n + k + 1, length);
                Dense.Add(row, p, -v[i]);
                Dense.Add(row, v, -p[i]);
            }
            a[(k + 1) * n + k] = alpha;
            // Q := Q H, with the rows of q holding the columns of Q: combine rows k+1.. by the reflector.
            var combined = new double[n];
            for (var i = 0; i < length; i++)
                Dense.Add(combined, q.AsSpan((k + 1 + i) * n, n), v[i]);
            for (var i = 0; i < length; i++)
                Dense.Add(q.AsSpan((k + 1 + i) * n, n), combined, -2 / square * v[i]);
        }
        for (var i = 0; i < n; i++)
        {
            diagonal[i] = a[i * n + i];
            off[i] = i + 1 < n ? a[(i + 1) * n + i] : 0;
        }
        Iterate(diagonal, off, q, n);
        values = diagonal;
        vectors = q;
    }

    private static void Iterate(double[] d, double[] e, double[] q, int n)
    {
        for (var l = 0; l < n; l++)
        {
            for (var iteration = 0; iteration < 60; iteration++)
            {
                var m = l;
                for (; m < n - 1; m++)
                    if (Math.Abs(e[m]) <= 1e-16 * (Math.Abs(d[m]) + Math.Abs(d[m + 1])))
                        break;
                if (m == l)
                    break;
                var g = (d[l + 1] - d[l]) / (2 * e[l]);
                var r = Math.Sqrt(g * g + 1);
                g = d[m] - d[l] + e[l] / (g + (g >= 0 ? r : -r));
                double s = 1,
                    c = 1,
                    p = 0;
                var i = m - 1;
                for (; i >= l; i--)
                {
                    var f = s * e[i];
                    var b = c * e[i];
                    r = Math.Sqrt(f * f + g * g);
                    e[i + 1] = r;
                    if (r == 0)
                    {
                        d[i + 1] -= p;
                        e[m] = 0;
                        break;
                    }
                    s = f / r;
                    c = g / r;
                    g = d[i + 1] - p;
                    r = (d[i] - g) * s + 2 * c * b;
                    p = s * r;
                    d[i + 1] = g + p;
                    g = c * r - b;
                    Rotate(q.AsSpan(i * n, n), q.AsSpan((i + 1) * n, n), c, s);
                }
                if (r == 0 && i >= l)
                    continue;
                d[l] -= p;
                e[l] = g;
                e[m] = 0;
            }
        }
    }

    private static void Rotate(Span<double> low, Span<double> high, double c, double s)
    {
        for (var k = 0; k < low.Length; k++)
        {
            var f = high[k];
            high[k] = s * low[k] + c * f;
            low[k] = c * low[k] - s * f;
        }
    }
}
