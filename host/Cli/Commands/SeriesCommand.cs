using System.CommandLine;
using EdgeTester.Analysis.Fitting;
using EdgeTester.Cli.Analysis;
using EdgeTester.Cli.Output;

namespace EdgeTester.Cli.Commands;

/// <summary><c>edgetester series</c></summary>
internal static class SeriesCommand
{
    public static Command Create()
    {
        var files = FileOptions.Files();
        var json = FileOptions.Json();
        var fitting = new FitArguments();
        var series = new SeriesArguments();
        var command = new Command(
            "series",
            """
            Analyse several spectra of one cell together: one circuit followed through them, and a DRT whose peaks keep their identity.

            The spectra come from one file each, or from files that hold several. The circuit is fitted to each, started from the one
            before, or to all at once where they share parameters. Pictures: edgetester report FILE...

            Examples:
              edgetester series day1.mpt day2.mpt day3.mpt
              edgetester series --at 25,40,60,80 --unit degC T*.csv
              edgetester series -c "R(RQ)(RQ)" --share Q1.alpha,Q2.alpha --json cycles.mpr
            """
        )
        {
            files,
        };
        fitting.AddTo(command);
        series.AddTo(command);
        command.Add(json);
        command.SetAction(
            (result, cancellation) =>
            {
                var circuit = fitting.Circuit(result);
                var inputs = SpectrumInput.ReadAll(result.GetValue(files)!);
                var at = series.Positions(result, inputs);
                var members = inputs
                    .Zip(at)
                    .Where(pair => pair.First.Spectrum is not null)
                    .Select(pair => new SeriesMember(pair.First, pair.First.Spectrum!, pair.Second))
                    .ToArray();
                var unit = series.Unit(result);
                SeriesAnalysis? analysis = null;
                if (members.Length > 0)
                {
                    using var meter = new Meter(members.Length, "spectra");
                    analysis = SeriesAnalysis.Of(
                        members,
                        unit,
                        circuit,
                        series.Shared(result),
                        fitting.Options(result),
                        new StepOnReport(meter),
                        cancellation
                    );
                }
                var outcomes = SeriesOutcomes.Of(inputs, analysis);
                if (result.GetValue(json))
                    Console.WriteLine(FileOutcomes.Json(outcomes));
                else if (analysis is not null)
                    SeriesPrinter.Print(analysis);
                FileOutcomes.Complain(outcomes);
                return Task.FromResult(FileOutcomes.ExitCodeOf(outcomes));
            }
        );
        return command;
    }

    private sealed class StepOnReport(Meter meter) : IProgress<BatchProgress>
    {
        public void Report(BatchProgress value) => meter.Step();
    }
}
