namespace EdgeTester.Analysis.Fitting;

/// <summary>Non-negative least squares for a handful of unknowns, on the normal equations, by coordinate descent.</summary>
internal static class SmallNonNegativeLeastSquares
{
    /// <summary>Minimises c^T G c - 2 h^T c over c at least 0; returns the value of that expression.</summary>
    public static double Solve(ReadOnlySpan<double> gram, ReadOnlySpan<double> right, Span<double> c)
    {
        var n = right.Length;
        c.Clear();
        for (var sweep = 0; sweep < 400; sweep++)
        {
            var change = 0.0;
            for (var j = 0; j < n; j++)
            {
                var diagonal = gram[j * n + j];
                if (!(diagonal > 0))
                    continue;
                var gradient = right[j];
                for (var k = 0; k < n; k++)
                    gradient -= gram[j * n + k] * c[k];
                var next = Math.Max(0, c[j] + gradient / diagonal);
                change = Math.Max(change, Math.Abs(next - c[j]) * Math.Sqrt(diagonal));
                c[j] = next;
            }
            if (change < 1e-4)
                break;
        }
        var value = 0.0;
        for (var j = 0; j < n; j++)
        {
            var sum = -2 * right[j];
            for (var k = 0; k < n; k++)
                sum += gram[j * n + k] * c[k];
            value += c[j] * sum;
        }
        return value;
    }
}
