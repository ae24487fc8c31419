using EdgeTester.Cli.Infrastructure;
using EdgeTester.Report.Html;

namespace EdgeTester.Cli.Analysis;

/// <summary>Writes a report's page and, in a folder beside it, the numbers of every picture and table as CSV.</summary>
internal static class PageFiles
{
    /// <summary>Writes NAME.html and NAME_data/*.csv.</summary>
    /// <returns>How many CSV files, and their folder ("" where there is none).</returns>
    /// <exception cref="CliException">A file cannot be written.</exception>
    public static async Task<(int Files, string Folder)> WriteAsync(
        string target,
        string page,
        CancellationToken cancellation
    )
    {
        try
        {
            await File.WriteAllTextAsync(target, page, cancellation);
            var numbers = PageNumbers.Of(page);
            if (numbers.Count == 0)
                return (0, "");
            var folder = Path.Combine(
                Path.GetDirectoryName(Path.GetFullPath(target))!,
                Path.GetFileNameWithoutExtension(target) + "_data"
            );
            Directory.CreateDirectory(folder);
            foreach (var (name, text) in numbers)
                await File.WriteAllTextAsync(Path.Combine(folder, name), text, cancellation);
            return (numbers.Count, folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.BadInput, $"{target} cannot be written: {e.Message}");
        }
    }
}
