using EdgeTester.Contracts;
using EdgeTester.Service.Access;
using EdgeTester.Service.Calibration;
using EdgeTester.Service.Commands;
using EdgeTester.Service.Live;
using EdgeTester.Service.Runs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace EdgeTester.Service.Api;

/// <summary>/api/devices/{serial}/calibration.</summary>
internal static class CalibrationEndpoints
{
    public static void Map(
        RouteGroupBuilder api,
        CommandDesk desk,
        ChannelBoard board,
        DeviceCalibrations calibrations,
        TimeProvider time
    )
    {
        api.MapGet(
                "/devices/{serial}/calibration",
                (string serial) =>
                    !Topics.IsSerial(serial)
                        ? Problem.BadRequest("serial: this cannot be the serial of a tester.")
                    : calibrations.Of(serial) is { } found ? Results.Ok(found)
                    : Problem.NotFound($"No tester {serial} has introduced itself.")
            )
            .WithSummary("The calibration that a tester uses, and its certificate where this host has it")
            .Produces<DeviceCalibration>()
            .ProducesProblem(400)
            .ProducesProblem(404);
        api.MapPut(
                "/devices/{serial}/calibration",
                (string serial, CalibrationCertificate certificate) => Keep(serial, certificate, calibrations)
            )
            .WithSummary("Keeps the certificate of a calibration, which the reports of its runs then show")
            .Produces<CalibrationCertificate>()
            .ProducesProblem(400)
            .ProducesProblem(503)
            .Needs(AccessRole.Operator);
        api.MapPost(
                "/devices/{serial}/calibration",
                (string serial, CalibrationRequest request, HttpContext context) =>
                    SendAsync(serial, request, context, desk, board, time)
            )
            .WithSummary(
                "Has a tester make its calibration of comparisons with standards; only while no channel has a run"
            )
            .Produces<CommandView>()
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .ProducesProblem(503)
            .ProducesProblem(504)
            .Needs(AccessRole.Operator);
    }

    private static IResult Keep(
        string serial,
        CalibrationCertificate certificate,
        DeviceCalibrations calibrations
    )
    {
        if (!Topics.IsSerial(serial) || certificate.Device != serial)
            return Problem.BadRequest("device: it must be the tester of the address.");
        var bytes = System.Text.Encoding.UTF8.GetByteCount(certificate.Name);
        if (bytes is < 1 or > CalibrationOrder.MaximumNameBytes)
            return Problem.BadRequest($"name: 1 to {CalibrationOrder.MaximumNameBytes} bytes.");
        if (certificate.Due <= certificate.Made)
            return Problem.BadRequest("due: it must be later than made.");
        try
        {
            calibrations.Certificates.Save(certificate);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Problem.Unavailable($"The certificate cannot be kept: {e.Message}");
        }
        return Results.Ok(certificate);
    }

    private static async Task<IResult> SendAsync(
        string serial,
        CalibrationRequest request,
        HttpContext context,
        CommandDesk desk,
        ChannelBoard board,
        TimeProvider time
    )
    {
        if (desk.Obstacle is { } obstacle)
            return Problem.Unavailable(obstacle);
        if (!Topics.IsSerial(serial))
            return Problem.BadRequest("serial: this cannot be the serial of a tester.");
        if (board.Find(serial, 0) is null)
            return Problem.NotFound($"No tester {serial} has introduced itself.");
        if (request.Encode(time.GetUtcNow()) is not { } payload)
            return Problem.BadRequest(
                $"name: 1 to {CalibrationOrder.MaximumNameBytes} bytes; points: at most {CalibrationOrder.MaximumPoints}, each with kind, channel and range."
            );
        var outcome = await desk.SendAsync(
                serial,
                new Command { Verb = CommandVerb.Calibrate, Payload = payload },
                Identity.Of(context).Name,
                context.RequestAborted
            )
            .ConfigureAwait(false);
        var result = EventWords.Snake(outcome.Result);
        if (outcome.IsDone)
            return Results.Ok(
                new CommandView
                {
                    Result = result,
                    Text = outcome.Text,
                    RunId = "",
                }
            );
        return outcome.IsAnswered
            ? Problem.Conflict($"{result}: {outcome.Text}")
            : Problem.NoAnswer(outcome.Text);
    }
}
