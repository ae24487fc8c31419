using System.Diagnostics;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Cli.Processes;
using EdgeTester.Service;
using EdgeTester.Storage;
using EdgeTester.Storage.Sqlite;

namespace EdgeTester.Cli.Reproduce;

/// <summary>The papers' measurements again: virtual testers run the plans, the host stores what they send, and what is stored is evaluated.</summary>
internal sealed class ReproduceRunner(ReproduceOptions options, TextWriter progress)
{
    private readonly Stopwatch watch = Stopwatch.StartNew();

    /// <summary>Runs all cases and evaluates each as soon as it has ended.</summary>
    /// <exception cref="CliException">Something does not start or does not get further.</exception>
    public async Task<ReproduceOutcome> RunAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(options.Folder);
        var jobs = options.Cases.SelectMany(CaseJob.Of).ToArray();
        progress.WriteLine(
            $"{options.Cases.Count} cases, {jobs.Sum(job => job.Runs.Count)} cells on {jobs.Length} virtual testers, {options.Testers} at a time; starting a broker and a host ..."
        );
        await using var host = await LaboratoryHost.StartAsync(options.Folder, 0, progress, cancellation);
        progress.WriteLine($"page:      {host.Address}");
        progress.WriteLine($"processes: {host.InWords}");
        await using var store = Open(host.DataFolder);
        using var evaluator = new StoredCases(store, jobs, options, progress, watch);
        await new Laboratory(host, options, progress, watch).RunAsync(
            jobs,
            job =>
            {
                JobFile.Write(options.Folder, jobs);
                return evaluator.EvaluateAsync(job.Case, cancellation);
            },
            cancellation
        );
        return evaluator.Finish();
    }

    /// <summary>Runs nothing: evaluates again what an earlier run has stored.</summary>
    /// <exception cref="CliException">The folder holds no such run.</exception>
    public async Task<ReproduceOutcome> EvaluateAsync(CancellationToken cancellation)
    {
        var jobs = JobFile.Read(options.Folder, options.Cases);
        await using var store = Open(Path.Combine(options.Folder, "data"));
        using var evaluator = new StoredCases(store, jobs, options, progress, watch);
        foreach (var one in jobs.Select(job => job.Case).Distinct())
            await evaluator.EvaluateAsync(one, cancellation);
        return evaluator.Finish();
    }

    private static IRunStore Open(string folder) =>
        SqliteRunStore.Open(
            new SqliteOptions { Path = Path.Combine(folder, EdgeTesterHost.DatabaseName) },
            TimeProvider.System
        );
}
