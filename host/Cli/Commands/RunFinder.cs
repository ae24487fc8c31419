using EdgeTester.Cli.Client;
using EdgeTester.Cli.Infrastructure;

namespace EdgeTester.Cli.Commands;

/// <summary>Finds the run that somebody means by a name or the first digits of its identity.</summary>
internal static class RunFinder
{
    public static async Task<RunAnswer> FindAsync(
        HostClient client,
        string text,
        CancellationToken cancellation
    )
    {
        var runs = await client.RunsAsync(cancellation);
        var found = runs.Where(r => r.RunId == text).ToList();
        if (found.Count == 0)
            found = runs.Where(r =>
                    r.Name == text || r.RunId.StartsWith(text, StringComparison.OrdinalIgnoreCase)
                )
                .ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new CliException(
                ExitCode.BadInput,
                $"no run is named '{text}': 'edgetester run list' shows them"
            ),
            _ => throw new CliException(
                ExitCode.BadInput,
                $"'{text}' means {found.Count} runs ({string.Join(", ", found.Take(4).Select(r => r.RunId[..8]))}...): give more digits of the identity"
            ),
        };
    }
}
