using System.CommandLine;
using System.Globalization;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Cli.Output;
using EdgeTester.Cli.Reproduce;

namespace EdgeTester.Cli.Commands;

/// <summary><c>edgetester reproduce</c></summary>
internal static class ReproduceCommand
{
    public static Command Create()
    {
        var papers = new Argument<string>("papers")
        {
            Description = "P1, P2 or all",
            DefaultValueFactory = _ => "all",
            HelpName = "P1|P2|all",
        };
        var names = new Option<string[]>("--case", "-c")
        {
            Description = "Only this case; may be given several times (--list names them)",
            HelpName = "NAME",
        };
        var list = new Option<bool>("--list") { Description = "List the cases and end" };
        var json = new Option<bool>("--json") { Description = "Print JSON, for scripts" };
        var output = new Option<string?>("--output", "-o")
        {
            Description =
                "Where report, CSV files, data and logs go; default: edgetester-reproduce/DATE-TIME",
            HelpName = "FOLDER",
        };
        var seed = new Option<int>("--seed")
        {
            Description = "Seed of the noise",
            DefaultValueFactory = _ => 1,
        };
        var evaluate = new Option<bool>("--evaluate")
        {
            Description =
                "Run nothing: evaluate again what the folder of an earlier run holds (--output names it)",
        };
        var testers = new Option<int>("--testers")
        {
            Description = "Virtual testers at the same time; default: one a core",
            HelpName = "N",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        var command = new Command(
            "reproduce",
            """
            Measure two papers' figures again: virtual cells that are built to them are tested by the firmware, through broker, host and
            store, as fast as the machine can; what is stored is evaluated and held against the paper and the cell.

            Prints paper / cell truth / measured with uncertainty / difference / verdict for each figure, and writes a report with the
            papers' pictures drawn again. Exit code 1 when a figure is missed without a listed reason, or a record is missing.

            Examples:
              edgetester reproduce --list
              edgetester reproduce all
              edgetester reproduce P2 -o p2
              edgetester reproduce --case p1-critical --case p2-critical --json
              edgetester reproduce P2 -o p2 --evaluate
            """
        )
        {
            papers,
            names,
            list,
            json,
            output,
            evaluate,
            seed,
            testers,
        };
        command.SetAction(
            async (result, cancellation) =>
            {
                var cases = Chosen(result.GetValue(papers)!, result.GetValue(names) ?? []);
                if (result.GetValue(list))
                {
                    if (result.GetValue(json))
                        Console.WriteLine(Json.Write(cases.Select(Described)));
                    else
                        ReproducePrinter.List(cases, Console.Out);
                    return ExitCode.Success;
                }
                var options = new ReproduceOptions
                {
                    Folder = Path.GetFullPath(
                        result.GetValue(output)
                            ?? Path.Combine(
                                "edgetester-reproduce",
                                DateTime.Now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)
                            )
                    ),
                    Cases = cases,
                    Seed = result.GetValue(seed),
                    Testers = Math.Clamp(result.GetValue(testers), 1, 64),
                };
                var isAgain = result.GetValue(evaluate);
                if (!isAgain && Directory.Exists(Path.Combine(options.Folder, "data")))
                    throw new CliException(
                        ExitCode.BadInput,
                        $"{options.Folder} holds data already: name another folder with --output, or evaluate it again with --evaluate"
                    );
                var runner = new ReproduceRunner(options, Console.Error);
                var outcome = isAgain
                    ? await runner.EvaluateAsync(cancellation)
                    : await runner.RunAsync(cancellation);
                if (result.GetValue(json))
                    Console.WriteLine(Json.Write(outcome));
                else
                    ReproducePrinter.Print(outcome, Console.Out);
                return outcome.IsGood ? ExitCode.Success : ExitCode.Failed;
            }
        );
        return command;
    }

    private static IReadOnlyList<PaperCase> Chosen(string papers, string[] names)
    {
        var ofPaper = papers.ToUpperInvariant() switch
        {
            "ALL" => PaperCases.All,
            "P1" or "P2" => PaperCases.All.Where(one => one.Paper == papers.ToUpperInvariant()).ToArray(),
            _ => throw new CliException(ExitCode.Usage, $"'{papers}': expected P1, P2 or all"),
        };
        foreach (var name in names)
            if (ofPaper.All(one => one.Name != name))
                throw new CliException(
                    ExitCode.Usage,
                    $"there is no case '{name}'; there are: {string.Join(", ", ofPaper.Select(one => one.Name))}"
                );
        return names.Length == 0 ? ofPaper : ofPaper.Where(one => names.Contains(one.Name)).ToArray();
    }

    private static object Described(PaperCase one) =>
        new
        {
            one.Name,
            one.Paper,
            one.Title,
            one.Methods,
            Runs = one.Runs.Select(run => new
            {
                run.Cell,
                run.Sample,
                run.Template,
                AreaCm2 = run.Options.Area * 1e4,
                ThicknessCm = run.Options.Thickness * 1e2,
                TemperatureC = run.Options.TemperatureCelsius,
                MassMg = run.Options.ActiveMass * 1e6,
            }),
            Figures = one.Figures.Select(figure => new
            {
                Sample = figure.Sample ?? one.Runs[figure.Run].Sample,
                figure.Quantity,
                figure.Unit,
                figure.Paper,
                Tolerance = figure.Tolerance.InWords(figure.Unit),
                figure.Reason,
            }),
        };
}
