using System.Globalization;

namespace EdgeTester.Hardware.Model;

/// <summary>Values as schematics write them: 10k, 2.43k, 3.9n, 16.2.</summary>
public static class Quantity
{
    private const string Letters = "pnumkM";
    private static readonly double[] Factors = [1e-12, 1e-9, 1e-6, 1e-3, 1e3, 1e6];

    /// <summary>The number in SI units.</summary>
    /// <exception cref="FormatException">The text is no number with at most one of p, n, u, m, k, M behind it.</exception>
    public static double Parse(string text)
    {
        var factor = 1.0;
        var digits = text;
        if (text.Length > 0 && Letters.IndexOf(text[^1]) is var at and >= 0)
        {
            factor = Factors[at];
            digits = text[..^1];
        }
        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number * factor
            : throw new FormatException($"'{text}' is no value like 10k or 3.9n");
    }
}
