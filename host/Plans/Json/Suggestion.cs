namespace EdgeTester.Plans;

/// <summary>Finds what was meant by a word that is not known.</summary>
internal static class Suggestion
{
    /// <summary>
    /// The nearest of the known words: one that goes on where the word ends ("area", "area_cm2"), else one of which at
    /// most a third of the letters differ; null where none is near.
    /// </summary>
    public static string? For(string word, IReadOnlyCollection<string> known)
    {
        if (word.Length > 64)
            return null;
        if (
            known.FirstOrDefault(name => name.StartsWith(word + "_", StringComparison.Ordinal)) is { } longer
            && word.Length > 2
        )
            return longer;
        string? best = null;
        var least = Math.Max(2, word.Length / 3) + 1;
        foreach (var candidate in known)
        {
            var distance = Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (distance >= least)
                continue;
            least = distance;
            best = candidate;
        }
        return best;
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours from one word to the other.</summary>
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        for (var j = 1; j <= b.Length; j++)
        {
            var cost = a[i - 1] == b[j - 1] ? 0 : 1;
            d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + cost);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
        }
        return d[a.Length, b.Length];
    }
}
