using System.Text;
using System.Text.RegularExpressions;

namespace EdgeTester.Report.Html;

/// <summary>The files that a page carries: the numbers of its pictures and tables.</summary>
public static partial class PageNumbers
{
    /// <summary>File names, each once, and contents in the order of the page.</summary>
    /// <param name="page">A page of <see cref="ReportWriter"/>.</param>
    public static IReadOnlyList<(string FileName, string Text)> Of(string page)
    {
        var found = new List<(string, string)>();
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (Match match in Carried().Matches(page))
        {
            var wanted = match.Groups["name"].Value;
            var stem = Path.GetFileNameWithoutExtension(wanted);
            var name = wanted;
            for (var k = 2; !taken.Add(name); k++)
                name = $"{stem}-{k}.csv";
            found.Add((name, Encoding.UTF8.GetString(Convert.FromBase64String(match.Groups["data"].Value))));
        }
        return found;
    }

    [GeneratedRegex(
        "download=\"(?<name>[A-Za-z0-9_.-]+\\.csv)\" href=\"data:text/csv;base64,(?<data>[A-Za-z0-9+/=]*)\""
    )]
    private static partial Regex Carried();
}
