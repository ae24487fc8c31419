namespace EdgeTester.Report.Svg;

/// <summary>Where the marks of an axis stand.</summary>
public static class Ticks
{
    /// <summary>
    /// Multiples of 1, 2 or 5 times a power of ten that lie inside a range (Heckbert, "Nice numbers for graph labels", Graphics Gems,
    /// 1990, doi:10.1016/B978-0-08-050753-8.50022-2).
    /// </summary>
    /// <param name="minimum">Lower end, finite.</param>
    /// <param name="maximum">Upper end, finite, not below <paramref name="minimum"/>.</param>
    /// <param name="target">About how many marks are wanted, at least 2.</param>
    public static double[] Linear(double minimum, double maximum, int target)
    {
        if (!(maximum > minimum))
            return [minimum];
        var step = NiceStep((maximum - minimum) / Math.Max(1, target - 1));
        var first = Math.Ceiling(minimum / step - 1e-9);
        var last = Math.Floor(maximum / step + 1e-9);
        var count = (int)Math.Min(200, last - first + 1);
        // Rounding to the step's own digits keeps 0.30000000000000004 off the page.
        var digits = Math.Clamp((int)Math.Ceiling(-Math.Log10(step)) + 1, 0, 15);
        return Enumerable
            .Range(0, Math.Max(0, count))
            .Select(k => Math.Round((first + k) * step, digits))
            .ToArray();
    }

    /// <summary>Powers of ten inside a range above zero, thinned so that at most <paramref name="most"/> stay.</summary>
    public static double[] Decades(double minimum, double maximum, int most)
    {
        var first = (int)Math.Ceiling(Math.Log10(minimum) - 1e-9);
        var last = (int)Math.Floor(Math.Log10(maximum) + 1e-9);
        var stride = Math.Max(1, (int)Math.Ceiling((last - first + 1) / (double)Math.Max(1, most)));
        return Enumerable
            .Range(first, Math.Max(0, last - first + 1))
            .Where(exponent => exponent % stride == 0)
            .Select(exponent => Math.Pow(10, exponent))
            .ToArray();
    }

    /// <summary>The one of 1, 2, 5, 10 times a power of ten that lies nearest to <paramref name="raw"/> (a number above zero).</summary>
    public static double NiceStep(double raw)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var share = raw / power;
        return power
            * (
                share < 1.5 ? 1
                : share < 3.5 ? 2
                : share < 7.5 ? 5
                : 10
            );
    }
}
