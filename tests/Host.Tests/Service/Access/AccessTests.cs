using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using EdgeTester.Service;
using EdgeTester.Service.Access;

namespace EdgeTester.Host.Tests.Service.Access;

/// <summary>Who may do what, against a real host on the loopback address.</summary>
public sealed class AccessTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgetester-access-").FullName;
    private EdgeTesterHost? _host;

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        Directory.Delete(_folder, true);
    }

    [Fact]
    public async Task Without_tokens_the_loopback_address_asks_nobody()
    {
        using var http = await StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/api/runs", Cancelled)).StatusCode);
        var session = await http.GetFromJsonAsync<JsonNode>("/api/session", Cancelled);
        Assert.Equal("admin", (string)session!["role"]!);
        Assert.False((bool)session["token_asked"]!);
    }

    [Fact]
    public async Task With_one_token_everybody_needs_one()
    {
        var tokens = Tokens();
        tokens.Add("anna", AccessRole.Viewer);
        using var http = await StartAsync();
        foreach (
            var path in new[]
            {
                "/api/runs",
                "/api/channels",
                "/api/devices",
                "/api/health",
                "/api/commands",
                "/api/stream",
                "/api/openapi.json",
                "/api/tokens",
                "/api/nowhere",
                "/metrics",
                "/nowhere",
            }
        )
        {
            var response = await http.GetAsync(path, Cancelled);
            Assert.True(response.StatusCode == HttpStatusCode.Unauthorized, $"{path}: {response.StatusCode}");
            Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
        }
        // The page itself holds no data, and has to be there to ask.
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/", Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/app.js", Cancelled)).StatusCode);
    }

    [Theory]
    [InlineData(AccessRole.Viewer, 200, 403, 403)]
    [InlineData(AccessRole.Operator, 200, 503, 403)]
    [InlineData(AccessRole.Admin, 200, 503, 200)]
    public async Task A_role_may_what_it_may(AccessRole role, int read, int order, int admin)
    {
        var token = Tokens().Add("one", role);
        using var http = await StartAsync();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Assert.Equal(read, (int)(await http.GetAsync("/api/runs", Cancelled)).StatusCode);
        // Without a broker an order that is allowed comes as far as the desk: 503.
        var stop = new
        {
            verb = "stop",
            device = "x-1",
            channel = 0,
            run_id = new string('a', 32),
        };
        Assert.Equal(order, (int)(await http.PostAsJsonAsync("/api/commands", stop, Cancelled)).StatusCode);
        Assert.Equal(admin, (int)(await http.GetAsync("/api/tokens", Cancelled)).StatusCode);
        Assert.Equal(
            admin == 200 ? 404 : 403,
            (int)(await http.DeleteAsync("/api/tokens/nobody", Cancelled)).StatusCode
        );
    }

    [Fact]
    public async Task A_token_that_is_withdrawn_counts_no_more_and_a_new_one_counts_at_once()
    {
        var tokens = Tokens();
        var first = tokens.Add("first", AccessRole.Viewer);
        using var http = await StartAsync();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, first));

        var second = tokens.Add("second", AccessRole.Viewer);
        Assert.True(tokens.Remove("first"));

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, second));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(http, first));
    }

    [Fact]
    public async Task The_page_keeps_its_token_in_a_cookie_that_scripts_cannot_read()
    {
        var token = Tokens().Add("page", AccessRole.Viewer);
        using var http = await StartAsync();
        var wrong = await http.PostAsJsonAsync("/api/session", new { token = "guess" }, Cancelled);
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);

        var right = await http.PostAsJsonAsync("/api/session", new { token }, Cancelled);

        var cookie = right.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie);
        Assert.Contains("samesite=strict", cookie);
        // The client keeps cookies, as a browser does.
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/api/runs", Cancelled)).StatusCode);
        await http.DeleteAsync("/api/session", Cancelled);
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/api/runs", Cancelled)).StatusCode);
    }

    [Fact]
    public async Task Whoever_tries_tokens_is_barred_and_bystanders_without_one_are_still_told_what_is_missing()
    {
        Tokens().Add("real", AccessRole.Viewer);
        using var http = await StartAsync();
        var codes = new List<HttpStatusCode>();
        for (var k = 0; k < 15; k++)
            codes.Add(await StatusAsync(http, "edgetester_" + k));
        Assert.Equal(HttpStatusCode.Unauthorized, codes[0]);
        Assert.Equal(HttpStatusCode.TooManyRequests, codes[^1]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/api/runs", Cancelled)).StatusCode);
    }

    [Fact]
    public async Task More_requests_than_the_rate_allows_are_refused_with_the_time_to_wait()
    {
        using var http = await StartAsync(o => o with { RequestsPerSecond = 0.5 });
        var responses = new List<HttpResponseMessage>();
        for (var k = 0; k < 12; k++)
            responses.Add(await http.GetAsync("/api/session", Cancelled));
        Assert.Equal(HttpStatusCode.OK, responses[0].StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, responses[^1].StatusCode);
        Assert.NotNull(responses[^1].Headers.RetryAfter);
    }

    [Fact]
    public async Task Over_TLS_with_a_token_other_addresses_are_served_and_without_one_of_both_they_are_not()
    {
        using var authority = new EdgeTester.Host.Tests.Mqtt.TestAuthority();
        HostOptions Open(HostOptions o) =>
            o with
            {
                HttpAddress = "0.0.0.0",
                TlsCertificatePath = authority.ServerFile,
                TlsKeyPath = authority.ServerKeyFile,
            };
        var bare = await Assert.ThrowsAsync<HostException>(() => StartAsync(Open));
        Assert.Contains("edgetester token add", bare.Message);
        var token = Tokens().Add("far", AccessRole.Viewer);
        var plain = await Assert.ThrowsAsync<HostException>(() =>
            StartAsync(o => o with { HttpAddress = "0.0.0.0" })
        );
        Assert.Contains("no TLS", plain.Message);

        using var http = await StartAsync(Open);

        Assert.Equal("https", _host!.Address.Scheme);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, token));
    }

    [Fact]
    public async Task A_damaged_token_file_locks_the_door()
    {
        var tokens = Tokens();
        var token = tokens.Add("anna", AccessRole.Admin);
        using var http = await StartAsync();
        File.WriteAllText(AccessTokens.PathIn(_folder), "[{\"name\": ");
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(http, token));
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/api/runs", Cancelled)).StatusCode);
        await _host!.DisposeAsync();
        _host = null;
        var failure = await Assert.ThrowsAsync<HostException>(() => StartAsync());
        Assert.Contains("access-tokens.json", failure.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("../x")]
    [InlineData("ä")]
    public void Names_that_could_confuse_the_audit_are_refused(string name) =>
        Assert.Throws<HostException>(() => Tokens().Add(name, AccessRole.Viewer));

    [Fact]
    public void The_file_holds_no_token_and_only_its_owner_reads_it()
    {
        var token = Tokens().Add("anna", AccessRole.Admin);
        var path = AccessTokens.PathIn(_folder);
        Assert.DoesNotContain(token[AccessTokens.Prefix.Length..], File.ReadAllText(path));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void A_token_expires()
    {
        var clock = new SettableTime(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var tokens = new AccessTokens(AccessTokens.PathIn(_folder), clock);
        var token = tokens.Add("guest", AccessRole.Viewer, TimeSpan.FromDays(2));
        Assert.NotNull(tokens.Find(token));
        clock.Now += TimeSpan.FromDays(2);
        Assert.Null(tokens.Find(token));
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private AccessTokens Tokens() => new(AccessTokens.PathIn(_folder), TimeProvider.System);

    private async Task<HttpClient> StartAsync(Func<HostOptions, HostOptions>? change = null)
    {
        var options = new HostOptions { DatabasePath = Path.Combine(_folder, "host.db"), HttpPort = 0 };
        _host = await EdgeTesterHost.StartAsync(
            change?.Invoke(options) ?? options,
            TimeProvider.System,
            Cancelled
        );
        var handler = new HttpClientHandler
        {
            // What certificate is shown is the business of another test.
            ServerCertificateCustomValidationCallback = (_, _, _, _) => true,
        };
        var address = new UriBuilder(_host.Address) { Host = "127.0.0.1" };
        return new HttpClient(handler) { BaseAddress = address.Uri };
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/runs");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.SendAsync(request, Cancelled);
        return response.StatusCode;
    }

    private sealed class SettableTime(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
