using System.Globalization;

namespace EdgeTester.Report.Html;

/// <summary>Numbers with units as people read them.</summary>
public static class QuantityText
{
    private static readonly string[] Prefixed = ["Ω", "F", "H", "s", "V", "A", "C", "Hz", "W", "J"];

    /// <summary>A plain-text unit in the field's signs: "ohm cm2" as "Ω cm²".</summary>
    public static string Unit(string plain) =>
        plain
            .Replace("ohm", "Ω", StringComparison.Ordinal)
            .Replace("cm2", "cm²", StringComparison.Ordinal)
            .Replace("^-1", "⁻¹", StringComparison.Ordinal)
            .Replace("^(alpha-1)", "^(α−1)", StringComparison.Ordinal)
            .Replace("^(alpha - 1)", "^(α−1)", StringComparison.Ordinal)
            .Replace("^alpha", "^α", StringComparison.Ordinal)
            .Replace("degC", "°C", StringComparison.Ordinal);

    /// <summary>A value with its unit, four significant digits: "1.234 kΩ".</summary>
    public static string Of(double value, string unit)
    {
        var shown = Unit(unit);
        if (!double.IsFinite(value))
            return "not known";
        var (factor, prefix) = PrefixFor(value, shown);
        return Join(Digits(value * factor, 4), prefix + shown);
    }

    /// <summary>A value with its standard uncertainty, rounded to two digits of the uncertainty: "407.8 ± 1.2 Ω".</summary>
    public static string Of(double value, double? uncertainty, string unit)
    {
        if (uncertainty is not { } sigma || !double.IsFinite(sigma) || sigma <= 0 || !double.IsFinite(value))
            return Of(value, unit);
        var shown = Unit(unit);
        var (factor, prefix) = PrefixFor(Math.Max(Math.Abs(value), sigma), shown);
        var (v, s) = (value * factor, sigma * factor);
        var exponent = (int)Math.Floor(Math.Log10(s));
        if (Math.Abs(v) is >= 1e6 or < 1e-3 || exponent is < -8 or > 6)
        {
            var common = (int)Math.Floor(Math.Log10(Math.Max(Math.Abs(v), s)));
            var scale = Math.Pow(10, -common);
            var places = Math.Clamp(common - exponent + 1, 0, 8);
            return Join(
                $"({Fixed(v * scale, places)} ± {Fixed(s * scale, places)})·10{Superscript(common)}",
                prefix + shown
            );
        }
        var digits = Math.Clamp(1 - exponent, 0, 9);
        return Join($"{Fixed(v, digits)} ± {Fixed(s, digits)}", prefix + shown);
    }

    /// <summary>An interval: "405.4 to 410.2 Ω".</summary>
    public static string Interval(double? lower, double? upper, string unit)
    {
        if (lower is not { } low || upper is not { } high || !double.IsFinite(low) || !double.IsFinite(high))
            return "–";
        var shown = Unit(unit);
        var largest = Math.Max(Math.Abs(low), Math.Abs(high));
        var (factor, prefix) = PrefixFor(largest, shown);
        var common = largest * factor is (> 0 and < 1e-3) or >= 1e6
            ? (int)Math.Floor(Math.Log10(largest * factor))
            : 0;
        var scale = factor * Math.Pow(10, -common);
        // As many places as the width calls for: an interval whose ends read alike says nothing.
        var width = Math.Abs(high - low) * scale;
        var places = width > 0 ? Math.Clamp(1 - (int)Math.Floor(Math.Log10(width)), 0, 9) : 3;
        var text = $"{Fixed(low * scale, places)} to {Fixed(high * scale, places)}";
        return Join(common == 0 ? text : $"({text})·10{Superscript(common)}", prefix + shown);
    }

    /// <summary>A length of time: "2 h 05 min", "12.3 s".</summary>
    public static string Duration(double seconds)
    {
        if (!double.IsFinite(seconds))
            return "not known";
        if (seconds < 60)
            return Digits(seconds, 3) + " s";
        var span = TimeSpan.FromSeconds(Math.Min(seconds, 1e10));
        if (span.TotalHours < 1)
            return $"{span.Minutes} min {span.Seconds:00} s";
        return span.TotalDays < 2
            ? $"{(int)span.TotalHours} h {span.Minutes:00} min"
            : $"{(int)span.TotalDays} d {span.Hours:00} h";
    }

    /// <summary>A number with that many significant digits, never in computer notation.</summary>
    public static string Digits(double value, int significant)
    {
        if (!double.IsFinite(value))
            return "not known";
        if (value == 0)
            return "0";
        var exponent = (int)Math.Floor(Math.Log10(Math.Abs(value)));
        if (exponent is >= -4 and < 7)
            return Fixed(value, Math.Clamp(significant - 1 - exponent, 0, 12));
        return $"{Fixed(value / Math.Pow(10, exponent), significant - 1)}·10{Superscript(exponent)}";
    }

    private static (double Factor, string Prefix) PrefixFor(double value, string unit)
    {
        if (value == 0 || !Prefixed.Contains(unit))
            return (1, "");
        var lowest = unit == "Hz" ? 0 : -5; // nobody in the field says millihertz
        var power = Math.Clamp((int)Math.Floor(Math.Log10(Math.Abs(value)) / 3 + 1e-12), lowest, 4);
        return (
            Math.Pow(10, -3 * power),
            new[] { "f", "p", "n", "µ", "m", "", "k", "M", "G", "T" }[power + 5]
        );
    }

    private static string Fixed(double value, int digits) =>
        value.ToString("F" + digits, CultureInfo.InvariantCulture).Replace('-', '\u2212');

    private static string Superscript(int exponent)
    {
        const string digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
        var text = Math.Abs(exponent).ToString(CultureInfo.InvariantCulture);
        return (exponent < 0 ? "⁻" : "") + string.Concat(text.Select(c => digits[c - '0']));
    }

    private static string Join(string number, string unit) => unit.Length == 0 ? number : number + " " + unit;
}
