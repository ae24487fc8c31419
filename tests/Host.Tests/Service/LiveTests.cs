using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using EdgeTester.Contracts;
using EdgeTester.Host.Tests.Messaging;
using EdgeTester.Mqtt;
using EdgeTester.Service;
using EdgeTester.Storage;

namespace EdgeTester.Host.Tests.Service;

/// <summary>A host on a real broker, with a device that is nothing but its messages.</summary>
public sealed class LiveTests
{
    private const string Serial = "fake-7";

    private const string Plan = """
        {
          "name": "rest for a moment",
          "sample": { "name": "dummy", "area_cm2": 1.0 },
          "record": { "time_s": 1 },
          "method": [ { "step": "open_circuit_voltage", "until_time_s": 60 } ]
        }
        """;

    [Fact]
    public async Task What_a_device_says_reaches_the_page_and_the_store()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var bench = await HostBench.StartAsync(new BrokerAddress("127.0.0.1", broker.Port));
        await using var pages = await EventReader.OpenAsync(bench.Http);
        Assert.Empty((await pages.NextAsync("channels")).AsArray());

        await using var device = new FakeDevice(Serial, broker.Options());
        await device.StartAsync();
        await PublishAsync(device, Topics.Birth(Serial), Birth(), retain: true);
        var run = StoredRun.Whole(StoredRun.Id(77), 1, channel: 1, device: Serial);
        foreach (var frame in run.Frames)
            device.Record(frame);
        await PublishAsync(device, Topics.Live(Serial, 1), Live(run.Run), retain: false);

        var channel = await pages.NextAsync(
            "channels",
            list =>
                list.AsArray().Any(c => (int)c!["channel"]! == 1 && (long)c["records"]! == (long)run.Records)
        );
        var one = channel.AsArray().Single(c => (int)c!["channel"]! == 1)!;
        Assert.Equal("running", (string)one["state"]!);
        Assert.Equal(0.0625, (double)one["voltage_v"]!);
        Assert.Equal(-1e-4, (double)one["current_a"]!);
        Assert.Equal("Constant current", (string)one["step_in_words"]!);
        Assert.Equal(0, (long)one["missing"]!);
        Assert.Equal(1, (long)one["spectra"]!);
        var listed = await bench.GetAsync("/api/channels");
        Assert.Equal(2, listed.AsArray().Count);
        var described = (await bench.GetAsync("/api/devices"))[0]!;
        Assert.Equal("fake board", (string)described["board"]!);
        Assert.True((bool)described["online"]!);

