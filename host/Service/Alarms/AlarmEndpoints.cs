using EdgeTester.Service.Access;
using EdgeTester.Service.Api;
using EdgeTester.Service.Runs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace EdgeTester.Service.Alarms;

/// <summary>/api/alarms.</summary>
internal static class AlarmEndpoints
{
    public static void Map(RouteGroupBuilder api, AlarmBoard board)
    {
        api.MapGet("/alarms", () => Results.Ok(board.All().Select(AlarmView.Of).ToArray()))
            .WithSummary("Alarms that stand, then the last 500 that ended, newest first")
            .Produces<AlarmView[]>();
        api.MapPost(
                "/alarms/{id}/acknowledge",
                (string id, HttpContext context) =>
                    long.TryParse(id, out var number)
                    && board.Acknowledge(number, Identity.Of(context).Name) is { } alarm
                        ? Results.Ok(AlarmView.Of(alarm))
                        : Problem.NotFound("No such alarm stands.")
            )
            .WithSummary("Somebody has seen it; it stands no more")
            .Produces<AlarmView>()
            .ProducesProblem(404)
            .Needs(AccessRole.Operator);
        api.MapPost(
                "/alarms/trial",
                (HttpContext context) =>
                {
                    board.Clear(AlarmKind.Trial);
                    board.Raise(AlarmKind.Trial, $"A trial of the alarms by {Identity.Of(context).Name}.");
                    return Results.Ok(board.All().Take(1).Select(AlarmView.Of).ToArray());
                }
            )
            .WithSummary("Tells a trial to all webhooks and mail addresses")
            .Produces<AlarmView[]>()
            .Needs(AccessRole.Operator);
    }
}

/// <summary>An alarm as API and webhooks show it.</summary>
internal sealed record AlarmView
{
    public required long Id { get; init; }

    /// <summary>trial, cell_short, limit, fault, offline, clock_off, records, disk, broker, calibration_due or self_test.</summary>
    public required string Kind { get; init; }
    public required string Device { get; init; }
    public int? Channel { get; init; }
    public string? RunId { get; init; }
    public required string Text { get; init; }
    public required DateTimeOffset Since { get; init; }
    public DateTimeOffset? Ended { get; init; }
    public required string AcknowledgedBy { get; init; }

    public static AlarmView Of(Alarm alarm) =>
        new()
        {
            Id = alarm.Id,
            Kind = EventWords.Snake(alarm.Kind),
            Device = alarm.Device,
            Channel = alarm.Channel,
            RunId = alarm.Run?.ToString(),
            Text = alarm.Text,
            Since = alarm.Since,
            Ended = alarm.Ended,
            AcknowledgedBy = alarm.AcknowledgedBy,
        };
}
