namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// Minimises x^T P x / 2 + q^T x for x at or above zero by the primal-dual path-following method of CVXOPT's coneqp
/// (Vandenberghe, The CVXOPT linear and quadratic cone program solvers, 2010), with its default tolerances. It
/// exists to reproduce results of pyDRTtools: those tolerances are relative to |z|^2, so that the method stops about
/// one percent of gamma short of the minimum that <see cref="NonNegativeQuadratic"/> gives.
/// </summary>
internal static class InteriorPointQuadratic
{
    private const double FeasibilityTolerance = 1e-7;
    private const double AbsoluteTolerance = 1e-7;
    private const double RelativeTolerance = 1e-6;
    private const double LargestStepShare = 0.99;

    public static double[] Solve(double[] p, double[] q)
    {
        var n = q.Length;
        var x = new double[n];
        for (var i = 0; i < n; i++)
            x[i] = -q[i];
        var ones = new double[n];
        Array.Fill(ones, 1);
        SolveShifted(p, ones, x);
        var s = (double[])x.Clone();
        var z = new double[n];
        for (var i = 0; i < n; i++)
            z[i] = -x[i];
        MakePositive(s);
        MakePositive(z);

        var scaleOfQ = Math.Max(1, Norm(q));
        var product = new double[n];
        for (var iteration = 0; iteration < 100; iteration++)
        {
            var gap = Dense.Dot(s, z);
            Dense.Multiply(p, n, n, x, product);
            var cost = 0.5 * Dense.Dot(x, product) + Dense.Dot(q, x);
            var rx = new double[n];
            var rz = new double[n];
            for (var i = 0; i < n; i++)
            {
                rx[i] = product[i] + q[i] - z[i];
                rz[i] = s[i] - x[i];
            }
            var dual = cost + Dense.Dot(z, rz) - gap;
            var relative =
                cost < 0 ? gap / -cost
                : dual > 0 ? gap / dual
                : double.PositiveInfinity;
            if (
                Norm(rz) <= FeasibilityTolerance
                && Norm(rx) / scaleOfQ <= FeasibilityTolerance
                && (gap <= AbsoluteTolerance || relative <= RelativeTolerance)
            )
                break;
            Advance(p, x, s, z, rx, rz, gap);
        }
        return x;
    }

    /// <summary>Mehrotra's predictor and corrector.</summary>
    private static void Advance(
        double[] p,
        double[] x,
        double[] s,
        double[] z,
        double[] rx,
        double[] rz,
        double gap
    )
    {
        var n = x.Length;
        var ratio = new double[n];
        for (var i = 0; i < n; i++)
            ratio[i] = z[i] / s[i];
        var ds = new double[n];
        var dz = new double[n];
        var dx = new double[n];
        var correction = new double[n];
        double sigma = 0,
            step = 0;
        for (var pass = 0; pass < 2; pass++)
        {
            var complement = new double[n];
            for (var i = 0; i < n; i++)
            {
                complement[i] = -s[i] * z[i] - correction[i] + sigma * gap / n;
                dx[i] = -rx[i] + (complement[i] + z[i] * rz[i]) / s[i];
            }
            SolveShifted(p, ratio, dx);
            double blocking = 0,
                cross = 0;
            for (var i = 0; i < n; i++)
            {
                ds[i] = dx[i] - rz[i];
                dz[i] = (complement[i] - z[i] * ds[i]) / s[i];
                correction[i] = ds[i] * dz[i];
                cross += correction[i];
                blocking = Math.Max(blocking, Math.Max(-ds[i] / s[i], -dz[i] / z[i]));
            }
            step = blocking == 0 ? 1 : Math.Min(1, (pass == 0 ? 1 : LargestStepShare) / blocking);
            if (pass == 0)
                sigma = Math.Pow(Math.Clamp(1 - step + cross / gap * step * step, 0, 1), 3);
        }
        Dense.Add(x, dx, step);
        Dense.Add(s, ds, step);
        Dense.Add(z, dz, step);
    }

    /// <summary>x := (P + diag)^-1 x.</summary>
    private static void SolveShifted(double[] p, double[] diagonal, double[] x)
    {
        var n = x.Length;
        var factor = (double[])p.Clone();
        for (var i = 0; i < n; i++)
            factor[i * n + i] += diagonal[i];
        if (!Dense.TryCholesky(factor, n))
            throw new InvalidOperationException("the interior-point matrix is singular");
        Dense.SolveLower(factor, n, x);
        Dense.SolveUpper(factor, n, x);
    }

    private static void MakePositive(double[] values)
    {
        var largest = double.NegativeInfinity;
        foreach (var value in values)
            largest = Math.Max(largest, -value);
        if (largest >= -1e-8 * Math.Max(Norm(values), 1))
            for (var i = 0; i < values.Length; i++)
                values[i] += 1 + largest;
    }

    private static double Norm(double[] values) => Math.Sqrt(Dense.Dot(values, values));
}
