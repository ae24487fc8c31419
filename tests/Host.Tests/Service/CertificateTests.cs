using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using EdgeTester.Contracts;
using EdgeTester.Host.Tests.Messaging;
using EdgeTester.Messaging;
using EdgeTester.Mqtt;
using EdgeTester.Service;

namespace EdgeTester.Host.Tests.Service;

/// <summary>Certificates of calibrations on the host: kept, given, shown in reports, due; and what a self-test has found.</summary>
public sealed class CertificateTests
{
    private const string Device = "vt-01";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static object Certificate(string name, string device, DateTimeOffset due) =>
        new
        {
            name,
            device,
            made = due.AddDays(-365),
            due,
            celsius = 23.4,
            channels = 8,
            residual = 1.2e-5,
            standards = new[] { new { name = "resistor of 50 ohm", identity = "no. 1234 <calibrated>" } },
            ranges = new[]
            {
                new
                {
                    what = "current, 10 mA",
                    channels = 8,
                    before = (double?)0.0017,
                },
                new
                {
                    what = "common ground",
                    channels = 8,
                    before = (double?)null,
                },
            },
            checks = new[]
            {
                new
                {
                    what = "current at 30 % of each range",
                    deviation = 1.2e-5,
                    limit = 5e-4,
                },
            },
        };

    private static byte[] Birth(string calibration, SelfTestPart bad = SelfTestPart.None)
    {
        var buffer = new byte[Frame.MaximumSize];
        var description = new DeviceDescription
        {
            Serial = Device,
            Board = "CellNode-8",
            Firmware = "1.0",
            Calibration = calibration,
            UnixMilliseconds = 1,
            SelfTest = bad,
            SelfTestChannel = 3,
            SelfTestRead = 0.15,
            SelfTestExpected = 0.16667,
            Channels = [new ChannelSummary()],
        };
        return buffer[..description.Encode(buffer, 0, new FrameHeader(), new ByteWriter())];
    }

    [Fact]
    public async Task A_certificate_is_kept_given_and_printed_in_the_reports_of_its_runs_only()
    {
        await using var bench = await HostBench.StartAsync();
        var path = $"/api/devices/{Device}/calibration";
        Assert.Equal(HttpStatusCode.NotFound, (await bench.Http.GetAsync(path, Cancelled)).StatusCode);
        await bench.Host.Store.SaveDeviceAsync(Device, Birth("bench 7"), Cancelled);
        Assert.Null((await bench.GetAsync(path))["certificate"]);

        var due = DateTimeOffset.UtcNow.AddDays(100);
        Assert.Equal(HttpStatusCode.OK, await PutAsync(bench, Certificate("bench 7", Device, due)));
        Assert.Equal(HttpStatusCode.OK, await PutAsync(bench, Certificate("bench 6", Device, due)));
        Assert.Equal(HttpStatusCode.BadRequest, await PutAsync(bench, Certificate("", Device, due)));
        Assert.Equal(HttpStatusCode.BadRequest, await PutAsync(bench, Certificate("x", "vt-02", due)));
        await bench.RestartAsync();

        var found = await bench.GetAsync(path);
        Assert.Equal("bench 7", (string)found["name"]!);
        Assert.False((bool)found["is_due"]!);
        Assert.Equal(0.0017, (double)found["certificate"]!["ranges"]![0]!["before"]!);
        Assert.Equal(2, found["known"]!.AsArray().Count);

        var mine = new StoredRun(StoredRun.Id(21), device: Device)
            .Event(RunEventCode.RunStarted, 0)
            .Event(RunEventCode.Calibrated, 0, text: "bench 7")
            .Event(RunEventCode.RunEnded, 10, EndReason.Completed);
        var older = new StoredRun(StoredRun.Id(22), device: Device)
            .Event(RunEventCode.RunStarted, 0)
            .Event(RunEventCode.Calibrated, 0, text: "bench 5")
            .Event(RunEventCode.RunEnded, 10, EndReason.Completed);
        await bench.AddAsync(mine);
        await bench.AddAsync(older);
        var html = bench.Host.WriteReport(mine.Run, 0);
        Assert.Contains("Calibration certificate", html, StringComparison.Ordinal);
        Assert.Contains("current at 30 % of each range", html, StringComparison.Ordinal);
        Assert.Contains("no. 1234 &lt;calibrated&gt;", html, StringComparison.Ordinal);
        Assert.Contains("0.17 %", html, StringComparison.Ordinal);
        var other = bench.Host.WriteReport(older.Run, 0);
        Assert.Contains("this host does not have the certificate", other, StringComparison.Ordinal);
        Assert.DoesNotContain("no. 1234", other, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_calibration_that_is_due_and_a_self_test_that_failed_are_alarms_until_they_are_mended()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        await using var bench = await HostBench.StartAsync(
            new BrokerAddress(broker.Process.Host, broker.Process.Port)
        );
        await using var client = MqttClients.Create(broker.Options());
        await client.StartAsync(false, Cancelled);
        var yesterday = DateTimeOffset.UtcNow.AddDays(-1);
        await PutAsync(bench, Certificate("old", Device, yesterday));
        await PutAsync(bench, Certificate("new", Device, yesterday.AddDays(300)));

        await client.PublishAsync(
            Topics.Birth(Device),
            Birth("old", SelfTestPart.Current),
            true,
            true,
            Cancelled
        );
        await Eventually.Holds(
            () =>
                Standing(bench).Result is var all
                && all.Contains("calibration_due")
                && all.Contains("self_test"),
            "both alarms stand"
        );
        var device = (await bench.GetAsync("/api/devices"))[0]!;
        Assert.Equal(
            "the converter of the current of channel 3, 0.15 V instead of 0.16667 V",
            (string)device["self_test"]!
        );

        await client.PublishAsync(Topics.Birth(Device), Birth("new"), true, true, Cancelled);
        await Eventually.Holds(
            () =>
                Standing(bench).Result is var all
                && !all.Contains("calibration_due")
                && !all.Contains("self_test"),
            "both alarms are over"
        );
    }

    private static async Task<HttpStatusCode> PutAsync(HostBench bench, object certificate)
    {
        using var answer = await bench.Http.PutAsJsonAsync(
            $"/api/devices/{Device}/calibration",
            certificate,
            Cancelled
        );
        return answer.StatusCode;
    }

    private static async Task<IReadOnlyList<string>> Standing(HostBench bench) =>
        [
            .. (await bench.GetAsync("/api/alarms"))
                .AsArray()
                .Where(alarm => alarm!["ended"] is null)
                .Select(alarm => (string)alarm!["kind"]!),
        ];
}
