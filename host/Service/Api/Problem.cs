using Microsoft.AspNetCore.Http;

namespace EdgeTester.Service.Api;

/// <summary>Refusals as problem documents (RFC 9457). The type names the kind for programs, the detail is for people.</summary>
internal static class Problem
{
    public static IResult NotFound(string detail) => Of(404, "not-found", "There is no such thing", detail);

    public static IResult BadRequest(string detail) =>
        Of(400, "bad-request", "The request cannot be understood", detail);

    public static IResult Conflict(string detail) => Of(409, "conflict", "The tester refused", detail);

    public static IResult Unavailable(string detail) =>
        Of(503, "unavailable", "The host cannot do that just now", detail);

    public static IResult NoAnswer(string detail) =>
        Of(504, "no-answer", "The tester did not answer", detail);

    /// <summary>Words for a status that routing gave without a body.</summary>
    public static IResult OfStatus(HttpContext context)
    {
        var status = context.Response.StatusCode;
        return status switch
        {
            404 => NotFound("There is nothing at this path; the API is described at /api/openapi.json."),
            405 => Of(405, "wrong-method", "Wrong method", $"{context.Request.Method} is not possible here."),
            415 => Of(415, "wrong-media", "Wrong media type", "The body must be application/json."),
            _ => Of(status, "refused", "Refused", $"The host answers with status {status}."),
        };
    }

    public static IResult Of(
        int status,
        string type,
        string title,
        string detail,
        IDictionary<string, object?>? more = null
    ) => Results.Problem(detail, null, status, title, "urn:edgetester:problem:" + type, more);
}
