using System.Diagnostics;
using System.Globalization;
using EdgeTester.Cli.Client;
using EdgeTester.Cli.Commands;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Cli.Processes;
using EdgeTester.Contracts;
using EdgeTester.Report.Model;
using EdgeTester.Service;
using EdgeTester.Service.Methods;
using EdgeTester.Service.Runs;
using EdgeTester.Storage;
using EdgeTester.Storage.Sqlite;

namespace EdgeTester.Cli.Reproduce;

/// <summary>The papers' measurements again: virtual testers run the plans, the host stores what they send, and what is stored is evaluated.</summary>
internal sealed class ReproduceRunner(ReproduceOptions options, TextWriter progress)
{
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly SemaphoreSlim evaluating = new(1);
    private readonly Dictionary<string, (CaseOutcome Outcome, ReproductionSection Section)> ended = [];

    /// <summary>Runs all cases.</summary>
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
        await using var store = SqliteRunStore.Open(
            new SqliteOptions { Path = Path.Combine(host.DataFolder, EdgeTesterHost.DatabaseName) },
            TimeProvider.System
        );
        await new Laboratory(host, options, progress, watch).RunAsync(
            jobs,
            job => EvaluateAsync(store, jobs, job, cancellation),
            cancellation
        );
        progress.WriteLine("counting the records ...");
        using var client = new HostClient(host.Address);
        return await FinishAsync(client, jobs, cancellation);
    }

    // A case is evaluated as soon as its last job has ended, one at a time beside the testers.
    private async Task EvaluateAsync(
        IRunStore store,
        IReadOnlyList<CaseJob> jobs,
        CaseJob last,
        CancellationToken cancellation
    )
    {
        await evaluating.WaitAsync(cancellation);
        try
        {
            var ours = jobs.Where(job => job.Case == last.Case).ToArray();
            if (!ours.All(job => job.IsDone) || ended.ContainsKey(last.Case.Name))
                return;
            var began = watch.Elapsed;
            var measurements = ours.SelectMany(job =>
                    job.RunIds.Select(
                        (id, channel) => StoredMeasurement.Read(store, Identity(id), (byte)channel)
                    )
                )
                .ToArray();
            var results = new CaseResults(measurements);
            var figures = CaseEvaluation.Figures(
                last.Case,
                results,
                (run, spectrum) =>
                {
                    var job = ours.Last(one => one.First <= run);
                    return CaseEvaluation.TruthsOf(job, run - job.First, spectrum);
                }
            );
            var section = ReproduceReports.Section(last.Case, figures, results, RunsInWords(store, ours));
            var outcome = new CaseOutcome(
                last.Case.Name,
                last.Case.Paper,
                last.Case.Title,
                last.Case.Methods,
                figures,
                section.Warnings,
                ours.Max(job => job.ElapsedSeconds) / 3600,
                watch.Elapsed.TotalSeconds
            );
            ended[last.Case.Name] = (outcome, section);
            progress.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{watch.Elapsed.TotalSeconds, 4:F0} s  {last.Case.Name}: {figures.Count(f => f.IsRecovered)} of {figures.Count} figures recovered, {outcome.SimulatedHours:F0} h simulated, evaluated in {(watch.Elapsed - began).TotalSeconds:F1} s"
                )
            );
        }
        finally
        {
            evaluating.Release();
        }
    }

    private async Task<ReproduceOutcome> FinishAsync(
        HostClient client,
        IReadOnlyList<CaseJob> jobs,
        CancellationToken cancellation
    )
    {
        var counts = new List<RunCount>();
        foreach (var job in jobs)
            for (var channel = 0; channel < job.Runs.Count; channel++)
                counts.Add(
                    new RunCount(
                        job.RunIds[channel],
                        $"{job.Case.Name}: {job.Runs[channel].Sample}",
                        job.Serial,
                        channel,
                        await client.VerifyAsync(job.RunIds[channel], channel, cancellation)
                    )
                );
        var cases = options.Cases.Select(one => ended[one.Name]).ToArray();
        var figures = cases.SelectMany(one => one.Outcome.Figures).ToArray();
        var isSound = counts.All(c => c.Count.IsSound && c.Count.IsComplete);
        var isGood = isSound && figures.Length > 0 && figures.All(figure => figure.IsGood);
        var verdict = Verdict(figures) + "; " + VerifyCommand.Verdict(counts);
        var report = ReproduceReports.Write(
            options,
            cases.Select(one => one.Section).ToArray(),
            verdict,
            isGood
        );
        return new ReproduceOutcome(
            cases.Select(one => one.Outcome).ToArray(),
            counts,
            verdict,
            report,
            options.Folder,
            watch.Elapsed.TotalSeconds,
            isGood
        );
    }

    private static IReadOnlyList<string> RunsInWords(IRunStore store, IReadOnlyList<CaseJob> jobs) =>
        jobs.SelectMany(job =>
                job.Runs.Select(
                    (run, channel) =>
                        $"{run.Sample}: cell {run.Cell}, plan {run.Template}, run {job.RunIds[channel][..8]}, SHA-256 of its raw data "
                        + RawDataHash.Of(store, Identity(job.RunIds[channel]), (byte)channel)
                )
            )
            .ToArray();

    private static string Verdict(IReadOnlyCollection<FoundFigure> figures)
    {
        var missed = figures.Count(figure => !figure.IsGood);
        var listed = figures.Count(figure => !figure.IsRecovered && figure.IsGood);
        return $"{figures.Count(figure => figure.IsRecovered)} of {figures.Count} figures recovered"
            + (listed > 0 ? $", {listed} missed for a listed reason" : "")
            + (missed > 0 ? $", {missed} MISSED" : "");
    }

    private static RunId Identity(string text) =>
        RunId.TryParse(text, out var run)
            ? run
            : throw new CliException(ExitCode.Internal, $"the host named a run '{text}'");
}
