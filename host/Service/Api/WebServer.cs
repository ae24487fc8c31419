using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using EdgeTester.Service.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeTester.Service.Api;

/// <summary>Composes the web server from nothing: no configuration files, no environment variables, only what is said here.</summary>
internal static class WebServer
{
    public static WebApplication Build(
        IPAddress address,
        int port,
        X509Certificate2? certificate,
        AccessTokens tokens,
        RateLimits limits,
        Action<string> log,
        CancellationToken stopping,
        Action<RouteGroupBuilder> map,
        Action<IEndpointRouteBuilder> mapOperations
    )
    {
        var builder = WebApplication.CreateEmptyBuilder(
            new WebApplicationOptions { Args = [], ContentRootPath = AppContext.BaseDirectory }
        );
        builder.WebHost.UseKestrelCore();
        if (certificate is not null)
            builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Guard.LargestBody;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            kestrel.Limits.MaxConcurrentConnections = 1000;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            kestrel.Listen(
                address,
                port,
                listen =>
                {
                    listen.Protocols = HttpProtocols.Http1;
                    if (certificate is not null)
                        listen.UseHttps(
                            new HttpsConnectionAdapterOptions
                            {
                                ServerCertificate = certificate,
                                SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                            }
                        );
                }
            );
        });
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        builder.Services.AddProblemDetails();
        builder.Services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        var app = builder.Build();
        Guard.Use(app, IPAddress.IsLoopback(address), log);
        // Open streams must not hold up the end of the host.
        app.Use(
            async (context, next) =>
            {
                using var both = CancellationTokenSource.CreateLinkedTokenSource(
                    context.RequestAborted,
                    stopping
                );
                context.RequestAborted = both.Token;
                await next(context).ConfigureAwait(false);
            }
        );
        // What routing itself refuses has no body yet.
        app.UseStatusCodePages(pages => Problem.OfStatus(pages.HttpContext).ExecuteAsync(pages.HttpContext));
        app.UseRouting();
        Gate.Use(app, tokens, limits);
        PageEndpoints.Map(app);
        mapOperations(app);
        var api = app.MapGroup("/api").Needs(AccessRole.Viewer);
        SessionEndpoints.Map(api, tokens, limits);
        map(api);
        var sources = ((IEndpointRouteBuilder)app).DataSources;
        api.MapGet(
                "/openapi.json",
                () => Results.Json(OpenApiDocument.Of(sources.SelectMany(source => source.Endpoints)))
            )
            .WithSummary("This description")
            .ExcludeFromDescription();
        return app;
    }
}
