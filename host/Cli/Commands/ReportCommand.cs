using System.CommandLine;
using EdgeTester.Cli.Analysis;
using EdgeTester.Cli.Client;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Cli.Output;
using EdgeTester.Report.Model;
using EdgeTester.Service;
using EdgeTester.Service.Methods;

namespace EdgeTester.Cli.Commands;

/// <summary><c>edgetester report</c></summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var what = new Argument<string[]>("what")
        {
            Description = "One run of a host, or data files (impedance, cycling)",
            Arity = ArgumentArity.OneOrMore,
            HelpName = "RUN|FILE",
        };
        var output = new Option<string?>("--output", "-o")
        {
            Description = "The HTML file; default: report.html",
            HelpName = "FILE",
        };
        var host = HostOption.Create();
        var json = new Option<bool>("--json") { Description = "Print JSON, for scripts" };
        var fitting = new FitArguments();
        var series = new SeriesArguments();
        var command = new Command(
            "report",
            """
            Write one self-contained HTML page with numbers and pictures, for offline and for print, and the numbers of every picture as CSV in a
            folder beside it.

            Examples:
              edgetester report 3f2a -o cell-17.html
              edgetester report before.mpt after.mpt -o comparison.html
              edgetester report --at 25,40,60 --unit degC T25.csv T40.csv T60.csv

            Of several spectra the page also shows what they are together: the spectra above one another, a DRT whose peaks keep their
            identity, and every parameter of one circuit along the series. --circuit and the options below it are for that part.
            """
        )
        {
            what,
            output,
            host,
            json,
        };
        fitting.AddTo(command);
        series.AddTo(command);
        command.SetAction(
            async (result, cancellation) =>
            {
                var names = result.GetValue(what)!;
                var target = result.GetValue(output) ?? "report.html";
                var areFiles =
                    names.Length > 1
                    || File.Exists(names[0])
                    || names[0].Contains('.', StringComparison.Ordinal);
                var failures = 0;
                string page;
                if (areFiles)
                    page = OfFiles(names, result, fitting, series, cancellation, out failures);
                else
                    page = await OfRunAsync(result.GetValue(host)!, names[0], cancellation);
                var (files, folder) = await PageFiles.WriteAsync(target, page, cancellation);
                if (result.GetValue(json))
                    Console.WriteLine(
                        Json.Write(
                            new
                            {
                                File = Path.GetFullPath(target),
                                Bytes = new FileInfo(target).Length,
                                Failures = failures,
                                Numbers = folder.Length > 0 ? folder : null,
                            }
                        )
                    );
                else
                    Console.WriteLine(
                        $"{target} ({new FileInfo(target).Length / 1024} kB){(files > 0 ? $", the numbers of its pictures in {folder}" : "")}"
                    );
                return failures == 0 ? ExitCode.Success : ExitCode.BadInput;
            }
        );
        return command;
    }

    private static string OfFiles(
        string[] names,
        ParseResult result,
        FitArguments fitting,
        SeriesArguments series,
        CancellationToken cancellation,
        out int failures
    )
    {
        var circuit = fitting.Circuit(result);
        var inputs = SpectrumInput.ReadAll(names);
        // Where no file holds impedance they may be records of cycling.
        if (inputs.All(i => i.Spectrum is null) && Records(names, cancellation, out failures) is { } page)
            return page;
        var at = series.Positions(result, inputs);
        var bad = inputs.Where(i => i.Spectrum is null).ToList();
        foreach (var input in bad)
            SpectrumInput.Complain(input.Name, input.Error!);
        failures = bad.Count;
        if (bad.Count == inputs.Count)
            throw new CliException(ExitCode.BadInput, "no file could be used: nothing was written");
        var members = inputs
            .Zip(at)
            .Where(pair => pair.First.Spectrum is not null)
            .Select(pair => new SeriesMember(pair.First, pair.First.Spectrum!, pair.Second))
            .OrderBy(member => member.At)
            .ToArray();
        return FileReports.Write(
            members.Select(m => (m.Input.Name, m.Spectrum)).ToList(),
            bad.Select(i => (i.Name, i.Error!)).ToList(),
            TimeProvider.System,
            sections =>
                members.Length < 2
                    ? null
                    : SeriesSections.Of(
                        SeriesAnalysis.Of(
                            members,
                            series.Unit(result),
                            circuit,
                            series.Shared(result),
                            fitting.Options(result),
                            null,
                            cancellation
                        ),
                        sections
                    )
        );
    }

    private static string? Records(string[] names, CancellationToken cancellation, out int failures)
    {
        var inputs = MethodInput.ReadAll(names);
        failures = inputs.Count(i => i.Error is not null);
        var outcomes = MethodInput.Evaluate(
            inputs,
            inputs.Select(_ => DescriptionChanges.None).ToArray(),
            null,
            cancellation
        );
        if (outcomes.Count == 0)
            return null;
        foreach (var bad in inputs.Where(i => i.Error is not null))
            SpectrumInput.Complain(bad.Path, bad.Error!);
        return MethodFileReports.Write(
            inputs.Where(i => i.File is not null).Select(i => i.Path).ToArray(),
            inputs
                .Select(i => new Fact(Path.GetFileName(i.Path), i.Error ?? string.Join("; ", i.File!.Notes)))
                .ToArray(),
            outcomes,
            TimeProvider.System
        );
    }

    private static async Task<string> OfRunAsync(string host, string run, CancellationToken cancellation)
    {
        using var client = new HostClient(host);
        var found = await RunFinder.FindAsync(client, run, cancellation);
        return await client.ReportAsync(found.RunId, found.Channel, cancellation);
    }
}
