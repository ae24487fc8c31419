using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EdgeTester.Contracts;
using EdgeTester.Host.Tests.Messaging;
using EdgeTester.Messaging;
using EdgeTester.Service;
using EdgeTester.Service.Alarms;
using EdgeTester.Storage;

namespace EdgeTester.Host.Tests.Service.Alarms;

/// <summary>What the host tells people, by a real web server and a real mail conversation.</summary>
public sealed class AlarmTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgetester-alarm-").FullName;
    private EdgeTesterHost? _host;
    private HttpClient? _http;

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
        Directory.Delete(_folder, true);
    }

    [Fact]
    public async Task A_trial_reaches_webhook_and_mail_also_when_the_first_attempts_fail()
    {
        await using var web = new WebSink(failures: 1);
        await using var mail = new MailSink();
        await StartAsync(
            new AlarmSettings
            {
                Webhooks = [new WebhookSettings { Url = $"http://127.0.0.1:{web.Port}/hook", Secret = "s3" }],
                Mail = new MailSettings
                {
                    Host = "127.0.0.1",
                    Port = mail.Port,
                    Tls = false,
                    From = "tester@example.org",
                    To = ["anna@example.org"],
                },
            }
        );

        var answer = await _http!.PostAsync("/api/alarms/trial", null, Cancelled);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await Eventually.Holds(() => !mail.Mails.IsEmpty, "the mail arrives");
        await Eventually.Holds(() => !web.Posted.IsEmpty, "the webhook is tried again");
        var (path, body, signature) = web.Posted.First();
        Assert.Equal("/hook", path);
        Assert.Equal("trial", (string)JsonNode.Parse(body)!["kind"]!);
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes("s3"), body));
        Assert.Equal("sha256=" + expected, signature);
        Assert.Contains("To: anna@example.org", mail.Mails.First());
        Assert.Contains("Trial", mail.Mails.First());
    }

    [Fact]
    public async Task A_short_stands_until_somebody_acknowledges_it_and_is_told_once()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        await StartAsync(new AlarmSettings(), new BrokerAddress(broker.Process.Host, broker.Process.Port));
        var run = new RunId(7, 9);
        await using var device = new FakeDevice("bench-1", broker.Options());
        device.Record(Event(run, 0, RunEventCode.RunStarted));
        device.Record(Event(run, 1, RunEventCode.ShortDetected));
        device.Record(Event(run, 2, RunEventCode.RunEnded, EndReason.Short));
        await device.StartAsync();

        await Eventually.Holds(() => Standing().Result.Count == 1, "the alarm stands");
        await Task.Delay(300, Cancelled);
        var alarm = Assert.Single(await Standing())!;
        Assert.Equal("cell_short", (string)alarm["kind"]!);
        Assert.Equal("bench-1", (string)alarm["device"]!);

        var seen = await _http!.PostAsync($"/api/alarms/{alarm["id"]}/acknowledge", null, Cancelled);
        Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
        Assert.Empty(await Standing());
        var again = await _http.PostAsync($"/api/alarms/{alarm["id"]}/acknowledge", null, Cancelled);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task Alarms_and_who_acknowledged_them_survive_a_restart()
    {
        await StartAsync(new AlarmSettings());
        await _http!.PostAsync("/api/alarms/trial", null, Cancelled);
        var first = Assert.Single(await Standing())!;

        await RestartAsync();

        var same = Assert.Single(await Standing())!;
        Assert.Equal(first.ToJsonString(), same.ToJsonString());
        await _http.PostAsync($"/api/alarms/{same["id"]}/acknowledge", null, Cancelled);
        await RestartAsync();
        Assert.Empty(await Standing());
        var old = Assert.Single(
            JsonNode.Parse(await _http.GetStringAsync("/api/alarms", Cancelled))!.AsArray()
        )!;
        Assert.Equal((long)first["id"]!, (long)old["id"]!);
        Assert.NotEmpty((string)old["acknowledged_by"]!);
        // Numbers go on: an old page must not acknowledge a new alarm.
        await _http.PostAsync("/api/alarms/trial", null, Cancelled);
        Assert.True((long)Assert.Single(await Standing())!["id"]! > (long)first["id"]!);
    }

    [Fact]
    public async Task A_short_that_was_stored_when_the_host_was_killed_is_an_alarm_at_the_next_start()
    {
        await StartAsync(new AlarmSettings());
        await _host!.DisposeAsync();
        var run = new StoredRun(StoredRun.Id(5), channel: 3)
            .Event(RunEventCode.RunStarted, 0)
            .Event(RunEventCode.ShortDetected, 5)
            .Event(RunEventCode.RunEnded, 6, EndReason.Short);
        await using (var store = RunStores.Open(Path.Combine(_folder, "host.db"), TimeProvider.System))
            await run.StoreAsync(store);

        await StartAsync(new AlarmSettings());

        var alarm = Assert.Single(await Standing())!;
        Assert.Equal("cell_short", (string)alarm["kind"]!);
        Assert.Equal(run.Run.ToString(), (string)alarm["run_id"]!);
        await _http!.PostAsync($"/api/alarms/{alarm["id"]}/acknowledge", null, Cancelled);
        await RestartAsync();
        Assert.Empty(await Standing());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{ \"format\": 7, \"alarms\": [] }")]
    [InlineData("{ \"format\": 1, \"alarms\": [ { \"kind\": \"no such\" } ] }")]
    public async Task A_damaged_file_of_alarms_is_kept_aside_and_stops_nothing(string text)
    {
        var path = Path.Combine(_folder, "alarm-history.json");
        File.WriteAllText(path, text);
        await StartAsync(new AlarmSettings());
        Assert.Equal(text, File.ReadAllText(path + ".unreadable"));
        await _http!.PostAsync("/api/alarms/trial", null, Cancelled);
        await RestartAsync();
        Assert.Single(await Standing());
    }

    [Fact]
    public async Task A_log_that_cannot_be_written_ends_nothing()
    {
        await StartAsync(
            new AlarmSettings { DiskFreeBytes = long.MaxValue / 2 },
            log: _ => throw new IOException("No space left on device")
        );
        await Eventually.Holds(() => Standing().Result.Count == 1, "the watch of the disk goes on");
        var answer = await _http!.PostAsync("/api/alarms/trial", null, Cancelled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(2, (await Standing()).Count);
    }

    [Fact]
    public async Task The_broker_that_went_away_is_an_alarm_until_it_is_back()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        await StartAsync(new AlarmSettings(), new BrokerAddress(broker.Process.Host, broker.Process.Port));
        broker.Process.Kill();
        await Eventually.Holds(() => Standing().Result.Count == 1, "the alarm stands");
        Assert.Equal("broker", (string)(await Standing())[0]!["kind"]!);
        var ready = await _http!.GetAsync("/readyz", Cancelled);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);

        await broker.Process.RestartAsync(default);

        await Eventually.Holds(() => Standing().Result.Count == 0, "it is over");
    }

    [Fact]
    public async Task A_disk_that_is_nearly_full_is_an_alarm()
    {
        await StartAsync(new AlarmSettings { DiskFreeBytes = long.MaxValue / 2 });
        await Eventually.Holds(() => Standing().Result.Count == 1, "the alarm stands");
        Assert.Equal("disk", (string)(await Standing())[0]!["kind"]!);
    }

    [Theory]
    [InlineData("{ \"webhooks\": [ { \"url\": \"ftp://x\" } ] }", "ftp://x")]
    [InlineData("{ \"webhoks\": [] }", "webhoks")]
    [InlineData(
        "{ \"mail\": { \"host\": \"h\", \"from\": \"no address\", \"to\": [\"a@b\"] } }",
        "no address"
    )]
    [InlineData("{ \"offline_after_s\": 0 }", "offline_after_s")]
    [InlineData("{", "alarms.json")]
    public async Task Settings_with_a_mistake_are_named_before_anything_starts(string text, string named)
    {
        File.WriteAllText(AlarmSettings.PathIn(_folder), text);
        var failure = await Assert.ThrowsAsync<HostException>(() => StartAsync(null));
        Assert.Contains(named, failure.Message);
        Assert.Contains("alarms.json", failure.Message);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static byte[] Event(
        RunId run,
        ulong sequence,
        RunEventCode code,
        EndReason reason = EndReason.None
    )
    {
        var happened = new RunEvent
        {
            Run = run,
            Sequence = sequence,
            Code = code,
            Reason = reason,
        };
        var buffer = new byte[RunEventCodec.LargestSize];
        var length = RunEventCodec.Encode(happened, buffer, 0, new FrameHeader(), new ByteWriter());
        return buffer[..length];
    }

    private async Task StartAsync(
        AlarmSettings? alarms,
        BrokerAddress? broker = null,
        Action<string>? log = null
    )
    {
        _host = await EdgeTesterHost.StartAsync(
            new HostOptions
            {
                DatabasePath = Path.Combine(_folder, "host.db"),
                HttpPort = 0,
                Broker = broker,
                Alarms = alarms,
                Log = log,
            },
            TimeProvider.System,
            Cancelled
        );
        _http = new HttpClient { BaseAddress = _host.Address };
    }

    private async Task RestartAsync()
    {
        await _host!.DisposeAsync();
        _http!.Dispose();
        await StartAsync(new AlarmSettings());
    }

    private async Task<JsonArray> Standing()
    {
        var all = JsonNode.Parse(await _http!.GetStringAsync("/api/alarms", Cancelled))!.AsArray();
        return new JsonArray([.. all.Where(a => a!["ended"] is null).Select(a => a!.DeepClone())]);
    }
}
