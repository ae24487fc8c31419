namespace EdgeTester.Report.Html;

/// <summary>Names for files and columns.</summary>
internal static class FileStem
{
    /// <summary>Lower-case letters, digits and single underscores of a text; "data" where nothing is left.</summary>
    public static string Of(string text)
    {
        var kept = string.Concat(text.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        var parts = kept.Split('_', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 0 ? "data" : string.Join('_', parts);
    }
}
