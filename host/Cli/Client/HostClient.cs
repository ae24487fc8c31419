using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Service.Calibration;
using EdgeTester.Service.Methods;

namespace EdgeTester.Cli.Client;

/// <summary>The host's HTTP API, as any script could use it.</summary>
public sealed class HostClient : IDisposable
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new NullIsNotANumber() },
    };

    private readonly HttpClient http;
    private readonly Uri address;

    /// <summary>A client of one host.</summary>
    /// <param name="address">For example http://127.0.0.1:5080.</param>
    /// <exception cref="CliException">The address is none.</exception>
    public HostClient(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw new CliException(
                ExitCode.Usage,
                $"--host '{address}': expected an address such as {DefaultAddress}"
            );
        this.address = uri;
        http = new HttpClient(TrustedConnection.Handler())
        {
            BaseAddress = uri,
            Timeout = TimeSpan.FromSeconds(60),
        };
        if (Environment.GetEnvironmentVariable("EDGETESTER_TOKEN") is { Length: > 0 } token)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Trim());
    }

    /// <summary>Where <c>serve</c> listens when nothing else is said.</summary>
    public const string DefaultAddress = "http://127.0.0.1:5080";

    /// <summary>All channels.</summary>
    public Task<ChannelAnswer[]> ChannelsAsync(CancellationToken cancellation) =>
        GetAsync<ChannelAnswer[]>("api/channels", cancellation);

    /// <summary>All runs, newest first.</summary>
    public Task<RunAnswer[]> RunsAsync(CancellationToken cancellation) =>
        GetAsync<RunAnswer[]>("api/runs?limit=500", cancellation);

    /// <summary>One run, whole.</summary>
    public Task<JsonElement> RunAsync(string run, int channel, CancellationToken cancellation) =>
        GetAsync<JsonElement>($"{Base(run, channel)}", cancellation);

    /// <summary>Its spectra.</summary>
    public Task<SpectrumSummaryAnswer[]> SpectraAsync(
        string run,
        int channel,
        CancellationToken cancellation
    ) => GetAsync<SpectrumSummaryAnswer[]>($"{Base(run, channel)}/spectra", cancellation);

    /// <summary>One of them with its analyses.</summary>
    public Task<SpectrumAnswer> SpectrumAsync(
        string run,
        int channel,
        int number,
        CancellationToken cancellation
    ) => GetAsync<SpectrumAnswer>($"{Base(run, channel)}/spectra/{number}", cancellation);

    /// <summary>The count of its records.</summary>
    public Task<VerifyAnswer> VerifyAsync(string run, int channel, CancellationToken cancellation) =>
        GetAsync<VerifyAnswer>($"{Base(run, channel)}/verify", cancellation);

    /// <summary>Its report, a whole HTML page.</summary>
    public async Task<string> ReportAsync(string run, int channel, CancellationToken cancellation)
    {
        using var response = await SendAsync(
            new HttpRequestMessage(HttpMethod.Get, $"{Base(run, channel)}/report"),
            cancellation
        );
        return await response.Content.ReadAsStringAsync(cancellation);
    }

    /// <summary>What the methods find in the records of runs.</summary>
    /// <param name="runs">Runs as identity:channel.</param>
    /// <param name="query">More parameters, each with its leading ampersand.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<MethodDocument[]> MethodsAsync(
        IReadOnlyList<string> runs,
        string query,
        CancellationToken cancellation
    ) =>
        GetAsync<MethodDocument[]>(
            "api/methods?" + string.Join('&', runs.Select(r => "run=" + Uri.EscapeDataString(r))) + query,
            cancellation
        );

    /// <summary>Tells a channel to do something.</summary>
    public async Task<CommandAnswer> CommandAsync(object body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/commands")
        {
            Content = JsonContent.Create(body, options: Options),
        };
        using var response = await SendAsync(request, cancellation);
        return await ReadAsync<CommandAnswer>(response, cancellation);
    }

    /// <summary>Whether the host can take data in; asks for no token.</summary>
    /// <exception cref="CliException">It does not answer.</exception>
    public async Task<bool> IsReadyToTakeAsync(CancellationToken cancellation)
    {
        try
        {
            using var response = await http.GetAsync("readyz", cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException e)
        {
            throw new CliException(ExitCode.Unavailable, $"no host answers at {address} ({e.Message})");
        }
    }

    /// <summary>All testers that have introduced themselves.</summary>
    internal Task<DeviceAnswer[]> DevicesAsync(CancellationToken cancellation) =>
        GetAsync<DeviceAnswer[]>("api/devices", cancellation);

    /// <summary>Has the host keep a certificate.</summary>
    internal async Task KeepCertificateAsync(
        CalibrationCertificate certificate,
        CancellationToken cancellation
    )
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Put,
            $"api/devices/{Uri.EscapeDataString(certificate.Device)}/calibration"
        )
        {
            Content = JsonContent.Create(certificate, options: Options),
        };
        using var response = await SendAsync(request, cancellation);
    }

    /// <summary>Has a tester make its calibration.</summary>
    public async Task<CommandAnswer> CalibrateAsync(
        string device,
        object body,
        CancellationToken cancellation
    )
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            $"api/devices/{Uri.EscapeDataString(device)}/calibration"
        )
        {
            Content = JsonContent.Create(body, options: Options),
        };
        using var response = await SendAsync(request, cancellation);
        return await ReadAsync<CommandAnswer>(response, cancellation);
    }

    /// <summary>Samples of a time window, not thinned up to so many.</summary>
    public Task<SamplesAnswer> SamplesAsync(
        string run,
        int channel,
        int points,
        CancellationToken cancellation
    ) => GetAsync<SamplesAnswer>($"{Base(run, channel)}/samples?points={points}", cancellation);

    /// <summary>Whether the host answers.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        try
        {
            using var response = await http.GetAsync("api/health", cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose() => http.Dispose();

    private static string Base(string run, int channel) =>
        $"api/runs/{Uri.EscapeDataString(run)}/channels/{channel}";

    private async Task<T> GetAsync<T>(string path, CancellationToken cancellation)
    {
        using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, path), cancellation);
        return await ReadAsync<T>(response, cancellation);
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellation
    )
    {
        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(request, cancellation);
        }
        catch (HttpRequestException e)
        {
            throw new CliException(
                ExitCode.Unavailable,
                $"no host answers at {address} ({e.Message}): start one with 'edgetester serve', or name it with --host"
            );
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new CliException(ExitCode.Unavailable, $"the host at {address} does not answer in time");
        }
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw new CliException(
                (int)response.StatusCode is >= 400 and < 500 ? ExitCode.BadInput : ExitCode.Unavailable,
                await ReasonAsync(response, cancellation)
            );
    }

    private static async Task<string> ReasonAsync(
        HttpResponseMessage response,
        CancellationToken cancellation
    )
    {
        try
        {
            var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Options, cancellation);
            foreach (var field in new[] { "detail", "title" })
                if (problem.TryGetProperty(field, out var text) && text.ValueKind == JsonValueKind.String)
                    return text.GetString()!;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            // No problem document: the status says what there is to say.
        }
        return $"the host refuses ({(int)response.StatusCode} {response.ReasonPhrase})";
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<T>(Options, cancellation)
                ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new CliException(ExitCode.Unavailable, $"the host's answer is not understood: {e.Message}");
        }
    }
}
