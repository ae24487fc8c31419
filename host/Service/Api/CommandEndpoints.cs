using EdgeTester.Contracts;
using EdgeTester.Messaging;
using EdgeTester.Plans;
using EdgeTester.Service.Access;
using EdgeTester.Service.Commands;
using EdgeTester.Service.Live;
using EdgeTester.Service.Runs;
using EdgeTester.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace EdgeTester.Service.Api;

/// <summary>/api/commands.</summary>
internal static class CommandEndpoints
{
    public static void Map(
        RouteGroupBuilder api,
        CommandDesk desk,
        ChannelBoard board,
        IRunStore store,
        StreamHub hub
    )
    {
        api.MapPost(
                "/commands",
                (CommandRequest request, HttpContext context) =>
                    SendAsync(request, context, desk, board, store, hub)
            )
            .WithSummary("Starts, stops, pauses or resumes a run; answers when the tester has answered")
            .Produces<CommandView>()
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .ProducesProblem(422)
            .ProducesProblem(503)
            .ProducesProblem(504)
            .Needs(AccessRole.Operator);
        api.MapGet(
                "/commands",
                (int limit = 200) =>
                    limit is < 1 or > 10_000
                        ? Problem.BadRequest("limit: 1 to 10000 are possible.")
                        : Results.Ok(store.ListCommands(limit).Select(ViewOf).ToArray())
            )
            .WithSummary("The audit: every order, newest first")
            .Produces<AuditView[]>();
    }

    private static async Task<IResult> SendAsync(
        CommandRequest request,
        HttpContext context,
        CommandDesk desk,
        ChannelBoard board,
        IRunStore store,
        StreamHub hub
    )
    {
        if (desk.Obstacle is { } obstacle)
            return Problem.Unavailable(obstacle);
        if (!Topics.IsSerial(request.Device))
            return Problem.BadRequest("device: the serial of a tester is missing, or this cannot be one.");
        if (request.Channel is < 0 or >= DeviceDescription.MaximumChannels)
            return Problem.BadRequest($"channel: 0 to {DeviceDescription.MaximumChannels - 1} are possible.");
        if (board.Find(request.Device, request.Channel) is null)
            return Problem.NotFound(
                $"No tester {request.Device} with a channel {request.Channel} has introduced itself."
            );
        var channel = (byte)request.Channel;
        var who = Identity.Of(context).Name;
        var cancellation = context.RequestAborted;
        if (request.Verb == "start")
            return await StartAsync(request, channel, who, desk, board, hub, cancellation)
                .ConfigureAwait(false);
        var verb = request.Verb switch
        {
            "stop" => CommandVerb.Stop,
            "pause" => CommandVerb.Pause,
            "resume" => CommandVerb.Resume,
            _ => CommandVerb.None,
        };
        if (verb == CommandVerb.None)
            return Problem.BadRequest("verb: start, stop, pause or resume are possible.");
        if (!RunId.TryParse(request.RunId ?? "", out var run))
            return Problem.BadRequest("run_id: 32 hexadecimal digits are needed.");
        if (store.FindRun(run).All(one => one.Channel != channel || one.Device != request.Device))
            return Problem.NotFound($"No run {run} is known on channel {channel} of {request.Device}.");
        var command = new Command
        {
            Verb = verb,
            Run = run,
            Channel = channel,
        };
        var outcome = await desk.SendAsync(request.Device, command, who, cancellation).ConfigureAwait(false);
        hub.Tell("run", new RunNews(run.ToString(), channel));
        return Answer(run, outcome);
    }

    private static async Task<IResult> StartAsync(
        CommandRequest request,
        byte channel,
        string who,
        CommandDesk desk,
        ChannelBoard board,
        StreamHub hub,
        CancellationToken cancellation
    )
    {
        if (request.Plan is not { } element)
            return Problem.BadRequest("plan: a start needs a test plan.");
        var text = element.GetRawText();
        var parsed = PlanFile.Parse(text);
        if (parsed.Plan is not { } plan)
            return Problem.Of(
                422,
                "plan",
                "The plan has mistakes",
                string.Join(" ", parsed.Mistakes.Take(3).Select(mistake => $"{mistake}.")),
                new Dictionary<string, object?> { ["mistakes"] = parsed.Mistakes }
            );
        if (
            board.HighestFrequencyOf(request.Device, channel) is > 0 and var highest
            && plan.RefusalOf(request.Device, highest) is { } refusal
        )
            return Problem.Of(422, "board", "The tester cannot do what the plan asks for", refusal);
        var (run, outcome) = await desk.StartAsync(
                request.Device,
                channel,
                request.Name?.Trim() ?? "",
                text,
                PlanCompiler.Compile(plan),
                who,
                cancellation
            )
            .ConfigureAwait(false);
        hub.Tell("run", new RunNews(run.ToString(), channel));
        return Answer(run, outcome);
    }

    private static IResult Answer(RunId run, CommandOutcome outcome)
    {
        var result = EventWords.Snake(outcome.Result);
        if (outcome.IsDone)
            return Results.Ok(
                new CommandView
                {
                    Result = result,
                    Text = outcome.Text,
                    RunId = run.ToString(),
                }
            );
        return outcome.IsAnswered
            ? Problem.Conflict(
                outcome.Text.Length > 0 ? $"{result}: {outcome.Text}" : $"The tester says: {result}."
            )
            : Problem.NoAnswer(outcome.Text);
    }

    private static AuditView ViewOf(CommandRecord record) =>
        new()
        {
            Id = record.Id.ToString("x16", System.Globalization.CultureInfo.InvariantCulture),
            Device = record.Device,
            Channel = record.Channel,
            RunId = record.Run.ToString(),
            Verb = EventWords.Snake(record.Verb),
            Who = record.Who,
            Issued = record.Issued,
            Answered = record.Answered,
            Result = EventWords.Snake(record.Result),
            Text = record.Text,
        };
}
