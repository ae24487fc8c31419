using EdgeTester.Contracts;
using EdgeTester.Host.Tests.Service;
using EdgeTester.Service;
using Microsoft.Playwright;

namespace EdgeTester.EndToEnd.Tests.Web;

/// <summary>A host with one analysed run, and a browser; both once for all tests of the page.</summary>
public sealed class PageFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgetester-page-").FullName;
    private IPlaywright? _playwright;

    internal static RunId Run { get; } = StoredRun.Id(42);

    internal EdgeTesterHost Host { get; private set; } = null!;

    internal IBrowser Browser { get; private set; } = null!;

    /// <summary>Why there is no browser, or null.</summary>
    internal string? Obstacle { get; private set; }

    public async ValueTask InitializeAsync()
    {
        var program = Environment.GetEnvironmentVariable("EDGETESTER_CHROMIUM") ?? "/usr/bin/chromium";
        if (!File.Exists(program))
        {
            Obstacle =
                $"{program} is missing: apt-get install chromium, or name a browser in EDGETESTER_CHROMIUM";
            return;
        }
        await StartHostAsync(0);
        await StoredRun.Whole(Run, 4).StoreAsync(Host.Store);
        await Host.WhenAnalysedAsync(default);
        await RestartHostAsync();
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(60_000);
        Browser = await _playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = program,
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--disable-quic",
                ],
            }
        );
    }

    /// <summary>Ends the host and starts it again on the same port.</summary>
    internal async Task RestartHostAsync(Func<Task>? between = null)
    {
        var port = Host.Address.Port;
        await Host.DisposeAsync();
        if (between is not null)
            await between();
        await StartHostAsync(port);
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
            await Browser.DisposeAsync();
        _playwright?.Dispose();
        if (Host is not null)
            await Host.DisposeAsync();
        Directory.Delete(_folder, true);
    }

    private async Task StartHostAsync(int port) =>
        Host = await EdgeTesterHost.StartAsync(
            new HostOptions { DatabasePath = Path.Combine(_folder, "page.db"), HttpPort = port },
            TimeProvider.System,
            default
        );
}
