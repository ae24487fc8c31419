using System.Diagnostics;
using System.Globalization;
using EdgeTester.Cli.Client;
using EdgeTester.Cli.Commands;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Cli.Processes;

namespace EdgeTester.Cli.Reproduce;

/// <summary>Runs jobs on virtual testers, as many at a time as there are cores, the longest first, and says how far they are.</summary>
internal sealed class Laboratory(
    LaboratoryHost host,
    ReproduceOptions options,
    TextWriter progress,
    Stopwatch watch
)
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(500);
    private readonly List<CaseJob> active = [];
    private int done;

    /// <summary>Runs all jobs; each is reported when it has ended.</summary>
    /// <param name="jobs">The jobs.</param>
    /// <param name="ended">Called after each, from several threads.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="CliException">A run cannot be started or does not get further.</exception>
    public async Task RunAsync(
        IReadOnlyList<CaseJob> jobs,
        Func<CaseJob, Task> ended,
        CancellationToken cancellation
    )
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var reporting = ReportAsync(jobs.Count, stopping.Token);
        try
        {
            await Parallel.ForEachAsync(
                jobs.OrderByDescending(job => job.ExpectedSeconds),
                new ParallelOptions
                {
                    MaxDegreeOfParallelism = options.Testers,
                    CancellationToken = cancellation,
                },
                async (job, token) =>
                {
                    await RunAsync(job, token);
                    await ended(job);
                }
            );
        }
        finally
        {
            await stopping.CancelAsync();
            await reporting;
        }
    }

    private async Task RunAsync(CaseJob job, CancellationToken cancellation)
    {
        await using var tester = await host.StartTesterAsync(
            job.Serial,
            job.Runs.Select(run => run.Cell),
            options.Seed,
            cancellation,
            longestTickSeconds: job.LongestTickSeconds
        );
        job.TruthFile = tester.TruthFile;
        using var client = new HostClient(host.Address);
        await StartAsync(client, job, cancellation);
        lock (active)
            active.Add(job);
        try
        {
            await WaitAsync(client, job, cancellation);
        }
        finally
        {
            lock (active)
                active.Remove(job);
            Interlocked.Increment(ref done);
        }
    }

    private static async Task StartAsync(HostClient client, CaseJob job, CancellationToken cancellation)
    {
        var ids = new List<string>();
        for (var channel = 0; channel < job.Runs.Count; channel++)
        {
            var run = job.Runs[channel];
            var answer = await RunCommand.StartAsync(
                client,
                run.PlanJson(),
                job.Serial,
                channel,
                $"{job.Case.Name}: {run.Sample}",
                cancellation
            );
            if (answer.RunId is null || answer.Result is not ("accepted" or "already_done"))
                throw new CliException(
                    ExitCode.Failed,
                    $"{job.Serial}, channel {channel} does not start: {answer.Result} {answer.Text}"
                );
            ids.Add(answer.RunId);
        }
        job.RunIds = ids;
    }

    private async Task WaitAsync(HostClient client, CaseJob job, CancellationToken cancellation)
    {
        var moved = watch.Elapsed;
        var last = job.Advance;
        while (true)
        {
            await Task.Delay(PollInterval, cancellation);
            try
            {
                job.Update(await client.RunsAsync(cancellation));
            }
            catch (CliException) when (watch.Elapsed - moved < options.Patience)
            {
                // The host is on its way back.
                continue;
            }
            if (job.IsDone)
                return;
            if (job.Advance != last)
                (last, moved) = (job.Advance, watch.Elapsed);
            else if (watch.Elapsed - moved > options.Patience)
                throw new CliException(
                    ExitCode.Failed,
                    $"{job.Serial} does not get further after {job.ElapsedSeconds / 3600:F1} simulated hours; logs are in {options.Folder}"
                );
        }
    }

    private async Task ReportAsync(int count, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await Task.Delay(ProgressInterval, cancellation);
                string[] words;
                lock (active)
                    words = active.Select(job => job.InWords()).ToArray();
                progress.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{watch.Elapsed.TotalSeconds, 4:F0} s  {done} of {count} testers done"
                    ) + (words.Length > 0 ? "; simulated time: " + string.Join(", ", words) : "")
                );
            }
        }
        catch (OperationCanceledException)
        {
            // All are done.
        }
    }
}
