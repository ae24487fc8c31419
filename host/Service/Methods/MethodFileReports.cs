using System.Security.Cryptography;
using EdgeTester.Report;
using EdgeTester.Report.Model;

namespace EdgeTester.Service.Methods;

/// <summary>Reports of what methods found in data files.</summary>
public static class MethodFileReports
{
    /// <summary>The page.</summary>
    /// <param name="paths">The files, for their hash.</param>
    /// <param name="facts">Each file and what it is, or why it could not be used.</param>
    /// <param name="outcomes">What the methods found.</param>
    /// <param name="time">The clock that dates the report.</param>
    public static string Write(
        IReadOnlyList<string> paths,
        IReadOnlyList<Fact> facts,
        IReadOnlyList<MethodOutcome> outcomes,
        TimeProvider time
    ) =>
        ReportWriter.Write(
            new MethodFileReport
            {
                Title = paths.Count == 1 ? Path.GetFileName(paths[0]) : $"{paths.Count} files",
                Facts = facts,
                Methods = MethodSections.Of(outcomes),
                Provenance = new Provenance(HostVersion.Text, HashOf(paths), time.GetUtcNow()),
            }
        );

    /// <summary>SHA-256 of the files' bytes, one after the other.</summary>
    private static string HashOf(IReadOnlyList<string> paths)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        foreach (var path in paths)
        {
            using var file = File.OpenRead(path);
            for (int read; (read = file.Read(buffer)) > 0; )
                hash.AppendData(buffer, 0, read);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
