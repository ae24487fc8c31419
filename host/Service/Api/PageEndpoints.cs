using EdgeTester.Service.Access;
using EdgeTester.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace EdgeTester.Service.Api;

/// <summary>The page: a fixed list of embedded files, one route each, so that no path of a request reaches anything else.</summary>
internal static class PageEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        foreach (var asset in WebAssets.All)
            app.MapGet("/" + asset.Path, (HttpContext context) => Serve(context, asset))
                .Needs(AccessRole.None)
                .ExcludeFromDescription();
        if (WebAssets.Find("index.html") is { } start)
            app.MapGet("/", (HttpContext context) => Serve(context, start))
                .Needs(AccessRole.None)
                .ExcludeFromDescription();
    }

    private static IResult Serve(HttpContext context, WebAsset asset)
    {
        var headers = context.Response.Headers;
        headers.ETag = asset.EntityTag;
        // The page asks each time whether it is still the same, so that an upgraded host is never seen with an old page.
        headers.CacheControl = "no-cache";
        return context.Request.Headers.IfNoneMatch == asset.EntityTag
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Bytes(asset.Bytes, asset.ContentType);
    }
}
