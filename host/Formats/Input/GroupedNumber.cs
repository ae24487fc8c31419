namespace EdgeTester.Formats;

/// <summary>What a comma or a point in a number can be.</summary>
internal enum SignRole
{
    /// <summary>It is not there.</summary>
    None,

    /// <summary>The decimal sign.</summary>
    Decimal,

    /// <summary>Between groups of three digits.</summary>
    Grouping,

    /// <summary>Either: 1,234.</summary>
    Ambiguous,
}

/// <summary>The roles of comma and point in one number, as far as the number itself tells.</summary>
/// <param name="Comma">The comma.</param>
/// <param name="Point">The point.</param>
internal readonly record struct GroupedNumber(SignRole Comma, SignRole Point)
{
    /// <summary>Looks at a text; null where it can be no number.</summary>
    public static GroupedNumber? Of(ReadOnlySpan<char> text)
    {
        text = text.Trim(" \t\"'\u00A0");
        var exponent = text.IndexOfAny("eEdD");
        var mantissa = (exponent < 0 ? text : text[..exponent]).TrimStart("+-");
        if (mantissa.Length == 0 || mantissa.IndexOfAnyExcept("0123456789,.") >= 0)
            return null;
        var (commas, points) = (mantissa.Count(','), mantissa.Count('.'));
        if (commas == 0 || points == 0)
        {
            var role = RoleAlone(mantissa, commas > 0 ? ',' : '.', commas + points, exponent >= 0);
            return role is not { } known ? null
                : commas > 0 ? new(known, SignRole.None)
                : new(SignRole.None, known);
        }
        var isDecimalComma = mantissa.LastIndexOf(',') > mantissa.LastIndexOf('.');
        var (last, other) = isDecimalComma ? (',', '.') : ('.', ',');
        if (
            (isDecimalComma ? commas : points) != 1
            || !IsGrouped(mantissa[..mantissa.LastIndexOf(last)], other)
        )
            return null;
        return isDecimalComma
            ? new(SignRole.Decimal, SignRole.Grouping)
            : new(SignRole.Grouping, SignRole.Decimal);
    }

    /// <summary>The text with a decimal point and without groups.</summary>
    /// <param name="text">A number.</param>
    /// <param name="comma">What the comma is.</param>
    /// <param name="point">What the point is.</param>
    public static string Plain(string text, SignRole comma, SignRole point)
    {
        if (point == SignRole.Grouping)
            text = text.Replace(".", "", StringComparison.Ordinal);
        return text.Replace(",", comma == SignRole.Grouping ? "" : ".", StringComparison.Ordinal);
    }

    private static SignRole? RoleAlone(ReadOnlySpan<char> mantissa, char sign, int count, bool hasExponent)
    {
        if (count == 0)
            return SignRole.None;
        if (count > 1)
            return IsGrouped(mantissa, sign) ? SignRole.Grouping : null;
        return !hasExponent && mantissa[0] is >= '1' and <= '9' && IsGrouped(mantissa, sign)
            ? SignRole.Ambiguous
            : SignRole.Decimal;
    }

    /// <summary>One to three digits, then groups of three.</summary>
    private static bool IsGrouped(ReadOnlySpan<char> digits, char sign)
    {
        if (digits.IndexOf(sign) is < 1 or > 3)
            return false;
        var run = 0;
        for (var k = digits.IndexOf(sign) + 1; k < digits.Length; k++)
            if (digits[k] != sign)
                run++;
            else if (run == 3)
                run = 0;
            else
                return false;
        return run == 3;
    }
}
