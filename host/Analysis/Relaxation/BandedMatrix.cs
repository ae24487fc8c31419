namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// A symmetric positive definite matrix with a band: lower triangle, row i holding columns i - width to i.
/// </summary>
internal sealed class BandedMatrix(int size, int width)
{
    private readonly double[] _values = new double[size * (width + 1)];

    public int Size { get; } = size;

    public int Width { get; } = width;

    /// <summary>Entry (row, column) with column at or below row and within the band.</summary>
    public ref double this[int row, int column] => ref _values[row * (Width + 1) + column - row + Width];

    public void CopyFrom(BandedMatrix other) => other._values.CopyTo(_values, 0);

    /// <summary>Replaces the matrix by its Cholesky factor; false when it is not positive definite.</summary>
    public bool TryFactor()
    {
        for (var i = 0; i < Size; i++)
        {
            var first = Math.Max(i - Width, 0);
            var row = Row(i, first, i);
            for (var j = first; j < i; j++)
            {
                var common = Math.Max(j - Width, first);
                var dot = Dense.Dot(row[(common - first)..(j - first)], Row(j, common, j));
                row[j - first] = (row[j - first] - dot) / this[j, j];
            }
            var pivot = this[i, i] - Dense.Dot(row, row);
            if (!(pivot > 1e-14 * Math.Abs(this[i, i])))
                return false;
            this[i, i] = Math.Sqrt(pivot);
        }
        return true;
    }

    /// <summary>x := (L L^T)^-1 x for a factor.</summary>
    public void Solve(double[] x)
    {
        for (var i = 0; i < Size; i++)
        {
            var first = Math.Max(i - Width, 0);
            x[i] = (x[i] - Dense.Dot(Row(i, first, i), x.AsSpan(first, i - first))) / this[i, i];
        }
        for (var i = Size - 1; i >= 0; i--)
        {
            x[i] /= this[i, i];
            var first = Math.Max(i - Width, 0);
            Dense.Add(x.AsSpan(first, i - first), Row(i, first, i), -x[i]);
        }
    }

    public double LogDeterminant()
    {
        var sum = 0.0;
        for (var i = 0; i < Size; i++)
            sum += Math.Log(this[i, i]);
        return 2 * sum;
    }

    /// <summary>
    /// The entries of the inverse inside the band, from a factor (Takahashi, Fagan and Chin, Proc. 8th PICA Conf.
    /// (1973) 63).
    /// </summary>
    public BandedMatrix InverseInBand()
    {
        var z = new BandedMatrix(Size, Width);
        for (var i = Size - 1; i >= 0; i--)
        {
            var last = Math.Min(i + Width, Size - 1);
            for (var j = last; j >= i; j--)
            {
                var sum = j == i ? 1 / this[i, i] : 0;
                for (var k = i + 1; k <= last; k++)
                    sum -= this[k, i] * (k >= j ? z[k, j] : z[j, k]);
                z[j, i] = sum / this[i, i];
            }
        }
        return z;
    }

    private Span<double> Row(int row, int from, int to) =>
        _values.AsSpan(row * (Width + 1) + from - row + Width, to - from);
}
