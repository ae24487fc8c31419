using System.Diagnostics;
using System.Globalization;
using EdgeTester.Cli.Client;
using EdgeTester.Cli.Commands;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Contracts;
using EdgeTester.Report.Model;
using EdgeTester.Service.Methods;
using EdgeTester.Service.Runs;
using EdgeTester.Storage;

namespace EdgeTester.Cli.Reproduce;

/// <summary>Evaluates cases from the store, one at a time, and gathers what came of them.</summary>
internal sealed class StoredCases(
    IRunStore store,
    IReadOnlyList<CaseJob> jobs,
    ReproduceOptions options,
    TextWriter progress,
    Stopwatch watch
) : IDisposable
{
    private readonly SemaphoreSlim evaluating = new(1);
    private readonly Dictionary<string, (CaseOutcome Outcome, ReproductionSection Section)> ended = [];

    /// <summary>Evaluates a case where all its jobs are done; does nothing while one is not.</summary>
    public async Task EvaluateAsync(PaperCase one, CancellationToken cancellation)
    {
        await evaluating.WaitAsync(cancellation);
        try
        {
            var ours = jobs.Where(job => job.Case == one).ToArray();
            if (ours.All(job => job.IsDone) && !ended.ContainsKey(one.Name))
                ended[one.Name] = Evaluate(one, ours);
        }
        finally
        {
            evaluating.Release();
        }
    }

    /// <summary>Counts the records, writes the report and says what came of everything.</summary>
    public ReproduceOutcome Finish()
    {
        progress.WriteLine("counting the records ...");
        var counts = jobs.SelectMany(job => job.Runs.Select((run, channel) => Count(job, run, channel)))
            .ToArray();
        var cases = options
            .Cases.Where(one => ended.ContainsKey(one.Name))
            .Select(one => ended[one.Name])
            .ToArray();
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

    /// <summary>Frees the gate.</summary>
    public void Dispose() => evaluating.Dispose();

    private (CaseOutcome, ReproductionSection) Evaluate(PaperCase one, IReadOnlyList<CaseJob> ours)
    {
        var began = watch.Elapsed;
        var measurements = Enumerable
            .Range(0, one.Runs.Count)
            .Select(index =>
            {
                var (job, channel) = Where(ours, index);
                return StoredMeasurement.Read(store, Identity(job.RunIds[channel]), (byte)channel);
            })
            .ToArray();
        var results = new CaseResults(measurements);
        var figures = CaseEvaluation.Figures(
            one,
            results,
            (run, spectrum) =>
            {
                var (job, channel) = Where(ours, run);
                return CaseEvaluation.TruthsOf(job, channel, spectrum);
            }
        );
        var section = ReproduceReports.Section(one, figures, results, RunsInWords(ours));
        var outcome = new CaseOutcome(
            one.Name,
            one.Paper,
            one.Title,
            one.Methods,
            figures,
            section.Warnings,
            ours.Max(job => job.ElapsedSeconds) / 3600,
            watch.Elapsed.TotalSeconds
        );
        progress.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{watch.Elapsed.TotalSeconds, 4:F0} s  {one.Name}: {figures.Count(f => f.IsRecovered)} of {figures.Count} figures recovered, {outcome.SimulatedHours:F0} h simulated, evaluated in {(watch.Elapsed - began).TotalSeconds:F1} s"
            )
        );
        return (outcome, section);
    }

    private RunCount Count(CaseJob job, CaseRun run, int channel)
    {
        var report = store.Verify(Identity(job.RunIds[channel]), (byte)channel)!;
        return new RunCount(
            job.RunIds[channel],
            $"{job.Case.Name}: {run.Sample}",
            job.Serial,
            channel,
            new VerifyAnswer(
                report.Records,
                report.Expected,
                report.Missing,
                report.Doubled,
                report.OutOfOrder,
                report.Corrupt,
                report.Overflow,
                report.Sound,
                report.Complete
            )
        );
    }

    private IReadOnlyList<string> RunsInWords(IReadOnlyList<CaseJob> ours) =>
        ours.SelectMany(job =>
                job.Runs.Select(
                    (run, channel) =>
                        $"{run.Sample}: cell {run.Cell}, plan {run.Template}, run {job.RunIds[channel][..8]}, SHA-256 of its raw data "
                        + RawDataHash.Of(store, Identity(job.RunIds[channel]), (byte)channel)
                )
            )
            .ToArray();

    private static (CaseJob Job, int Channel) Where(IReadOnlyList<CaseJob> jobs, int index)
    {
        var job = jobs.First(one => one.ChannelOf(index) >= 0);
        return (job, job.ChannelOf(index));
    }

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
