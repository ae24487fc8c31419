namespace EdgeTester.Analysis.Relaxation;

/// <summary>Where the distribution of one arc peaks and how wide it is.</summary>
internal static class ArcShape
{
    /// <summary>
    /// ln(tau_peak / tau_0), by a search in thirds: the distribution of one arc has one maximum.
    /// </summary>
    public static double Shift(double a, double b)
    {
        if (Math.Abs(b - 1) < 1e-9)
            return 0;
        double low = -12,
            high = 12;
        for (var k = 0; k < 30; k++)
        {
            double left = low + (high - low) / 3,
                right = high - (high - low) / 3;
            if (Arc.Density(left, a, b) < Arc.Density(right, a, b))
                low = left;
            else
                high = right;
        }
        return (low + high) / 2;
    }

    /// <summary>ln(tau_peak / tau_0) and the full width at half maximum in ln tau.</summary>
    public static (double Shift, double Width) PeakAndWidth(double a, double b)
    {
        if (Math.Abs(b - 1) < 1e-9)
            return (0, 2 * Math.Acosh(2 + Math.Cos(Math.PI * a)) / a);
        var shift = Shift(a, b);
        var level = Arc.Density(shift, a, b) / 2;
        return (shift, Crossing(1) - Crossing(-1));

        double Crossing(int side)
        {
            double near = shift,
                far = shift + side * 60;
            for (var k = 0; k < 60; k++)
            {
                var middle = (near + far) / 2;
                if (Arc.Density(middle, a, b) > level)
                    near = middle;
                else
                    far = middle;
            }
            return near;
        }
    }
}
