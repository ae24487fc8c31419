using System.CommandLine;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Cli.Output;

namespace EdgeTester.Cli.Commands;

/// <summary><c>edgetester rebuild</c></summary>
internal static class RebuildCommand
{
    public static Command Create()
    {
        var store = new StoreChoice();
        var json = new Option<bool>("--json") { Description = "Print JSON, for scripts" };
        var command = new Command(
            "rebuild",
            """
            Make all that is derived from raw frames again: summaries, overviews, spectra, ends of runs, counters. Nothing is taken in meanwhile;
            testers keep what they have. Exit code 1 where a frame is damaged ('edgetester verify' names the run).

            Examples:
              edgetester rebuild
              edgetester rebuild --store postgres://tester:secret@lab-db/edgetester --json
            """
        )
        {
            json,
        };
        store.AddTo(command);
        command.SetAction(
            (result, cancellation) =>
                store.UseAsync(
                    result,
                    async opened =>
                    {
                        var report = await opened.RebuildAsync(cancellation);
                        Console.WriteLine(
                            result.GetValue(json)
                                ? Json.Write(report)
                                : $"{report.Frames} frames of {report.Channels} channels of runs were read; {report.Changed} summaries "
                                    + $"were wrong and are right now; {report.Corrupt} frames are damaged"
                        );
                        return report.Corrupt == 0 ? ExitCode.Success : ExitCode.Failed;
                    }
                )
        );
        return command;
    }
}
