using System.Globalization;

namespace EdgeTester.Plans;

/// <summary>Rates written as fractions: "C/5" = 0.2, "2C/3" = 0.667, "D/2" = -0.5, "1/3", "0.5C", "C".</summary>
internal static class RateText
{
    /// <summary>Reads a rate in 1/h; D counts as discharging.</summary>
    public static bool TryParse(string text, out double rate)
    {
        rate = 0;
        var parts = text.Replace(" ", "").Split('/');
        if (parts.Length > 2 || text.Length > 32)
            return false;
        var above = parts[0];
        var sign = 1.0;
        if (above.EndsWith('C') || above.EndsWith('D'))
        {
            sign = above.EndsWith('D') ? -1 : 1;
            above = above.Length == 1 ? "1" : above[..^1];
        }
        if (!TryNumber(above, out var numerator))
            return false;
        var denominator = 1.0;
        if (parts.Length == 2 && (!TryNumber(parts[1], out denominator) || denominator == 0))
            return false;
        rate = sign * numerator / denominator;
        return double.IsFinite(rate);
    }

    /// <summary>Writes a rate above 0 in 1/h as people do: "C/5" where it divides an hour evenly, else "0.3C".</summary>
    public static string Write(double rate)
    {
        var hours = Math.Round(1 / rate);
        return hours >= 2 && Math.Abs(hours * rate - 1) < 1e-9
            ? "C/" + hours.ToString(CultureInfo.InvariantCulture)
            : rate.ToString("G12", CultureInfo.InvariantCulture) + "C";
    }

    private static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
