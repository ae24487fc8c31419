using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeTester.Cli.Testing;

/// <summary>How many tests of a project passed, failed and were skipped.</summary>
public readonly record struct TestSummary(int Passed, int Failed, int Skipped)
{
    /// <summary>All that ran or could have.</summary>
    public int Total => Passed + Failed + Skipped;

    /// <summary>Adds two projects up.</summary>
    public static TestSummary operator +(TestSummary a, TestSummary b) =>
        new(a.Passed + b.Passed, a.Failed + b.Failed, a.Skipped + b.Skipped);

    /// <summary>Reads the closing lines of Microsoft.Testing.Platform; null where they are not there.</summary>
    public static TestSummary? TryParse(string output)
    {
        int? Number(string word)
        {
            var match = Regex.Match(
                output,
                $@"^\s+{word}: (\d+)\s*$",
                RegexOptions.Multiline | RegexOptions.RightToLeft
            );
            return match.Success ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;
        }
        return
            Number("succeeded") is { } passed
            && Number("failed") is { } failed
            && Number("skipped") is { } skipped
            ? new TestSummary(passed, failed, skipped)
            : null;
    }

    /// <summary>The line that continuous integration reads.</summary>
    public override string ToString() => $"{Passed} passed, {Failed} failed, {Skipped} skipped";
}
