using EdgeTester.Contracts;
using EdgeTester.Service.Runs;
using EdgeTester.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace EdgeTester.Service.Api;

/// <summary>/api/runs.</summary>
internal static class RunEndpoints
{
    private const int MostPoints = 20_000;

    public static void Map(RouteGroupBuilder api, RunReader runs, RunReports reports)
    {
        api.MapGet(
                "/runs",
                (string? device, int limit = 200) =>
                    limit is < 1 or > 10_000 ? Problem.BadRequest("limit: 1 to 10000 are possible.")
                    : device is not null && !Topics.IsSerial(device)
                        ? Problem.BadRequest("device: this cannot be the serial of a tester.")
                    : Results.Ok(runs.List(limit, device))
            )
            .WithSummary("Runs, newest first")
            .Produces<RunView[]>();
        api.MapGet(
                "/runs/{run}",
                (string run) =>
                    !RunId.TryParse(run, out var id) ? NoRun(run)
                    : runs.Channels(id) is { Count: > 0 } channels ? Results.Ok(channels)
                    : NoRun(run)
            )
            .WithSummary("All channels of one run")
            .Produces<RunView[]>()
            .ProducesProblem(404);
        MapChannel(api.MapGroup("/runs/{run}/channels/{channel}"), runs, reports);
    }

    private static void MapChannel(RouteGroupBuilder one, RunReader runs, RunReports reports)
    {
        one.MapGet(
                "",
                (string run, string channel, CancellationToken cancellation) =>
                    WithRunAsync(
                        runs,
                        run,
                        channel,
                        async summary =>
                            Results.Ok(await runs.DetailAsync(summary, cancellation).ConfigureAwait(false))
                    )
            )
            .WithSummary("One channel of a run, with its plan in words")
            .Produces<RunDetailView>()
            .ProducesProblem(404);
        one.MapGet(
                "/samples",
                (
                    string run,
                    string channel,
                    double from_s = 0,
                    double to_s = double.MaxValue,
                    int points = 2000
                ) =>
                    points is < 1 or > MostPoints
                        ? Problem.BadRequest($"points: 1 to {MostPoints} are possible.")
                    : !double.IsFinite(from_s) || !double.IsFinite(to_s) || to_s < from_s
                        ? Problem.BadRequest(
                            "from_s, to_s: two times in seconds are needed, the later one last."
                        )
                    : WithRun(
                        runs,
                        run,
                        channel,
                        summary =>
                            Results.Ok(runs.Samples(summary.Run, summary.Channel, from_s, to_s, points))
                    )
            )
            .WithSummary("Voltage and current of a time window, thinned to lowest and highest values")
            .Produces<SamplesView>()
            .ProducesProblem(400)
            .ProducesProblem(404);
        one.MapGet(
                "/events",
                (string run, string channel) =>
                    WithRun(runs, run, channel, s => Results.Ok(runs.Events(s.Run, s.Channel)))
            )
            .WithSummary("What happened, in the order of its sequence")
            .Produces<EventView[]>()
            .ProducesProblem(404);
        one.MapGet(
                "/spectra",
                (string run, string channel) =>
                    WithRun(runs, run, channel, s => Results.Ok(runs.Spectra(s.Run, s.Channel)))
            )
            .WithSummary("Spectra without their points")
            .Produces<SpectrumSummaryView[]>()
            .ProducesProblem(404);
        one.MapGet(
                "/spectra/{spectrum}",
                (string run, string channel, string spectrum) =>
                    WithRun(
                        runs,
                        run,
                        channel,
                        s =>
                            uint.TryParse(spectrum, out var number)
                            && runs.Spectrum(new SpectrumKey(s.Run, s.Channel, number)) is { } view
                                ? Results.Ok(view)
                                : Problem.NotFound($"This run has no spectrum {Shown(spectrum)}.")
                    )
            )
            .WithSummary(
                "One spectrum with circuit fit, Kramers-Kronig test and distribution of relaxation times"
            )
            .Produces<SpectrumView>()
            .ProducesProblem(404);
        one.MapGet(
                "/series",
                (string run, string channel, int limit = 40) =>
                    limit is < 2 or > 500
                        ? Problem.BadRequest("limit: 2 to 500 are possible.")
                        : WithRun(runs, run, channel, s => Results.Ok(runs.Series(s.Run, s.Channel, limit)))
            )
            .WithSummary("Spectra spread over the run, and the trends of all fit parameters")
            .Produces<SeriesView>()
            .ProducesProblem(400)
            .ProducesProblem(404);
        one.MapGet(
                "/verify",
                (string run, string channel) =>
                    WithRun(runs, run, channel, s => Results.Ok(runs.Verify(s.Run, s.Channel)))
            )
            .WithSummary("Counts missing, doubled and out-of-order records from the stored frames")
            .Produces<VerifyView>()
            .ProducesProblem(404);
        one.MapGet(
                "/report",
                (string run, string channel) =>
                    WithRun(
                        runs,
                        run,
                        channel,
                        s => Results.Content(reports.Write(s.Run, s.Channel), "text/html; charset=utf-8")
                    )
            )
            .WithSummary("The report: one self-contained HTML file")
            .Produces<string>(200, "text/html")
            .ProducesProblem(404);
    }

    private static IResult WithRun(
        RunReader runs,
        string run,
        string channel,
        Func<RunSummary, IResult> answer
    ) => Find(runs, run, channel) is { } summary ? answer(summary) : NoRun(run, channel);

    private static async Task<IResult> WithRunAsync(
        RunReader runs,
        string run,
        string channel,
        Func<RunSummary, Task<IResult>> answer
    ) =>
        Find(runs, run, channel) is { } summary
            ? await answer(summary).ConfigureAwait(false)
            : NoRun(run, channel);

    private static RunSummary? Find(RunReader runs, string run, string channel) =>
        RunId.TryParse(run, out var id) && byte.TryParse(channel, out var number)
            ? runs.Find(id, number)
            : null;

    private static IResult NoRun(string run) => Problem.NotFound($"No run {Shown(run)} is stored here.");

    private static IResult NoRun(string run, string channel) =>
        Problem.NotFound($"No run {Shown(run)} with a channel {Shown(channel)} is stored here.");

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
