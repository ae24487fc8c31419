using System.Globalization;

namespace EdgeTester.Cli.Output;

/// <summary>Numbers for people.</summary>
public static class Quantity
{
    /// <summary>Four to five significant digits, without a needless exponent.</summary>
    public static string Text(double value)
    {
        if (double.IsNaN(value))
            return "-";
        var size = Math.Abs(value);
        if (size != 0 && (size < 1e-3 || size >= 1e5))
            return value.ToString("0.####e+0", CultureInfo.InvariantCulture);
        var decimals = size == 0 ? 0 : Math.Clamp(4 - (int)Math.Floor(Math.Log10(size)), 0, 7);
        return value.ToString(
            "F" + decimals.ToString(CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture
        );
    }

    /// <summary>A value with its standard error.</summary>
    public static string Text(double value, double? error) =>
        error is { } e && double.IsFinite(e)
            ? $"{Text(value)} +- {e.ToString("G2", CultureInfo.InvariantCulture)}"
            : Text(value);

    /// <summary>A length of time in the largest fitting unit.</summary>
    public static string Duration(double seconds) =>
        seconds switch
        {
            < 1e-3 => $"{(seconds * 1e6).ToString("G3", CultureInfo.InvariantCulture)} us",
            < 1 => $"{(seconds * 1e3).ToString("G3", CultureInfo.InvariantCulture)} ms",
            < 120 => $"{seconds.ToString("G3", CultureInfo.InvariantCulture)} s",
            < 7200 => $"{(seconds / 60).ToString("G3", CultureInfo.InvariantCulture)} min",
            < 172_800 => $"{(seconds / 3600).ToString("G3", CultureInfo.InvariantCulture)} h",
            _ => $"{(seconds / 86_400).ToString("G3", CultureInfo.InvariantCulture)} d",
        };
}
