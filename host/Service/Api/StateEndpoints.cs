using EdgeTester.Contracts;
using EdgeTester.Service.Live;
using EdgeTester.Service.Runs;
using EdgeTester.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace EdgeTester.Service.Api;

/// <summary>/api/health, /api/devices, /api/channels and /api/stream.</summary>
internal static class StateEndpoints
{
    public static void Map(
        RouteGroupBuilder api,
        ChannelBoard board,
        IRunStore store,
        StreamHub hub,
        Func<HealthView> health
    )
    {
        api.MapGet(
                "/health",
                () =>
                {
                    var view = health();
                    return Results.Json(view, ApiJson.Options, statusCode: view.Status == "ok" ? 200 : 503);
                }
            )
            .WithSummary("Whether data can be taken in; 503 where not")
            .Produces<HealthView>()
            .Produces<HealthView>(503);
        api.MapGet("/devices", () => Results.Ok(store.ListDevices().Select(ViewOf).ToArray()))
            .WithSummary("Testers that have introduced themselves")
            .Produces<DeviceView[]>();
        api.MapGet("/channels", () => Results.Ok(board.All()))
            .WithSummary("The present state of every channel")
            .Produces<ChannelView[]>();
        api.MapGet(
                "/stream",
                (CancellationToken cancellation) =>
                    hub.HasRoom
                        ? TypedResults.ServerSentEvents(hub.ListenAsync(cancellation))
                        : Problem.Unavailable("Too many pages listen already.")
            )
            .WithSummary(
                "Server-sent events: channels (all at first, then those that changed), spectrum, run, alive"
            )
            .Produces<string>(200, "text/event-stream")
            .ProducesProblem(503);
    }

    private static DeviceView ViewOf(DeviceRecord record)
    {
        var description = new DeviceDescription();
        var error = description.TryDecode(
            record.Description,
            0,
            record.Description.Length,
            new FrameHeader(),
            new ByteReader()
        );
        var view = new DeviceView
        {
            Serial = record.Serial,
            Online = record.Online,
            FirstSeen = record.FirstSeen,
            LastSeen = record.LastSeen,
        };
        return error != FrameError.None
            ? view
            : view with
            {
                Board = description.Board,
                Firmware = description.Firmware,
                Calibration = description.Calibration,
                SelfTest = SelfTestWords.Of(description),
                BootCount = description.BootCount,
                MinimumVoltageV = description.MinimumVoltage,
                MaximumVoltageV = description.MaximumVoltage,
                MinimumFrequencyHz = description.MinimumFrequencyHz,
                MaximumFrequencyHz = description.MaximumFrequencyHz,
                CurrentRangesA = description.CurrentRanges,
                Channels = description.Channels.Length,
            };
    }
}
