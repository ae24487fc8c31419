using EdgeTester.Cli.Infrastructure;

namespace EdgeTester.Cli.Processes;

/// <summary>Waits for something that processes bring about.</summary>
internal static class Readiness
{
    private const int MostRestarts = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <summary>Asks until the answer is yes.</summary>
    /// <param name="question">What is waited for.</param>
    /// <param name="processes">Those whose death would make waiting useless.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="CliException">A process dies again and again, or it takes too long; the message holds the last words.</exception>
    public static async Task WaitAsync(
        Func<CancellationToken, Task<bool>> question,
        IReadOnlyList<Supervised> processes,
        CancellationToken cancellation
    )
    {
        var until = DateTime.UtcNow + Patience;
        while (DateTime.UtcNow < until)
        {
            if (await question(cancellation))
                return;
            if (processes.FirstOrDefault(p => p.Restarts > MostRestarts) is { } dead)
                throw new CliException(
                    ExitCode.Unavailable,
                    $"the {dead.Name} does not start; its last words:\n{dead.LogTail(8)}"
                );
            await Task.Delay(100, cancellation);
        }
        throw new CliException(
            ExitCode.Unavailable,
            $"host and tester were not ready after {Patience.TotalMinutes:F0} minutes; their last words:\n"
                + string.Join('\n', processes.Select(p => p.LogTail(5)))
        );
    }
}
