namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// One arc R / (1 + (j 2 pi f tau)^a)^b of Havriliak and Negami (Polymer 8 (1967) 161,
/// doi:10.1016/0032-3861(67)90021-3). Its distribution falls as tau^-a towards long and as tau^(a b) towards short
/// times; both slopes lie in (<see cref="SmallestSlope"/>, 1). Equal slopes (b = 1) make a ZARC, a = 1 and
/// a b = 1/2 the Gerischer impedance, both 1 an RC.
/// </summary>
internal static class Arc
{
    public const double SmallestSlope = 0.25;

    /// <summary>Slope of a flank as a smooth function of an unbounded unknown.</summary>
    public static double Slope(double unknown) =>
        SmallestSlope + (1 - SmallestSlope) / (1 + Math.Exp(-unknown));

    public static double SlopeDerivative(double unknown)
    {
        var s = 1 / (1 + Math.Exp(-unknown));
        return (1 - SmallestSlope) * s * (1 - s);
    }

    public static double Unknown(double slope)
    {
        var share = Math.Clamp((slope - SmallestSlope) / (1 - SmallestSlope), 1e-4, 1 - 1e-4);
        return Math.Log(share / (1 - share));
    }

    /// <summary>gamma at x = ln(tau / tau_0) for R = 1.</summary>
    public static double Density(double x, double a, double b)
    {
        // exp(a x) taken out of the larger side, so that nothing overflows.
        var (sine, cosine) = Math.SinCos(Math.PI * a);
        var t = Math.Exp(-a * Math.Abs(x));
        var square = 1 + 2 * t * cosine + t * t;
        if (b == 1)
            return Math.Max(t * sine / (Math.PI * square), 1e-300);
        double angle,
            front;
        if (x > 0)
        {
            angle = Math.Atan2(t * sine, 1 + t * cosine);
            front = 1;
        }
        else
        {
            angle = Math.Atan2(sine, t + cosine);
            front = Math.Pow(t, b);
        }
        return Math.Max(front * Math.Sin(b * angle) / (Math.PI * Math.Pow(square, b / 2)), 1e-300);
    }

    /// <summary>Adds R times <see cref="CellDensity"/> of an arc at ln tau_0 to a curve.</summary>
    public static void AddDensity(
        double[] sum,
        double[] logTau,
        double centre,
        double resistance,
        double cell,
        double a,
        double b
    )
    {
        if (b != 1 || !IsWide(cell, a))
        {
            for (var m = 0; m < sum.Length; m++)
                sum[m] += resistance * CellDensity(logTau[m] - centre, cell, a, b);
            return;
        }
        var (sine, cosine) = Math.SinCos(Math.PI * a);
        var front = resistance * sine / Math.PI;
        for (var m = 0; m < sum.Length; m++)
        {
            var t = Math.Exp(-a * Math.Abs(logTau[m] - centre));
            sum[m] += Math.Max(front * t / (1 + 2 * t * cosine + t * t), 1e-300);
        }
    }

    private static bool IsWide(double cell, double a) => cell <= 0 || Math.PI * (1 - a) > 0.75 * cell * a;

    /// <summary>
    /// Mean of gamma over a cell of the given width in ln tau, R = 1: a sharp arc must not fall between grid points.
    /// </summary>
    public static double CellDensity(double x, double width, double a, double b)
    {
        // A wide arc is given at the point, as every smooth distribution is.
        if (IsWide(width, a))
            return Density(x, a, b);
        if (Math.Abs(b - 1) < 1e-9)
        {
            var half = Math.Tan(Math.PI * a / 2);
            var upper = Math.Atan(half * Math.Tanh(a * (x + width / 2) / 2));
            var lower = Math.Atan(half * Math.Tanh(a * (x - width / 2) / 2));
            // Far out the difference cancels; there the density is smooth.
            return Math.Abs(x) > 8 ? Density(x, a, b) : (upper - lower) / (Math.PI * a * width);
        }
        if (Math.Abs(x) > 2)
            return Density(x, a, b);
        const int parts = 16;
        var sum = 0.0;
        for (var k = 0; k < parts; k++)
            sum += Density(x + width * ((k + 0.5) / parts - 0.5), a, b);
        return sum / parts;
    }
}
