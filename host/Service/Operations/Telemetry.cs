using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace EdgeTester.Service.Operations;

/// <summary>Sends metrics and traces to an OpenTelemetry collector (OTLP), where one is named.</summary>
internal sealed class Telemetry : IDisposable
{
    private readonly Meter meter = new("EdgeTester");
    private readonly MeterProvider metrics;
    private readonly TracerProvider traces;

    /// <summary>Begins to send.</summary>
    /// <param name="collector">Address of the collector: http://host:4317 (gRPC), or ending in /v1 for HTTP.</param>
    /// <param name="list">The metrics.</param>
    public Telemetry(Uri collector, IReadOnlyList<Metric> list)
    {
        foreach (var metric in list)
            if (metric.IsCounter)
                meter.CreateObservableCounter(
                    "edgetester." + metric.Name,
                    () => Measured(metric),
                    null,
                    metric.Help
                );
            else
                meter.CreateObservableGauge(
                    "edgetester." + metric.Name,
                    () => Measured(metric),
                    null,
                    metric.Help
                );
        var resource = ResourceBuilder
            .CreateDefault()
            .AddService("edgetester-host", serviceVersion: HostVersion.Number);
        var isHttp = collector.AbsolutePath.TrimEnd('/').EndsWith("/v1", StringComparison.Ordinal);
        metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(meter.Name)
            .AddOtlpExporter(options => Aim(options, collector, isHttp, "metrics"))
            .Build();
        traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource("EdgeTester.*", "Microsoft.AspNetCore")
            .AddOtlpExporter(options => Aim(options, collector, isHttp, "traces"))
            .Build();
    }

    /// <summary>Sends what is left and ends.</summary>
    public void Dispose()
    {
        metrics.ForceFlush(2000);
        traces.ForceFlush(2000);
        metrics.Dispose();
        traces.Dispose();
        meter.Dispose();
    }

    private static void Aim(OtlpExporterOptions options, Uri collector, bool isHttp, string signal)
    {
        options.Protocol = isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        options.Endpoint = isHttp ? new Uri($"{collector.ToString().TrimEnd('/')}/{signal}") : collector;
    }

    private static IEnumerable<Measurement<double>> Measured(Metric metric) =>
        metric
            .Read()
            .Select(one => new Measurement<double>(
                one.Value,
                one.Labels.Select(l => new KeyValuePair<string, object?>(l.Key, l.Value))
            ));
}
