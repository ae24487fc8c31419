using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using EdgeTester.Contracts;

namespace EdgeTester.Host.Tests.Service;

/// <summary>The API over a real web server and a store that holds one whole run of three spectra.</summary>
public sealed class ApiTests(WholeRun stored) : IClassFixture<WholeRun>
{
    private static readonly RunId Run = WholeRun.Id;
    private static readonly string One = $"/api/runs/{Run}/channels/0";
    private readonly HostBench _bench = stored.Bench;

    [Fact]
    public async Task A_run_is_listed_with_what_is_stored()
    {
        var run = (await _bench.GetAsync("/api/runs"))
            .AsArray()
            .Single(r => (string)r!["run_id"]! == Run.ToString())!;
        Assert.Equal(Run.ToString(), (string)run["run_id"]!);
        Assert.Equal("completed", (string)run["state"]!);
        Assert.Equal(900, (long)run["samples"]!);
        Assert.Equal(129, (long)run["impedance_points"]!);
        Assert.Equal(3, (long)run["spectra"]!);
        Assert.Equal(1031, (long)run["records"]!);
        Assert.Equal(10_800, (double)run["elapsed_s"]!);
        var detail = await _bench.GetAsync(One);
        Assert.Equal(0, (long)detail["missing"]!);
        Assert.Equal("vt-01", (string)(await _bench.GetAsync($"/api/runs/{Run}"))[0]!["device"]!);
    }

    [Fact]
    public async Task Samples_come_as_they_were_taken_or_thinned_without_losing_extremes()
    {
        var all = await _bench.GetAsync($"{One}/samples?points=5000");
        Assert.Equal(1, (double)all["samples_per_point"]!);
        Assert.Equal(900, all["elapsed_s"]!.AsArray().Count);
        var few = await _bench.GetAsync($"{One}/samples?points=20");
        Assert.InRange(few["elapsed_s"]!.AsArray().Count, 2, 20);
        Assert.Equal(0.065, Largest(few["voltage_max_v"]!), 9);
        Assert.Equal(-0.065, -Largest(few["voltage_min_v"]!, -1), 9);
        var window = await _bench.GetAsync($"{One}/samples?from_s=100&to_s=200&points=100");
        Assert.Equal(11, window["elapsed_s"]!.AsArray().Count);
        Assert.Equal(100, (double)window["elapsed_s"]![0]!);
    }

    [Fact]
    public async Task A_spectrum_comes_with_fit_test_and_distribution_that_find_the_cell()
    {
        var spectrum = await _bench.GetAsync($"{One}/spectra/2");
        var (series, boundary, interfacial) = StoredRun.Cell(2);
        Assert.Equal("", (string)spectrum["analysis"]!);
        Assert.Equal(43, spectrum["frequency_hz"]!.AsArray().Count);
        Assert.True((bool)spectrum["kk"]!["is_valid"]!);
        var ohms = spectrum["fit"]!["parameters"]!
            .AsArray()
            .Where(p => (string)p!["unit"]! == "ohm")
            .Select(p => (double)p!["value"]!)
            .Order()
            .ToArray();
        Assert.Equal(3, ohms.Length);
        Assert.Equal(boundary, ohms[0], boundary * 0.02);
        Assert.Equal(series, ohms[1], series * 0.02);
        Assert.Equal(interfacial, ohms[2], interfacial * 0.01);
        var total =
            (double)spectrum["drt"]!["series_resistance_ohm"]!
            + spectrum["drt"]!["peaks"]!.AsArray().Sum(p => (double)p!["resistance_ohm"]!);
        Assert.Equal(series + boundary + interfacial, total, 0.03 * total);
        Assert.True(spectrum["fit"]!["frequency_hz"]!.AsArray().Count > 50);
    }

    [Fact]
    public async Task A_fit_is_carried_from_spectrum_to_spectrum_and_followed_as_a_trend()
    {
        var later = await _bench.GetAsync($"{One}/spectra/1");
        Assert.Equal(0, (long)later["fit"]!["carried_from"]!);
        var series = await _bench.GetAsync($"{One}/series");
        Assert.Equal(3, (int)series["total"]!);
        var interfacial = series["trends"]!
            .AsArray()
            .Where(t => (string)t!["unit"]! == "ohm")
            .MaxBy(t => (double)t!["values"]![2]!)!;
        for (var k = 0; k < 3; k++)
        {
            var truth = StoredRun.Cell(k).Interface;
            Assert.Equal(truth, (double)interfacial["values"]![k]!, truth * 0.01);
        }
        Assert.True(series["spectra"]![0]!["gamma_ohm"]!.AsArray().Count > 20);
    }

    [Fact]
    public async Task Events_are_in_words()
    {
        var events = (await _bench.GetAsync($"{One}/events")).AsArray();
        Assert.Equal("run_started", (string)events[0]!["code"]!);
        Assert.Equal(
            "Run ended: all steps are done (900 samples, 129 impedance points)",
            (string)events[^1]!["in_words"]!
        );
    }