        var gone = System.Text.Encoding.UTF8.GetBytes(Topics.Offline);
        await PublishAsync(device, Topics.State(Serial), gone, retain: true);
        await pages.NextAsync("channels", list => list.AsArray().Any(c => !(bool)c!["online"]!));
    }

    [Fact]
    public async Task A_run_is_registered_started_and_written_into_the_audit()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var bench = await HostBench.StartAsync(new BrokerAddress("127.0.0.1", broker.Port));
        await using var device = await ObedientDevice.StartAsync(Serial, broker);
        await AppearsAsync(bench);

        var answer = await OrderAsync(bench, "start", 0, plan: Plan);
        Assert.True(answer.IsSuccess, answer.Body.ToJsonString());
        Assert.Equal("accepted", (string)answer.Body["result"]!);
        var runId = (string)answer.Body["run_id"]!;
        var command = Assert.Single(device.Commands);
        Assert.Equal(CommandVerb.Start, command.Verb);
        Assert.Equal(runId, command.Run.ToString());
        var definition = bench.Host.Store.FindDefinition(command.Run, 0)!;
        Assert.Equal(definition.CompiledPlan, command.Payload);

        var run = await bench.GetAsync($"/api/runs/{runId}/channels/0");
        Assert.Equal("waiting", (string)run["state"]!);
        Assert.Equal("rest for a moment", (string)run["name"]!);
        Assert.Contains("dummy", run["sample"]!.ToJsonString());
        Assert.NotEmpty(run["plan_in_words"]!.AsArray());

        device.Answer = CommandResult.NotPossible;
        var refused = await OrderAsync(bench, "pause", 0, runId);
        Assert.Equal(409, refused.Status);
        device.Answer = CommandResult.Accepted;
        Assert.True((await OrderAsync(bench, "stop", 0, runId)).IsSuccess);

        var audit = (await bench.GetAsync("/api/commands")).AsArray();
        Assert.Equal(["stop", "pause", "start"], audit.Select(a => (string)a!["verb"]!));
        Assert.Equal(["accepted", "not_possible", "accepted"], audit.Select(a => (string)a!["result"]!));
    }

    [Fact]
    public async Task Orders_that_cannot_be_meant_never_reach_a_device()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var bench = await HostBench.StartAsync(new BrokerAddress("127.0.0.1", broker.Port));
        await using var device = await ObedientDevice.StartAsync(Serial, broker);
        await AppearsAsync(bench);

        var mistaken = await OrderAsync(bench, "start", 0, plan: Plan.Replace("until_time_s", "until_tim_s"));
        Assert.Equal(422, mistaken.Status);
        Assert.Equal(5, (int)mistaken.Body["mistakes"]![0]!["line"]!);
        Assert.Equal(400, (await OrderAsync(bench, "explode", 0)).Status);
        Assert.Equal(400, (await OrderAsync(bench, "stop", 0, "not-a-run")).Status);
        Assert.Equal(404, (await OrderAsync(bench, "stop", 0, StoredRun.Id(5).ToString())).Status);
        Assert.Equal(404, (await OrderAsync(bench, "start", 7, plan: Plan)).Status);
        Assert.Equal(400, (await OrderAsync(bench, "start", 0)).Status);
        var beyond = await OrderAsync(bench, "start", 0, plan: Spectrum(1e6));
        Assert.Equal(422, beyond.Status);
        Assert.Contains("1000 kHz", (string)beyond.Body["detail"]!);
        Assert.Contains("200 kHz", (string)beyond.Body["detail"]!);
        Assert.Contains("option module", (string)beyond.Body["detail"]!);
        Assert.Empty(device.Commands);
        Assert.True((await OrderAsync(bench, "start", 0, plan: Spectrum(2e5))).IsSuccess);
    }

    [Fact]
    public async Task A_device_that_does_not_answer_is_named()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var bench = await HostBench.StartAsync(
            new BrokerAddress("127.0.0.1", broker.Port),
            commandSeconds: 2
        );
        await using var device = await ObedientDevice.StartAsync(Serial, broker);
        await AppearsAsync(bench);
        device.Answer = CommandResult.None;
        var silent = await OrderAsync(bench, "start", 0, plan: Plan);
        Assert.Equal(504, silent.Status);
        Assert.Contains(Serial, (string)silent.Body["detail"]!);
    }

    private static string Spectrum(double fromHz) =>
        Plan.Replace(
            """{ "step": "open_circuit_voltage", "until_time_s": 60 }""",
            FormattableString.Invariant(
                $$"""{ "step": "impedance_spectroscopy", "amplitude_V": 0.005, "start_frequency_Hz": {{fromHz}}, "end_frequency_Hz": 1 }"""
            )
        );

    [Fact]
    public async Task Too_many_pages_are_refused_and_a_place_is_free_again_when_one_leaves()
    {
        await using var bench = await HostBench.StartAsync();
        var pages = new List<EventReader>();
        try
        {
            HttpStatusCode refused;
            while ((refused = await TryListenAsync()) == HttpStatusCode.OK)
                Assert.True(pages.Count < 1000, "nobody is refused");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused);
            Assert.InRange(pages.Count, 100, 999);
            // The others, and the host, go on.
            Assert.NotNull(await bench.GetAsync("/api/health"));

            await pages[0].DisposeAsync();
            pages.RemoveAt(0);
            var before = pages.Count;
            while (pages.Count == before)
                await TryListenAsync();
        }
        finally
        {
            foreach (var page in pages)
                await page.DisposeAsync();
        }

        async Task<HttpStatusCode> TryListenAsync()
        {
            try
            {
                var page = await EventReader.OpenAsync(bench.Http);
                await page.NextAsync("channels");
                pages.Add(page);
                return HttpStatusCode.OK;
            }
            catch (HttpRequestException e) when (e.StatusCode is { } status)
            {
                return status;
            }
        }
    }

    private static async Task AppearsAsync(HostBench bench)
    {
        for (var k = 0; k < 2400; k++)
        {
            if ((await bench.GetAsync("/api/channels")).AsArray().Count > 0)
                return;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        Assert.Fail("the device did not appear");
    }

    private static async Task<(int Status, bool IsSuccess, JsonNode Body)> OrderAsync(
        HostBench bench,
        string verb,
        int channel,
        string? run = null,
        string? plan = null
    )
    {
        var text =
            $"{{\"verb\":\"{verb}\",\"device\":\"{Serial}\",\"channel\":{channel}"
            + (run is null ? "" : $",\"run_id\":\"{run}\"")
            + (plan is null ? "" : $",\"plan\":{plan}")
            + "}";
        using var body = new StringContent(text, System.Text.Encoding.UTF8, "application/json");
        var response = await bench.Http.PostAsync(
            "/api/commands",
            body,
            TestContext.Current.CancellationToken
        );
        var answer = await response.Content.ReadFromJsonAsync<JsonNode>(
            TestContext.Current.CancellationToken
        );
        return ((int)response.StatusCode, response.IsSuccessStatusCode, answer!);
    }

    private static async Task PublishAsync(FakeDevice device, string topic, byte[] payload, bool retain)
    {
        while (!device.Client.IsConnected)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        await device.Client.PublishAsync(topic, payload, true, retain, TestContext.Current.CancellationToken);
    }

    internal static byte[] Birth()
    {
        var buffer = new byte[Frame.MaximumSize];
        var description = new DeviceDescription
        {
            Serial = Serial,
            Board = "fake board",
            Firmware = "0.0",
            MaximumVoltage = 7,
            MaximumFrequencyHz = 2e5,
            CurrentRanges = [1e-2],
            Channels = [new ChannelSummary(), new ChannelSummary()],
        };
        return buffer[..description.Encode(buffer, 0, new FrameHeader(), new ByteWriter())];
    }

    private static byte[] Live(RunId run)
    {
        var buffer = new byte[Frame.MaximumSize];
        var status = new LiveStatus
        {
            Run = run,
            Channel = 1,
            State = ChannelState.Running,
            Kind = StepKind.ConstantCurrent,
            Voltage = 0.0625,
            Current = -1e-4,
            ElapsedMicroseconds = 5_000_000,
            TemperatureCentidegrees = 2500,
        };
        return buffer[..status.Encode(buffer, 0, new FrameHeader(), new ByteWriter())];
    }
}
