using EdgeTester.Service.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace EdgeTester.Service.Access;

/// <summary>
/// Lets through who may: recognises the bearer of a token, holds everybody to a rate, and asks each route for the role that it needs.
/// Runs after routing.
/// </summary>
internal static class Gate
{
    /// <summary>The cookie of the page; set by POST /api/session.</summary>
    public const string Cookie = "edgetester-session";

    public static void Use(WebApplication app, AccessTokens tokens, RateLimits limits)
    {
        app.Use(
            async (context, next) =>
            {
                if (Refusal(context, tokens, limits) is { } refusal)
                    await refusal.ExecuteAsync(context).ConfigureAwait(false);
                else
                    await next(context).ConfigureAwait(false);
            }
        );
    }

    /// <summary>Marks a route or group with the role that it needs.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder builder, AccessRole role)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint => endpoint.Metadata.Add(new NeededRole(role)));
        return builder;
    }

    private static IResult? Refusal(HttpContext context, AccessTokens tokens, RateLimits limits)
    {
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        var presented = Presented(context.Request);
        if (presented is not null && tokens.IsAsked && limits.IsBarred(address))
            return TooMany(
                context,
                RateLimits.FailureWindowSeconds,
                "Too many wrong tokens came from this address."
            );
        var identity =
            !tokens.IsAsked ? Identity.Local(context)
            : presented is not null && tokens.Find(presented) is { } token
                ? new Identity(token.Name, token.Role)
            : Identity.Nobody;
        if (presented is not null && identity.Role == AccessRole.None)
            limits.Failed(address);
        if (!limits.TryTake(identity.Role == AccessRole.None ? address : identity.Name))
            return TooMany(context, 1, "More requests came than this host answers for one asker.");
        identity.Attach(context);
        // A path that leads nowhere is told as such only to those who may read.
        var needed = context.GetEndpoint() is { } endpoint
            ? endpoint.Metadata.GetMetadata<NeededRole>()?.Role ?? AccessRole.Admin
            : AccessRole.Viewer;
        if (identity.Role >= needed)
            return null;
        if (identity.Role == AccessRole.None)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return Problem.Of(
                401,
                "no-token",
                "A token is needed",
                presented is null
                    ? "This host asks for a token: send it as 'Authorization: Bearer ...' (the command line takes it from EDGETESTER_TOKEN)."
                    : "This token is not known here, was withdrawn or has expired."
            );
        }
        return Problem.Of(
            403,
            "role",
            "Not allowed",
            $"This needs the role {needed.ToString().ToLowerInvariant()}; {identity.Name} is {identity.Role.ToString().ToLowerInvariant()}."
        );
    }

    private static string? Presented(HttpRequest request)
    {
        const string scheme = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        if (header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            return header[scheme.Length..].Trim();
        return header.Length > 0 ? header : request.Cookies[Cookie];
    }

    private static IResult TooMany(HttpContext context, int seconds, string detail)
    {
        context.Response.Headers.RetryAfter = seconds.ToString(
            System.Globalization.CultureInfo.InvariantCulture
        );
        return Problem.Of(429, "too-many", "Too many requests", detail);
    }

    private sealed record NeededRole(AccessRole Role);
}
