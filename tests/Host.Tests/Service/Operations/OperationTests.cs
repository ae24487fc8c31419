using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using EdgeTester.Host.Tests.Messaging;
using EdgeTester.Host.Tests.Service.Alarms;
using EdgeTester.Service;

namespace EdgeTester.Host.Tests.Service.Operations;

/// <summary>What a monitoring system sees.</summary>
public sealed partial class OperationTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgetester-metrics-").FullName;
    private EdgeTesterHost? _host;

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        Directory.Delete(_folder, true);
    }

    [Fact]
    public async Task Every_line_of_the_metrics_is_prometheus_text()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        using var http = await StartAsync(
            broker: new BrokerAddress(broker.Process.Host, broker.Process.Port)
        );
        using var response = await http.GetAsync("/metrics", Cancelled);
        Assert.Equal("text/plain", response.Content.Headers.ContentType!.MediaType);
        var text = await response.Content.ReadAsStringAsync(Cancelled);
        Assert.EndsWith("\n", text);
        var typed = new HashSet<string>();
        var values = new Dictionary<string, double>();
        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith("# HELP ", StringComparison.Ordinal))
                continue;
            if (TypeLine().Match(line) is { Success: true } type)
            {
                Assert.True(typed.Add(type.Groups[1].Value), "declared twice: " + line);
                continue;
            }
            var sample = SampleLine().Match(line);
            Assert.True(sample.Success, line);
            Assert.Contains(sample.Groups[1].Value, typed);
            values[sample.Groups[1].Value] = double.Parse(
                sample.Groups[2].Value,
                CultureInfo.InvariantCulture
            );
        }
        Assert.Equal(1, values["edgetester_broker_connected"]);
        Assert.Equal(0, values["edgetester_records_stored_total"]);
        Assert.True(values["edgetester_store_free_bytes"] > 0);
        Assert.True(values["edgetester_uptime_seconds"] > 0);
    }

    [Fact]
    public async Task It_is_alive_and_ready()
    {
        using var http = await StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/healthz", Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/readyz", Cancelled)).StatusCode);
    }

    [Fact]
    public async Task A_collector_gets_metrics_and_traces()
    {
        await using var sink = new WebSink();
        using (var http = await StartAsync(new Uri($"http://127.0.0.1:{sink.Port}/v1")))
            await http.GetAsync("/api/runs", Cancelled);
        // What is left is sent at the end.
        await _host!.DisposeAsync();
        _host = null;
        var metrics = sink.Posted.Where(p => p.Path == "/v1/metrics").ToList();
        Assert.NotEmpty(metrics);
        Assert.Contains("edgetester.uptime_seconds", Encoding.UTF8.GetString(metrics[^1].Body));
        Assert.Contains(sink.Posted, p => p.Path == "/v1/traces");
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private async Task<HttpClient> StartAsync(Uri? collector = null, BrokerAddress? broker = null)
    {
        _host = await EdgeTesterHost.StartAsync(
            new HostOptions
            {
                DatabasePath = Path.Combine(_folder, "host.db"),
                HttpPort = 0,
                Broker = broker,
                TelemetryCollector = collector,
            },
            TimeProvider.System,
            Cancelled
        );
        return new HttpClient { BaseAddress = _host.Address };
    }

    [GeneratedRegex(@"^# TYPE ([a-z_]+) (counter|gauge)$")]
    private static partial Regex TypeLine();

    [GeneratedRegex(@"^([a-z_]+)(?:\{(?:[a-z_]+=""(?:[^""\\\n]|\\.)*"",?)+\})? (\S+)$")]
    private static partial Regex SampleLine();
}
