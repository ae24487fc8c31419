using System.CommandLine;
using System.Globalization;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Cli.Output;
using EdgeTester.Storage;

namespace EdgeTester.Cli.Commands;

/// <summary><c>edgetester retention</c></summary>
internal static class RetentionCommand
{
    public static Command Create()
    {
        var days = new Option<double>("--older-than-days")
        {
            Description = "Runs that have sent nothing for so many days",
            HelpName = "DAYS",
            Required = true,
        };
        var store = new StoreChoice();
        var lose = new Option<bool>("--delete-even-what-is-not-backed-up")
        {
            Description = "Delete also what no backup holds: it is gone then",
        };
        var say = new Option<bool>("--dry-run") { Description = "Delete nothing, only say what would be" };
        var json = new Option<bool>("--json") { Description = "Print JSON, for scripts" };
        var command = new Command(
            "retention",
            """
            Delete the raw data of old runs. What a run was, its results and the audit stay. A run that is in no backup as it is now is kept.
            Exit code 1 where runs had to be kept for that reason.

            Examples:
              edgetester retention --older-than-days 365 --dry-run
              edgetester backup /mnt/backups/all.db && edgetester retention --older-than-days 365
            """
        )
        {
            days,
            lose,
            say,
            json,
        };
        store.AddTo(command);
        command.SetAction(
            (result, cancellation) =>
                store.UseAsync(
                    result,
                    async opened =>
                    {
                        var options = new RetentionOptions
                        {
                            OlderThan = LengthOf(result.GetValue(days)),
                            EvenIfNotBackedUp = result.GetValue(lose),
                            OnlySay = result.GetValue(say),
                        };
                        var runs = await opened.RemoveOldAsync(options, cancellation);
                        if (result.GetValue(json))
                            Console.WriteLine(
                                Json.Write(
                                    runs.Select(run => new
                                    {
                                        RunId = run.Run.ToString(),
                                        run.Channel,
                                        run.Name,
                                        run.Records,
                                        run.Received,
                                        run.IsBackedUp,
                                        run.IsRemoved,
                                    })
                                )
                            );
                        else
                            Print(runs, options);
                        var kept = runs.Any(run => !run.IsBackedUp && !options.EvenIfNotBackedUp);
                        return kept ? ExitCode.Failed : ExitCode.Success;
                    }
                )
        );
        return command;
    }

    private static TimeSpan LengthOf(double days) =>
        days is >= 0 and < 100_000
            ? TimeSpan.FromDays(days)
            : throw new CliException(ExitCode.Usage, $"--older-than-days {days}: expected 0 to 100000");

    private static void Print(IReadOnlyList<RetainedRun> runs, RetentionOptions options)
    {
        var table = new Table(
            "run",
            "name",
            "channel",
            "last record",
            "records",
            "backed up",
            "what becomes of it"
        );
        foreach (var run in runs)
            table.Add(
                run.Run.ToString()[..8],
                run.Name,
                run.Channel.ToString(CultureInfo.InvariantCulture),
                run.Received.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                run.Records.ToString(CultureInfo.InvariantCulture),
                run.IsBackedUp ? "yes" : "no",
                FateOf(run, options)
            );
        table.WriteTo(Console.Out);
        var kept = runs.Count(run => !run.IsBackedUp && !options.EvenIfNotBackedUp);
        Console.WriteLine(
            $"{runs.Count} channels of runs are old enough; {runs.Count(run => run.IsRemoved)} were deleted"
                + (
                    kept > 0
                        ? $"; {kept} are in no backup as they are now: make one with 'edgetester backup'"
                        : ""
                )
        );
    }

    private static string FateOf(RetainedRun run, RetentionOptions options) =>
        (run.IsRemoved, run.IsBackedUp || options.EvenIfNotBackedUp) switch
        {
            (true, _) => "deleted",
            (_, false) => "kept: not backed up",
            _ => options.OnlySay ? "would be deleted" : "kept: it has sent something",
        };
}
