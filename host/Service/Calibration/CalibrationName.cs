using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeTester.Service.Calibration;

/// <summary>What a calibration's name alone tells, where there is no certificate.</summary>
internal static partial class CalibrationName
{
    /// <summary>The day in it, as 2026-11-22 or 20261122; null where there is none.</summary>
    public static DateTimeOffset? DayOf(string calibration) =>
        Day().Match(calibration) is { Success: true } found
        && DateTimeOffset.TryParseExact(
            found.Value.Replace("-", "", StringComparison.Ordinal),
            "yyyyMMdd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var day
        )
            ? day
            : null;

    [GeneratedRegex(@"(?<!\d)20\d\d-?[01]\d-?[0-3]\d(?!\d)")]
    private static partial Regex Day();
}
