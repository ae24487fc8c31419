using System.CommandLine;
using EdgeTester.Analysis.Records;
using EdgeTester.Cli.Analysis;
using EdgeTester.Cli.Client;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Cli.Output;
using EdgeTester.Report.Model;
using EdgeTester.Service.Methods;

namespace EdgeTester.Cli.Commands;

/// <summary><c>edgetester analyze</c></summary>
internal static class AnalyzeCommand
{
    public static Command Create()
    {
        var what = new Argument<string[]>("what")
        {
            Description = "Runs of a host, or data files: impedance or cycling records of most instruments",
            Arity = ArgumentArity.OneOrMore,
            HelpName = "RUN|FILE",
        };
        var report = new Option<string?>("--report", "-r")
        {
            Description =
                "Also write a page with pictures, and a folder of CSV beside it (files only; for runs: edgetester report)",
            HelpName = "FILE",
        };
        var host = HostOption.Create();
        var json = new Option<bool>("--json")
        {
            Description = "Print one JSON array with an object a method, for scripts",
        };
        var cell = new CellArguments();
        var command = new Command(
            "analyze",
            """
            Find out what was measured and evaluate it, each figure with its uncertainty, criterion and warnings.

            Examples:
              edgetester analyze pellet.mpt --cell blocking --area 0.785+-0.008 --thickness 1.02+-0.01
              edgetester analyze T25.csv T40.csv T60.csv --temperature 25,40,60 --area 0.5 --thickness 1
              edgetester analyze cycling.csv --mass 2.26 --capacity 0.25 --report cycling.html
              edgetester analyze 3f2a --method ccd --json

            Several spectra at different temperatures make one series. What a run's plan says of its sample counts unless an option says
            otherwise.
            """
        )
        {
            what,
            report,
            host,
            json,
        };
        cell.AddTo(command);
        command.SetAction(
            async (result, cancellation) =>
            {
                var names = result.GetValue(what)!;
                return AreFiles(names)
                    ? await OfFilesAsync(
                        names,
                        result,
                        cell,
                        result.GetValue(report),
                        result.GetValue(json),
                        cancellation
                    )
                    : await OfRunsAsync(
                        names,
                        result,
                        cell,
                        result.GetValue(report) is null
                            ? result.GetValue(host)!
                            : throw new CliException(
                                ExitCode.Usage,
                                "--report works with files; the report of a run is made by 'edgetester report RUN'"
                            ),
                        result.GetValue(json),
                        cancellation
                    );
            }
        );
        return command;
    }

    /// <summary>A name that is a file, or looks like one, is one; runs and files are not mixed.</summary>
    private static bool AreFiles(string[] names)
    {
        var files = names.Count(n => File.Exists(n) || n.Contains('.', StringComparison.Ordinal));
        return files == 0 ? false
            : files == names.Length ? true
            : throw new CliException(ExitCode.Usage, "files and runs cannot be analysed together");
    }

    private static async Task<int> OfFilesAsync(
        string[] paths,
        ParseResult result,
        CellArguments cell,
        string? report,
        bool json,
        CancellationToken cancellation
    )
    {
        var changes = cell.Changes(result, paths.Length);
        var method = cell.Method(result);
        var inputs = MethodInput.ReadAll(paths);
        foreach (var bad in inputs.Where(i => i.Error is not null))
            SpectrumInput.Complain(bad.Path, bad.Error!);
        var outcomes = MethodInput.Evaluate(inputs, changes, method?.Kind, cancellation);
        var evaluated = outcomes.SelectMany(o => o.Call.Measurements).Select(m => m.Label).ToHashSet();
        foreach (
            var input in inputs.Where(i => i.File is { } file && !evaluated.Contains(file.Measurement.Label))
        )
            SpectrumInput.Complain(
                input.Path,
                $"no method was recognised in {Holds(input.File!.Measurement)}. A sweep needs 30 rows, a held voltage 12 rows and a spectrum or three voltages, a half cycle 3 rows. If you know the method, say --method"
            );
        var documents = outcomes.Select(MethodDocument.From).ToArray();
        Show(documents, json);
        if (!json)
            foreach (var input in inputs.Where(i => i.File is not null))
            foreach (var note in input.File!.Notes)
                Console.WriteLine($"  note: {Path.GetFileName(input.Path)}: {note}");
        if (report is not null && outcomes.Count > 0)
        {
            var page = MethodFileReports.Write(
                inputs.Where(i => i.File is not null).Select(i => i.Path).ToArray(),
                inputs
                    .Select(i => new Fact(
                        Path.GetFileName(i.Path),
                        i.Error ?? string.Join("; ", i.File!.Notes)
                    ))
                    .ToArray(),
                outcomes,
                TimeProvider.System
            );
            var (files, folder) = await PageFiles.WriteAsync(report, page, cancellation);
            if (!json)
                Console.WriteLine($"{report}, and {files} files of numbers in {folder}");
        }
        return Code(documents, inputs.Any(i => i.Error is not null));
    }

    private static async Task<int> OfRunsAsync(
        string[] names,
        ParseResult result,
        CellArguments cell,
        string host,
        bool json,
        CancellationToken cancellation
    )
    {
        var query = cell.Query(result);
        using var client = new HostClient(host);
        var runs = new List<string>();
        foreach (var name in names)
        {
            var found = await RunFinder.FindAsync(client, name, cancellation);
            runs.Add($"{found.RunId}:{found.Channel}");
        }
        var documents = await client.MethodsAsync(runs, query, cancellation);
        if (documents.Length == 0)
            throw new CliException(
                ExitCode.Failed,
                "no method was recognised in these records; if you know the method, say --method"
            );
        Show(documents, json);
        return Code(documents, false);
    }

    private static void Show(IReadOnlyList<MethodDocument> documents, bool json)
    {
        if (json)
            Console.WriteLine(Json.Write(documents));
        else
            MethodPrinter.Print(documents, Console.Out);
    }

    private static string Holds(CellMeasurement measurement) =>
        measurement.Record is { } record ? RecordWords.Of(record) : "the spectra";

    /// <summary>Good where something was found and nothing failed to be read.</summary>
    private static int Code(IReadOnlyList<MethodDocument> documents, bool hasBadFiles) =>
        hasBadFiles ? ExitCode.BadInput
        : documents.Any(d => d.Error is null) ? ExitCode.Success
        : ExitCode.Failed;
}
