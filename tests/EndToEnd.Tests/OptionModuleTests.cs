using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Numerics;
using System.Text.Json.Nodes;
using EdgeTester.EndToEnd.Tests.Bench;

namespace EdgeTester.EndToEnd.Tests;

/// <summary>A plan with a sweep from 1 MHz to 0.1 Hz, from the file to the stored spectrum, through the programs as a user starts them.</summary>
public sealed class OptionModuleTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly string folder = Directory.CreateTempSubdirectory("edgetester-option").FullName;

    public void Dispose()
    {
        // A process that was ended may still close a file of the folder.
        for (var tries = 0; ; tries++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
                return;
            }
            catch (IOException) when (tries < 100)
            {
                Thread.Sleep(100);
            }
        }
    }

    [Fact]
    public async Task ASweepFromAMegahertzRunsWithTheModuleAndIsRefusedWithoutIt()
    {
        var plan = Path.Combine(folder, "sweep.json");
        await File.WriteAllTextAsync(
            plan,
            """
            {
              "name": "from a megahertz",
              "sample": { "name": "dummy" },
              "record": { "time_s": 10 },
              "method": [
                { "step": "impedance_spectroscopy", "amplitude_V": 0.005, "start_frequency_Hz": 1000000,
                  "end_frequency_Hz": 0.1, "points_per_decade": 5 }
              ]
            }
            """,
            Cancellation
        );
        var brokerPort = Text(FreePort());
        var address = $"http://127.0.0.1:{Text(FreePort())}";
        using var host = EdgeTesterProcess.Start(
            "serve",
            "--data",
            folder,
            "--broker-port",
            brokerPort,
            "--port",
            address.Split(':')[^1],
            "--exit-with",
            Text(Environment.ProcessId)
        );
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        await UntilAsync(host, async () => await GetAsync(client, "/api/devices") is not null);
        using var without = Tester("plain", brokerPort);
        using var with = Tester("option", brokerPort, "--option-1mhz");
        await UntilAsync(host, async () => (await GetAsync(client, "/api/devices"))!.AsArray().Count == 2);

        string[] start = ["run", "start", plan, "-c", "0", "--host", address, "--json"];
        var refused = await EdgeTesterProcess.RunAsync([.. start, "-d", "plain"]);
        Assert.NotEqual(0, refused.Code);
        Assert.Contains("1 MHz option module", refused.Output + refused.Errors);
        var started = await EdgeTesterProcess.RunAsync([.. start, "-d", "option"]);
        Assert.True(started.Code == 0, started.Output + started.Errors);
        var run = (string)JsonNode.Parse(started.Output)!["run_id"]!;

        var own = $"/api/runs/{run}/channels/0";
        await UntilAsync(with, async () => (await GetAsync(client, own))?["ended"] is not null);
        var number = (await GetAsync(client, own + "/spectra"))!.AsArray()[0]!["spectrum"]!;
        var spectrum = (await GetAsync(client, $"{own}/spectra/{number}"))!;
        var hz = Numbers(spectrum["frequency_hz"]!);
        var real = Numbers(spectrum["real_ohm"]!);
        var imaginary = Numbers(spectrum["imaginary_ohm"]!);
        var sigma = Numbers(spectrum["relative_sigma"]!);
        Assert.Equal(36, hz.Length);
        Assert.Equal(1e6, hz[0]);
        Assert.Equal(0.1, hz[^1], 0.005);
        for (var k = 0; k < hz.Length; k++)
        {
            Assert.True(k == 0 || hz[k] < hz[k - 1]);
            var truth = 20 + Arc(1000, 1e-6, hz[k]) + Arc(5000, 10e-9, hz[k]);
            var error = (new Complex(real[k], imaginary[k]) / truth - 1).Magnitude;
            Assert.True(error < (hz[k] > 200e3 ? 0.02 : 0.005), $"{hz[k]} Hz: {error}");
            Assert.InRange(sigma[k], 1e-5, hz[k] > 200e3 ? 0.2 : 0.01);
        }
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private EdgeTesterProcess Tester(string serial, string brokerPort, params string[] more) =>
        EdgeTesterProcess.Start([
            "tester",
            "--serial",
            serial,
            "--broker",
            "127.0.0.1:" + brokerPort,
            "--cells",
            "dummy-rc",
            "--speed",
            "fast",
            "--wait-for-broker",
            "--state",
            Path.Combine(folder, serial),
            "--exit-with",
            Text(Environment.ProcessId),
            .. more,
        ]);

    private static async Task UntilAsync(EdgeTesterProcess of, Func<Task<bool>> isThere)
    {
        var until = DateTime.UtcNow + Patience;
        while (!await isThere())
        {
            Assert.True(DateTime.UtcNow < until, of.Output + of.Errors);
            await Task.Delay(200, Cancellation);
        }
    }

    // Null while the host does not answer, or says that there is no such thing yet.
    private static async Task<JsonNode?> GetAsync(HttpClient client, string path)
    {
        try
        {
            using var response = await client.GetAsync(path, Cancellation);
            return response.IsSuccessStatusCode
                ? JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))
                : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static Complex Arc(double ohm, double farad, double hz) =>
        ohm / new Complex(1, 2 * Math.PI * hz * ohm * farad);

    private static double[] Numbers(JsonNode values) => [.. values.AsArray().Select(v => (double)v!)];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
