using System.Net;
using EdgeTester.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace EdgeTester.Service.Api;

/// <summary>What holds for every request: headers, who may ask, and how failures are told.</summary>
internal static class Guard
{
    /// <summary>Largest body of a request in bytes: a plan of 1 MiB and what stands around it.</summary>
    public const long LargestBody = (1 << 20) + (1 << 16);

    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void Use(WebApplication app, bool isLoopback, Action<string> log)
    {
        app.Use(
            async (context, next) =>
            {
                var headers = context.Response.Headers;
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = "no-referrer";
                headers.ContentSecurityPolicy = ContentPolicy;
                if (Refusal(context, isLoopback) is { } refusal)
                {
                    await refusal.ExecuteAsync(context).ConfigureAwait(false);
                    return;
                }
                try
                {
                    await next(context).ConfigureAwait(false);
                }
                catch (Exception failure) when (!context.Response.HasStarted)
                {
                    await Told(failure, context, log).ExecuteAsync(context).ConfigureAwait(false);
                }
            }
        );
    }

    // A page of another site must neither read (name that points here) nor command (form or script that posts here).
    private static IResult? Refusal(HttpContext context, bool isLoopback)
    {
        var request = context.Request;
        if (isLoopback && !IsLoopbackName(request.Host.Host))
            return Problem.Of(
                421,
                "wrong-host",
                "Wrong host name",
                "This host is reached as localhost or 127.0.0.1 only."
            );
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            return null;
        var origin = request.Headers.Origin.ToString();
        if (
            origin.Length > 0
            && (
                !Uri.TryCreate(origin, UriKind.Absolute, out var from)
                || !string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)
            )
        )
            return Problem.Of(
                403,
                "foreign-page",
                "Refused",
                "Orders are taken from this host's own page only."
            );
        if (request.ContentLength > LargestBody)
            return Problem.Of(413, "too-large", "Too large", $"At most {LargestBody} bytes are read.");
        return null;
    }

    private static bool IsLoopbackName(string name) =>
        name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(name.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static IResult Told(Exception failure, HttpContext context, Action<string> log)
    {
        switch (failure)
        {
            case BadHttpRequestException { StatusCode: 413 }:
                return Problem.Of(413, "too-large", "Too large", $"At most {LargestBody} bytes are read.");
            case BadHttpRequestException bad:
                return Problem.Of(
                    bad.StatusCode,
                    "bad-request",
                    "The request cannot be understood",
                    bad.InnerException is System.Text.Json.JsonException json
                        ? $"The body is no JSON of the expected form: {json.Message}"
                        : bad.Message
                );
            case StoreException store:
                return Problem.Unavailable(store.Message);
            case OperationCanceledException when context.RequestAborted.IsCancellationRequested:
                return Results.Empty;
            default:
                log($"{context.Request.Method} {context.Request.Path} failed: {failure}");
                return Problem.Of(
                    500,
                    "internal",
                    "The host failed",
                    "This is a defect of the host; its log has the details."
                );
        }
    }
}
