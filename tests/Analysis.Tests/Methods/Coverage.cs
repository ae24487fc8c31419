using EdgeTester.Analysis.Derived;

namespace EdgeTester.Analysis.Tests.Methods;

/// <summary>How often a 95 % interval holds the truth.</summary>
internal static class Coverage
{
    /// <summary>Repetitions of a coverage test.</summary>
    public const int Repetitions = 200;

    /// <summary>Evaluates the repetitions on all cores and asserts that 92 to 98 % of the intervals hold the truth.</summary>
    /// <param name="repeat">From a seeded generator to a figure and its truth.</param>
    /// <param name="seed">Of the whole.</param>
    public static void Holds(Func<Random, (DerivedQuantity Figure, double Truth)> repeat, int seed = 1)
    {
        var (share, told) = Share(repeat, seed, Repetitions);
        Assert.True(share is >= 0.92 and <= 0.98, $"{share:P1} of the intervals hold the truth; {told}");
    }

    public static (double Share, string Told) Share(
        Func<Random, (DerivedQuantity Figure, double Truth)> repeat,
        int seed,
        int repetitions
    )
    {
        var results = new (DerivedQuantity Figure, double Truth)[repetitions];
        Parallel.For(0, repetitions, k => results[k] = repeat(new Random(Seed(seed, k))));
        var held = results.Count(r => r.Figure.Lower95 <= r.Truth && r.Truth <= r.Figure.Upper95);
        var pull = results.Average(r => (r.Figure.Value - r.Truth) / r.Figure.StandardError);
        return (
            held / (double)repetitions,
            $"mean pull {pull:F2}, first: {results[0].Figure.Value:G6} +- {results[0].Figure.StandardError:G3} for {results[0].Truth:G6}"
        );
    }

    /// <summary>Generators of neighbouring seeds draw alike, so that seeds have to be far apart (Steele et al., doi:10.1145/2714064.2660195).</summary>
    private static int Seed(int seed, int k)
    {
        var z = unchecked((ulong)(seed * 1_000_003L + k) * 0x9E3779B97F4A7C15UL);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        return (int)(z >> 33);
    }
}
