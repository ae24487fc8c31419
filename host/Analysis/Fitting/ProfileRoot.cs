namespace EdgeTester.Analysis.Fitting;

/// <summary>Finds where the profile of a sum of squares, going away from its minimum, rises to a limit.</summary>
internal static class ProfileRoot
{
    /// <summary>The end of an interval; null where the bound is reached before the limit.</summary>
    /// <param name="sumAt">The profile: the smallest sum of squares for a value.</param>
    /// <param name="centre">Where its minimum is.</param>
    /// <param name="minimum">The sum of squares there.</param>
    /// <param name="limit">The sum of squares that is looked for.</param>
    /// <param name="bound">Where the search ends.</param>
    /// <param name="step">First step, above 0.</param>
    public static double? Find(
        Func<double, double> sumAt,
        double centre,
        double minimum,
        double limit,
        double bound,
        double step
    )
    {
        var direction = bound >= centre ? 1 : -1;
        double inside = centre,
            insideSum = minimum;
        double? outside = null;
        var outsideSum = 0.0;
        for (var attempt = 0; attempt < 24 && outside is null; attempt++)
        {
            var at = inside + direction * step;
            var isAtBound = direction * (at - bound) >= 0;
            if (isAtBound)
                at = bound;
            var sum = sumAt(at);
            if (sum >= limit || !double.IsFinite(sum))
                (outside, outsideSum) = (at, sum);
            else if (isAtBound)
                return null;
            else
                (inside, insideSum) = (at, sum);
            step *= 1.6;
        }
        if (outside is not { } far)
            return null;
        // The profile is close to a parabola: its root in sqrt(sum - minimum) is close to a straight line's.
        for (
            var attempt = 0;
            attempt < 30 && Math.Abs(far - inside) > 1e-6 * (1 + Math.Abs(inside));
            attempt++
        )
        {
            var (a, b, c) = (Height(insideSum), Height(outsideSum), Height(limit));
            var share = b > a && double.IsFinite(b) ? Math.Clamp((c - a) / (b - a), 0.05, 0.95) : 0.5;
            var at = inside + share * (far - inside);
            var sum = sumAt(at);
            if (Math.Abs(sum - limit) <= 1e-4 * (limit - minimum))
                return at;
            if (sum >= limit || !double.IsFinite(sum))
                (far, outsideSum) = (at, sum);
            else
                (inside, insideSum) = (at, sum);
        }
        return 0.5 * (inside + far);

        double Height(double sum) => Math.Sqrt(Math.Max(0, sum - minimum));
    }
}
