using EdgeTester.Service.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace EdgeTester.Service.Access;

/// <summary>/api/session: how the page shows its token, since an event stream cannot carry a header. /api/tokens for the admin.</summary>
internal static class SessionEndpoints
{
    public static void Map(RouteGroupBuilder api, AccessTokens tokens, RateLimits limits)
    {
        api.MapGet(
                "/session",
                (HttpContext context) =>
                {
                    var identity = Identity.Of(context);
                    return Results.Ok(new SessionView(identity.Name, Word(identity.Role), tokens.IsAsked));
                }
            )
            .WithSummary("Who asks, and what they may do")
            .Produces<SessionView>()
            .Needs(AccessRole.None);
        api.MapPost(
                "/session",
                (SessionRequest request, HttpContext context) => Open(request, context, tokens, limits)
            )
            .WithSummary("Keeps a token in a cookie that scripts cannot read")
            .Produces<SessionView>()
            .ProducesProblem(401)
            .ProducesProblem(429)
            .Needs(AccessRole.None);
        api.MapDelete(
                "/session",
                (HttpContext context) =>
                {
                    context.Response.Cookies.Delete(Gate.Cookie, CookieOf(context));
                    return Results.Ok(new SessionView(Identity.Nobody.Name, "none", tokens.IsAsked));
                }
            )
            .WithSummary("Forgets the cookie")
            .Produces<SessionView>()
            .Needs(AccessRole.None);
        api.MapGet(
                "/tokens",
                () =>
                    Results.Ok(
                        tokens
                            .List()
                            .Select(t => new TokenView(t.Name, Word(t.Role), t.Created, t.Expires))
                            .ToArray()
                    )
            )
            .WithSummary("Who has a token; never the token itself")
            .Produces<TokenView[]>()
            .Needs(AccessRole.Admin);
        api.MapDelete(
                "/tokens/{name}",
                (string name) =>
                    tokens.Remove(name)
                        ? Results.Ok(new TokenView(name, "none", null, null))
                        : Problem.NotFound("There is no token of this name.")
            )
            .WithSummary("Withdraws a token; it counts no more from now on")
            .Produces<TokenView>()
            .ProducesProblem(404)
            .Needs(AccessRole.Admin);
    }

    private static IResult Open(
        SessionRequest request,
        HttpContext context,
        AccessTokens tokens,
        RateLimits limits
    )
    {
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        if (limits.IsBarred(address))
            return Problem.Of(
                429,
                "too-many",
                "Too many requests",
                "Too many wrong tokens came from this address; wait a minute."
            );
        if (tokens.Find(request.Token?.Trim() ?? "") is not { } token)
        {
            limits.Failed(address);
            return Problem.Of(
                401,
                "no-token",
                "A token is needed",
                "This token is not known here, was withdrawn or has expired."
            );
        }
        context.Response.Cookies.Append(Gate.Cookie, request.Token!.Trim(), CookieOf(context));
        return Results.Ok(new SessionView(token.Name, Word(token.Role), true));
    }

    private static CookieOptions CookieOf(HttpContext context) =>
        new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            Path = "/",
            MaxAge = TimeSpan.FromDays(30),
        };

    private static string Word(AccessRole role) => role.ToString().ToLowerInvariant();
}

/// <summary>Who asks.</summary>
/// <param name="Name">The token's name, or where a local request comes from.</param>
/// <param name="Role">none, viewer, operator or admin.</param>
/// <param name="TokenAsked">Whether this host asks for tokens.</param>
internal sealed record SessionView(string Name, string Role, bool TokenAsked);

/// <summary>A token that is shown.</summary>
internal sealed record SessionRequest(string? Token);

/// <summary>A token that is known.</summary>
internal sealed record TokenView(string Name, string Role, DateTimeOffset? Created, DateTimeOffset? Expires);
