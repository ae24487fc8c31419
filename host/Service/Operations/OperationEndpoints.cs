using EdgeTester.Service.Access;
using EdgeTester.Service.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace EdgeTester.Service.Operations;

/// <summary>/healthz and /readyz for whoever keeps the host running, /metrics for Prometheus.</summary>
internal static class OperationEndpoints
{
    public static void Map(IEndpointRouteBuilder app, IReadOnlyList<Metric> metrics, Func<HealthView> health)
    {
        app.MapGet("/healthz", () => Results.Text("alive\n")).Needs(AccessRole.None).ExcludeFromDescription();
        app.MapGet(
                "/readyz",
                () =>
                    health().Status == "ok"
                        ? Results.Text("ready\n")
                        : Results.Text("not ready\n", statusCode: StatusCodes.Status503ServiceUnavailable)
            )
            .Needs(AccessRole.None)
            .ExcludeFromDescription();
        app.MapGet("/metrics", () => Results.Text(PrometheusText.Write(metrics), PrometheusText.MediaType))
            .Needs(AccessRole.Viewer)
            .ExcludeFromDescription();
    }
}
