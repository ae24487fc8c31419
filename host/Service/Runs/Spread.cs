namespace EdgeTester.Service.Runs;

/// <summary>A few of many.</summary>
internal static class Spread
{
    /// <summary>At most <paramref name="limit"/> elements, spread evenly, the first and the last among them.</summary>
    public static IReadOnlyList<T> Over<T>(IReadOnlyList<T> all, int limit) =>
        all.Count <= limit
            ? all
            : Enumerable
                .Range(0, limit)
                .Select(k => (int)Math.Round(k * (all.Count - 1) / Math.Max(limit - 1.0, 1)))
                .Distinct()
                .Select(k => all[k])
                .ToArray();
}
