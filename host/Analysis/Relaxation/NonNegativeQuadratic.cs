namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// Minimises x^T H x / 2 - c^T x for a positive definite H with chosen unknowns held at or above zero, by block
/// principal pivoting with Murty's single pivots as the fallback that ends (Portugal, Judice and Vicente,
/// Math. Comput. 63 (1994) 625, doi:10.1090/S0025-5718-1994-1250776-4).
/// </summary>
internal static class NonNegativeQuadratic
{
    /// <param name="h">n x n, row-major, symmetric.</param>
    /// <param name="c">n.</param>
    /// <param name="bounded">Which unknowns may not be below zero; the others are free.</param>
    /// <param name="free">On return, which unknowns ended off their bound.</param>
    public static double[] Solve(double[] h, double[] c, bool[] bounded, out bool[] free)
    {
        var n = c.Length;
        // Unit diagonal: the columns of R, L and 1/C differ from those of gamma by many decades.
        var scale = new double[n];
        for (var i = 0; i < n; i++)
            scale[i] = h[i * n + i] > 0 ? 1 / Math.Sqrt(h[i * n + i]) : 1;
        var scaled = new double[n * n];
        for (var i = 0; i < n; i++)
        for (var j = 0; j < n; j++)
            scaled[i * n + j] = h[i * n + j] * scale[i] * scale[j];
        var rhs = new double[n];
        for (var i = 0; i < n; i++)
            rhs[i] = c[i] * scale[i];

        free = new bool[n];
        Array.Fill(free, true);
        var x = new double[n];
        var gradient = new double[n];
        var work = new double[n * n];
        var wrong = new bool[n];
        var tolerance = 1e-13 * Largest(rhs);
        var best = n + 1;
        var patience = 3;
        for (var iteration = 0; iteration < 20 * n; iteration++)
        {
            SolveOnFree(scaled, rhs, free, x, gradient, work);
            var smallest = -1e-14 * Largest(x);
            var count = 0;
            var last = -1;
            for (var i = 0; i < n; i++)
            {
                wrong[i] = bounded[i] && (free[i] ? x[i] < smallest : gradient[i] < -tolerance);
                if (!wrong[i])
                    continue;
                count++;
                last = i;
            }
            if (count == 0)
                break;
            if (count < best)
            {
                best = count;
                patience = 3;
            }
            else
                patience--;
            for (var i = 0; i < n; i++)
                if (wrong[i] && (patience >= 0 || i == last))
                    free[i] = !free[i];
        }
        for (var i = 0; i < n; i++)
            x[i] = bounded[i] ? Math.Max(x[i], 0) * scale[i] : x[i] * scale[i];
        return x;
    }

    private static void SolveOnFree(
        double[] h,
        double[] c,
        bool[] free,
        double[] x,
        double[] gradient,
        double[] work
    )
    {
        var n = c.Length;
        var index = new int[n];
        var count = 0;
        for (var i = 0; i < n; i++)
            if (free[i])
                index[count++] = i;
        var jitter = 0.0;
        do
        {
            for (var i = 0; i < count; i++)
            for (var j = 0; j <= i; j++)
                work[i * count + j] = h[index[i] * n + index[j]] + (i == j ? jitter : 0);
            jitter = jitter == 0 ? 1e-14 : 10 * jitter;
        } while (!Dense.TryCholesky(work, count));
        var solution = new double[count];
        for (var i = 0; i < count; i++)
            solution[i] = c[index[i]];
        Dense.SolveLower(work, count, solution);
        Dense.SolveUpper(work, count, solution);
        Array.Clear(x);
        for (var i = 0; i < count; i++)
            x[index[i]] = solution[i];
        for (var i = 0; i < n; i++)
            gradient[i] = free[i] ? 0 : Dense.Dot(h.AsSpan(i * n, n), x) - c[i];
    }

    private static double Largest(double[] values)
    {
        var largest = 0.0;
        foreach (var value in values)
            largest = Math.Max(largest, Math.Abs(value));
        return largest;
    }
}
