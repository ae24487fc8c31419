using System.Globalization;

namespace EdgeTester.Formats;

/// <summary>Numbers as instruments write them: a decimal point or comma, an exponent with e, E, d or D.</summary>
internal static class NumberText
{
    /// <summary>Reads a number; NaN and infinities where the text says so, or where it is beyond the range of a double.</summary>
    /// <param name="text">The text, with or without space around it.</param>
    /// <param name="decimalComma">A comma is the decimal sign, or separates thousands where the number shows that.</param>
    /// <param name="value">The number.</param>
    public static bool TryParse(ReadOnlySpan<char> text, bool decimalComma, out double value)
    {
        text = text.Trim(" \t\"'\u00A0");
        value = 0;
        if (text.Length is 0 or > 64)
            return false;
        if (text[0] is >= '0' and <= '9' or '-' or '+' or '.' or ',')
        {
            Span<char> plain = stackalloc char[64];
            for (var k = 0; k < text.Length; k++)
                plain[k] = text[k] switch
                {
                    ',' when decimalComma => '.',
                    'd' or 'D' => 'e',
                    var c => c,
                };
            if (
                double.TryParse(
                    plain[..text.Length],
                    NumberStyles.Float,
                    CultureInfo.InvariantCulture,
                    out value
                )
            )
                return true;
            return decimalComma
                && GroupedNumber.Of(text) is { } number
                && (number.Comma == SignRole.Grouping || number.Point == SignRole.Grouping)
                && TryParse(
                    GroupedNumber.Plain(text.ToString(), number.Comma, number.Point),
                    false,
                    out value
                );
        }
        if (text.Equals("nan", StringComparison.OrdinalIgnoreCase))
            value = double.NaN;
        else if (text.Equals("inf", StringComparison.OrdinalIgnoreCase))
            value = double.PositiveInfinity;
        return !double.IsFinite(value);
    }
}
