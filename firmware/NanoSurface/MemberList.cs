namespace EdgeTester.NanoSurface;

/// <summary>
/// The nanoFramework members that the firmware may use, one line each, as <c>../shared/nano-api</c> writes them:
/// <c>Namespace.Type.Member(parameters) : kind modifiers type</c>. A list that is too long does no harm, a line that upstream
/// does not have is an error (a test holds every line against the published surface).
/// </summary>
public static class MemberList
{
    /// <summary>The embedded lists: file name and lines without the header.</summary>
    public static IReadOnlyList<(string Assembly, IReadOnlyList<string> Lines)> ReadEmbedded()
    {
        var assembly = typeof(MemberList).Assembly;
        return assembly
            .GetManifestResourceNames()
            .Where(name => name.StartsWith("members/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                var lines = reader
                    .ReadToEnd()
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Where(line => !line.StartsWith('#'))
                    .ToList();
                return (
                    Path.GetFileNameWithoutExtension(name["members/".Length..]),
                    (IReadOnlyList<string>)lines
                );
            })
            .ToList();
    }
}
