using System.CommandLine;
using System.Globalization;
using EdgeTester.Cli.Chaos;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Cli.Output;

namespace EdgeTester.Cli.Commands;

/// <summary><c>edgetester chaos</c></summary>
internal static class ChaosCommand
{
    public static Command Create()
    {
        var defaults = new ChaosOptions();
        var testers = new Option<int>("--testers")
        {
            Description = "Virtual testers with eight channels each",
            HelpName = "N",
            DefaultValueFactory = _ => defaults.Testers,
        };
        var minutes = new Option<double>("--minutes")
        {
            Description = "How long faults come",
            HelpName = "N",
            DefaultValueFactory = _ => defaults.Minutes,
        };
        var every = new Option<double>("--every")
        {
            Description = "Mean time from one fault to the next, in seconds",
            HelpName = "S",
            DefaultValueFactory = _ => defaults.MeanSecondsBetweenFaults,
        };
        var seed = new Option<int>("--seed")
        {
            Description = "Seed of the faults",
            HelpName = "N",
            DefaultValueFactory = _ => defaults.Seed,
        };
        var store = new Option<string>("--store")
        {
            Description = "The store: sqlite, or postgres, whose server is then killed and stopped too",
            HelpName = "sqlite|postgres",
            DefaultValueFactory = _ => "sqlite",
        };
        store.AcceptOnlyFromAmong("sqlite", "postgres");
        var output = new Option<string>("--output", "-o")
        {
            Description = "Folder for data and logs; must be empty or missing",
            HelpName = "DIR",
            DefaultValueFactory = _ => defaults.Folder,
        };
        var json = new Option<bool>("--json") { Description = "Print JSON, for scripts" };
        var command = new Command(
            "chaos",
            """
            Break things and count: testers measure while host, broker, store, testers, network and disk are killed, stopped, cut off, slowed and filled at random. Exit code 1 unless nothing is missing and nothing doubled.

            Examples:
              edgetester chaos
              edgetester chaos --testers 2 --minutes 1 --seed 7 --json
              edgetester chaos --store postgres
            """
        )
        {
            testers,
            minutes,
            every,
            seed,
            store,
            output,
            json,
        };
        command.SetAction(
            async (result, cancellation) =>
            {
                var options = new ChaosOptions
                {
                    Testers = Above(result.GetValue(testers), "--testers"),
                    Minutes = Above(result.GetValue(minutes), "--minutes"),
                    MeanSecondsBetweenFaults = Above(result.GetValue(every), "--every"),
                    Seed = result.GetValue(seed),
                    OnPostgres = result.GetValue(store) == "postgres",
                    Folder = result.GetValue(output)!,
                };
                var asJson = result.GetValue(json);
                var outcome = await new ChaosRunner(options, asJson ? Console.Error : Console.Out).RunAsync(
                    cancellation
                );
                if (asJson)
                    Console.WriteLine(Json.Write(outcome));
                else
                    Print(outcome, Console.Out);
                return outcome.IsSound ? ExitCode.Success : ExitCode.Failed;
            }
        );
        return command;
    }

    private static void Print(ChaosOutcome outcome, TextWriter output)
    {
        var table = new Table("fault", "times");
        foreach (var (name, times) in outcome.Faults)
            table.Add(name, times.ToString(CultureInfo.InvariantCulture));
        table.WriteTo(output);
        output.WriteLine(
            "started again: " + string.Join(", ", outcome.Restarts.Select(r => $"{r.Key} {r.Value} times"))
        );
        output.WriteLine(
            outcome.CatchUpSeconds is { } seconds
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"caught up: {seconds:F1} s after the last fault"
                )
                : "not caught up within the time given"
        );
        output.WriteLine(
            $"{outcome.Records} records of {outcome.Channels} channels: {outcome.Missing} missing, {outcome.Doubled} doubled, "
                + $"{outcome.OutOfOrder} out of order, {outcome.Corrupt} corrupt, {outcome.RunsNotComplete} runs not complete"
        );
    }

    private static T Above<T>(T value, string option)
        where T : System.Numerics.INumber<T> =>
        value > T.Zero && !T.IsInfinity(value)
            ? value
            : throw new CliException(ExitCode.Usage, $"{option} must be above 0");
}
