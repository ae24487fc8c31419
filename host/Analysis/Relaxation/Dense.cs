using System.Numerics;

namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// Dense kernels over row-major double arrays for the sizes met here (up to a few hundred), vectorised and without
/// allocation; MathNet's managed solvers are several times slower at these sizes.
/// </summary>
internal static class Dense
{
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var width = Vector<double>.Count;
        var count = a.Length;
        var first = Vector<double>.Zero;
        var second = Vector<double>.Zero;
        var k = 0;
        for (; k <= count - 2 * width; k += 2 * width)
        {
            first += new Vector<double>(a[k..]) * new Vector<double>(b[k..]);
            second += new Vector<double>(a[(k + width)..]) * new Vector<double>(b[(k + width)..]);
        }
        var sum = Vector.Sum(first + second);
        for (; k < count; k++)
            sum += a[k] * b[k];
        return sum;
    }

    /// <summary>y += factor x.</summary>
    public static void Add(Span<double> y, ReadOnlySpan<double> x, double factor)
    {
        var width = Vector<double>.Count;
        var scale = new Vector<double>(factor);
        var k = 0;
        for (; k <= y.Length - width; k += width)
            (new Vector<double>(y[k..]) + scale * new Vector<double>(x[k..])).CopyTo(y[k..]);
        for (; k < y.Length; k++)
            y[k] += factor * x[k];
    }

    /// <summary>
    /// The lower triangle of R R^T (filled to the full square) for <paramref name="rows"/> rows of length
    /// <paramref name="length"/>; four rows at a time share one pass over the other operand.
    /// </summary>
    public static void Gram(ReadOnlySpan<double> r, int rows, int length, Span<double> result)
    {
        for (var i = 0; i < rows; i++)
        {
            var ri = r.Slice(i * length, length);
            var j = 0;
            for (; j + 3 <= i; j += 4)
                Dot4(ri, r, j * length, length, result[(i * rows + j)..]);
            for (; j <= i; j++)
                result[i * rows + j] = Dot(ri, r.Slice(j * length, length));
        }
        for (var i = 0; i < rows; i++)
        for (var j = 0; j < i; j++)
            result[j * rows + i] = result[i * rows + j];
    }

    private static void Dot4(
        ReadOnlySpan<double> a,
        ReadOnlySpan<double> rows,
        int offset,
        int length,
        Span<double> result
    )
    {
        var b0 = rows.Slice(offset, length);
        var b1 = rows.Slice(offset + length, length);
        var b2 = rows.Slice(offset + 2 * length, length);
        var b3 = rows.Slice(offset + 3 * length, length);
        var width = Vector<double>.Count;
        Vector<double> s0 = default,
            s1 = default,
            s2 = default,
            s3 = default;
        var k = 0;
        for (; k <= length - width; k += width)
        {
            var v = new Vector<double>(a[k..]);
            s0 += v * new Vector<double>(b0[k..]);
            s1 += v * new Vector<double>(b1[k..]);
            s2 += v * new Vector<double>(b2[k..]);
            s3 += v * new Vector<double>(b3[k..]);
        }
        double t0 = Vector.Sum(s0),
            t1 = Vector.Sum(s1),
            t2 = Vector.Sum(s2),
            t3 = Vector.Sum(s3);
        for (; k < length; k++)
        {
            t0 += a[k] * b0[k];
            t1 += a[k] * b1[k];
            t2 += a[k] * b2[k];
            t3 += a[k] * b3[k];
        }
        result[0] = t0;
        result[1] = t1;
        result[2] = t2;
        result[3] = t3;
    }

    /// <summary>
    /// Replaces the lower triangle of a symmetric matrix by its Cholesky factor; false when it is not positive
    /// definite to working precision.
    /// </summary>
    public static bool TryCholesky(Span<double> a, int n)
    {
        for (var i = 0; i < n; i++)
        {
            var row = a.Slice(i * n, i + 1);
            var j = 0;
            for (; j < i; j++)
            {
                var rj = a.Slice(j * n, j + 1);
                row[j] = (row[j] - Dot(row[..j], rj[..j])) / rj[j];
            }
            var pivot = row[i] - Dot(row[..i], row[..i]);
            if (!(pivot > 1e-15 * Math.Abs(row[i])))
                return false;
            row[i] = Math.Sqrt(pivot);
        }
        return true;
    }

    /// <summary>
    /// The Cholesky factor of a matrix that is positive definite but for rounding: its diagonal is raised by the
    /// smallest share that lets the factorisation pass.
    /// </summary>
    public static void Cholesky(ReadOnlySpan<double> matrix, int n, Span<double> factor)
    {
        for (var share = 0.0; ; share = share == 0 ? 1e-15 : 10 * share)
        {
            matrix.CopyTo(factor);
            for (var i = 0; i < n; i++)
                factor[i * n + i] = factor[i * n + i] * (1 + share) + 1e-300;
            if (TryCholesky(factor, n) || share > 1)
                return;
        }
    }

    /// <summary>x := L^-1 x for a lower triangular factor.</summary>
    public static void SolveLower(ReadOnlySpan<double> l, int n, Span<double> x)
    {
        for (var i = 0; i < n; i++)
            x[i] = (x[i] - Dot(l.Slice(i * n, i), x[..i])) / l[i * n + i];
    }

    /// <summary>x := L^-T x for a lower triangular factor.</summary>
    public static void SolveUpper(ReadOnlySpan<double> l, int n, Span<double> x)
    {
        for (var i = n - 1; i >= 0; i--)
        {
            x[i] /= l[i * n + i];
            Add(x[..i], l.Slice(i * n, i), -x[i]);
        }
    }

    /// <summary>2 sum ln L_ii, the logarithm of the determinant of L L^T.</summary>
    public static double LogDeterminant(ReadOnlySpan<double> l, int n)
    {
        var sum = 0.0;
        for (var i = 0; i < n; i++)
            sum += Math.Log(l[i * n + i]);
        return 2 * sum;
    }

    /// <summary>The rows of L^-T (the columns of L^-1), so that (L L^T)^-1 = V V^T with V the result.</summary>
    public static double[] InverseTransposed(ReadOnlySpan<double> l, int n)
    {
        var result = new double[n * n];
        for (var column = 0; column < n; column++)
        {
            var v = result.AsSpan(column * n, n);
            v[column] = 1 / l[column * n + column];
            for (var i = column + 1; i < n; i++)
                v[i] = -Dot(l.Slice(i * n + column, i - column), v[column..i]) / l[i * n + i];
        }
        return result;
    }

    /// <summary>y = A x for a row-major matrix.</summary>
    public static void Multiply(
        ReadOnlySpan<double> a,
        int rows,
        int columns,
        ReadOnlySpan<double> x,
        Span<double> y
    )
    {
        for (var i = 0; i < rows; i++)
            y[i] = Dot(a.Slice(i * columns, columns), x);
    }
}