    [Fact]
    public async Task Verify_counts_from_the_stored_frames()
    {
        var whole = await _bench.GetAsync($"{One}/verify");
        Assert.Equal((0, 0), ((long)whole["missing"]!, (long)whole["doubled"]!));
        Assert.True((bool)whole["is_sound"]! && (bool)whole["is_complete"]!);

        var broken = StoredRun.Whole(StoredRun.Id(2), 0).Samples(0, 600, 1);
        await _bench.AddAsync(broken, drop: k => k == 2);
        var verify = await _bench.GetAsync($"/api/runs/{broken.Run}/channels/0/verify");
        Assert.Equal(256, (long)verify["missing"]!);
        Assert.False((bool)verify["is_sound"]!);
    }

    [Fact]
    public async Task The_report_holds_the_run_and_loads_nothing()
    {
        var response = await _bench.Http.GetAsync($"{One}/report", TestContext.Current.CancellationToken);
        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("0 missing, 0 doubled of 1031 records", html);
        Assert.Contains("Nyquist plot of Spectrum 2", html);
        Assert.Contains("SHA-256 of the raw data", html);
        Assert.DoesNotContain("<script", html);
    }

    [Theory]
    [InlineData("/api/runs/0123/channels/0", 404)]
    [InlineData("/api/runs/ffffffffffffffffffffffffffffffff/channels/0", 404)]
    [InlineData("/api/runs/11223344556677880000000000000001/channels/9", 404)]
    [InlineData("/api/runs/11223344556677880000000000000001/channels/0/spectra/99", 404)]
    [InlineData("/api/runs/11223344556677880000000000000001/channels/0/spectra/-1", 404)]
    [InlineData("/api/runs/11223344556677880000000000000001/channels/0/samples?points=0", 400)]
    [InlineData("/api/runs/11223344556677880000000000000001/channels/0/samples?points=abc", 400)]
    [InlineData("/api/runs/11223344556677880000000000000001/channels/0/samples?from_s=9&to_s=1", 400)]
    [InlineData("/api/runs/11223344556677880000000000000001/channels/0/samples?from_s=NaN", 400)]
    [InlineData("/api/runs?limit=0", 400)]
    [InlineData("/api/runs?device=../../etc", 400)]
    [InlineData("/api/nothing", 404)]
    [InlineData("/../../../../etc/passwd", 404)]
    [InlineData("/..%2f..%2fetc%2fpasswd", 404)]
    [InlineData("/EdgeTester.Web.dll", 404)]
    public async Task What_cannot_be_answered_is_refused_with_a_problem_in_words(string path, int status)
    {
        var response = await _bench.Http.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        var problem = JsonNode.Parse(
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        )!;
        Assert.StartsWith("urn:edgetester:problem:", (string)problem["type"]!);
        Assert.NotEmpty((string)problem["detail"]!);
    }

    [Theory]
    [InlineData("{", 400, "bad-request")]
    [InlineData("[1]", 400, "bad-request")]
    [InlineData("{\"verb\":\"stop\",\"device\":\"vt-01\",\"channel\":0}", 503, "unavailable")]
    public async Task Orders_are_refused_where_they_cannot_be_given(string body, int status, string type)
    {
        var response = await PostAsync(new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains(
            type,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        var order = new HttpRequestMessage(HttpMethod.Post, "/api/commands")
        {
            Content = new StringContent(
                $"\"{new string('x', 2_000_000)}\"",
                Encoding.UTF8,
                "application/json"
            ),
        };
        // Else the client may still be sending when the host has refused and hung up.
        order.Headers.ExpectContinue = true;
        var refused = await _bench.Http.SendAsync(order, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
    }

    [Fact]
    public async Task A_body_that_is_no_json_is_refused()
    {
        var body = new StringContent("verb=stop", Encoding.UTF8, "application/x-www-form-urlencoded");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await PostAsync(body)).StatusCode);
    }

    [Fact]
    public async Task Pages_of_other_sites_can_neither_order_nor_read()
    {
        var order = new HttpRequestMessage(HttpMethod.Post, "/api/commands")
        {
            Content = new StringContent("{}", Encoding.UTF8, "application/json"),
        };
        order.Headers.Add("Origin", "https://evil.example");
        var refused = await _bench.Http.SendAsync(order, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);

        var rebound = new HttpRequestMessage(HttpMethod.Get, "/api/runs");
        rebound.Headers.Host = "evil.example";
        var wrong = await _bench.Http.SendAsync(rebound, TestContext.Current.CancellationToken);
        Assert.Equal(421, (int)wrong.StatusCode);
    }

    [Fact]
    public async Task The_page_is_served_and_asked_for_again_only_when_it_changed()
    {
        var page = await _bench.Http.GetAsync("/", TestContext.Current.CancellationToken);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.Contains("default-src 'none'", page.Headers.GetValues("Content-Security-Policy").Single());
        var again = new HttpRequestMessage(HttpMethod.Get, "/");
        again.Headers.IfNoneMatch.Add(page.Headers.ETag!);
        var same = await _bench.Http.SendAsync(again, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
    }

    [Fact]
    public async Task Health_is_good_while_data_can_be_taken_in()
    {
        var health = await _bench.GetAsync("/api/health");
        Assert.Equal("ok", (string)health["status"]!);
        Assert.Null((string?)health["store_trouble"]);
    }

    private Task<HttpResponseMessage> PostAsync(HttpContent body) =>
        _bench.Http.PostAsync("/api/commands", body, TestContext.Current.CancellationToken);

    private static double Largest(JsonNode values, int sign = 1) =>
        values.AsArray().Max(v => sign * (double)v!);
}
