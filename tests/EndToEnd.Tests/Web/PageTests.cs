using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace EdgeTester.EndToEnd.Tests.Web;

/// <summary>The page in a real browser.</summary>
public sealed class PageTests(PageFixture fixture) : IClassFixture<PageFixture>, IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly ConcurrentQueue<string> _complaints = new();
    private IPage _page = null!;

    private static string RunAddress => $"#/run/{PageFixture.Run}/0";

    public async ValueTask InitializeAsync()
    {
        if (fixture.Obstacle is null)
            await OpenAsync(1280, 900, ColorScheme.Light);
    }

    public async ValueTask DisposeAsync()
    {
        if (_page is not null)
            await _page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_overview_leads_to_a_run_whose_charts_have_data()
    {
        Demand();
        await _page.GotoAsync(Address("#/"));
        var card = _page.Locator(".card");
        await card.WaitForAsync();
        await Assertions.Expect(card.Locator(".badge")).ToContainTextAsync("0 missing of");
        await card.Locator("a").ClickAsync();

        await Assertions.Expect(_page.Locator("h1")).ToContainTextAsync("run 11223344");
        await _page.Locator(".u-over").First.WaitForAsync();
        await Assertions.Expect(_page.Locator(".fit-table, .tables table").First).ToContainTextAsync("R1");
        Assert.Equal(43, await DotsAsync("Nyquist plot of spectrum 3"));
        Assert.Equal(86, await DotsAsync("Bode plot of spectrum 3"));
        Assert.True(await LineAsync("Distribution of relaxation times of spectrum 3") > 50);
        Assert.True(await LineAsync("Nyquist plots of 4 spectra") > 4 * 40);
        Assert.True(await LineAsync("Waterfall of 4 distributions of relaxation times") > 4 * 50);
        Assert.True(await InkAsync(0) > 200, "the voltage chart is empty");
        Assert.True(await InkAsync(1) > 200, "the current chart is empty");
        Assert.Contains("consistent", await _page.Locator(".verdict").InnerTextAsync());
        Assert.Contains("all steps are done", await _page.Locator(".tall").InnerTextAsync());
        DemandPeace();
    }

    [Fact]
    public async Task An_alarm_stands_above_the_page_until_somebody_has_seen_it()
    {
        Demand();
        await _page.GotoAsync(Address("#/"));
        await _page.Locator(".card").WaitForAsync();
        await Assertions.Expect(_page.Locator(".alarms")).ToBeHiddenAsync();
        using var http = new HttpClient { BaseAddress = fixture.Host.Address };
        await http.PostAsync("/api/alarms/trial", null, TestContext.Current.CancellationToken);
        await Assertions.Expect(_page.Locator(".alarms")).ToContainTextAsync("A trial of the alarms");
        if (Environment.GetEnvironmentVariable("EDGETESTER_SCREENSHOTS") is { Length: > 0 } folder)
            await _page.ScreenshotAsync(
                new PageScreenshotOptions { Path = Path.Combine(folder, "alarm.png") }
            );
        await _page.ReloadAsync();
        await Assertions.Expect(_page.Locator(".alarms")).ToContainTextAsync("A trial of the alarms");

        await _page.Locator(".alarms button").ClickAsync();

        await Assertions.Expect(_page.Locator(".alarms")).ToBeHiddenAsync();
        DemandPeace();
    }

    [Fact]
    public async Task Nothing_is_asked_of_any_other_host()
    {
        Demand();
        await _page.GotoAsync(Address(RunAddress));
        await _page.Locator(".u-over").First.WaitForAsync();
        await _page.Locator("svg[aria-label^='Nyquist']").First.WaitForAsync();
        await _page.GotoAsync(Address("#/runs"));
        await _page.Locator("table.runs a").First.WaitForAsync();
        Assert.NotEmpty(_requests);
        Assert.All(_requests, url => Assert.StartsWith(fixture.Host.Address.AbsoluteUri, url));
        DemandPeace();
    }

    [Fact]
    public async Task One_ohm_is_as_long_across_as_it_is_up()
    {
        Demand();
        await _page.GotoAsync(Address(RunAddress));
        await _page.Locator("svg[aria-label^='Nyquist plot of']").WaitForAsync();
        var lengths = await _page.EvaluateAsync<double[]>(
            """
            () => {
              const svg = document.querySelector("svg[aria-label^='Nyquist plot of']");
              const ticks = (anchor, at) => [...svg.querySelectorAll(`text.tick[text-anchor=${anchor}]`)]
                .map(t => [parseFloat(t.textContent.replace("−", "-")), parseFloat(t.getAttribute(at))]);
              const each = list => Math.abs((list.at(-1)[1] - list[0][1]) / (list.at(-1)[0] - list[0][0]));
              return [each(ticks("middle", "x")), each(ticks("end", "y"))];
            }
            """
        );
        Assert.Equal(lengths[0], lengths[1], lengths[0] * 0.01);
    }

    [Fact]
    public async Task Zooming_reads_the_part_and_escape_the_whole()
    {
        Demand();
        await _page.GotoAsync(Address(RunAddress));
        await _page.Locator(".u-over").First.WaitForAsync();
        await _page.Locator(".time-chart").FocusAsync();
        var part = _page.WaitForRequestAsync(request => request.Url.Contains("from_s="));
        await _page.Keyboard.PressAsync("+");
        Assert.Contains("to_s=", (await part).Url);
        var button = _page.GetByRole(AriaRole.Button, new() { Name = "Whole run" });
        await Assertions.Expect(button).ToBeVisibleAsync();
        await _page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(button).ToBeHiddenAsync();
        DemandPeace();
    }

    [Fact]
    public async Task A_phone_shows_all_of_it_without_sideways_scrolling()
    {
        Demand();
        await _page.Context.CloseAsync();
        await OpenAsync(390, 844, ColorScheme.Dark);
        foreach (var view in new[] { "#/", RunAddress, "#/runs" })
        {
            await _page.GotoAsync(Address(view));
            await _page.WaitForTimeoutAsync(800);
            var excess = await _page.EvaluateAsync<int>(
                "() => document.documentElement.scrollWidth - window.innerWidth"
            );
            Assert.True(excess <= 0, $"{view} is {excess} px too wide");
        }
        DemandPeace();
    }

    [Fact]
    public async Task A_reader_without_a_mouse_reaches_a_run()
    {
        Demand();
        await _page.GotoAsync(Address("#/"));
        await _page.Locator(".card").WaitForAsync();
        for (var k = 0; k < 12; k++)
        {
            await _page.Keyboard.PressAsync("Tab");
            if (
                await _page.EvaluateAsync<bool>(
                    "() => document.activeElement.classList.contains('card-link')"
                )
            )
                break;
        }
        await _page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(_page.Locator("h2").First).ToContainTextAsync("Voltage and current");
    }

    [Fact]
    public async Task The_page_says_that_the_host_is_gone_and_is_live_again_when_it_is_back()
    {
        Demand();
        await _page.GotoAsync(Address("#/"));
        var link = _page.Locator(".link");
        await Assertions.Expect(link).ToHaveTextAsync("live");
        await fixture.RestartHostAsync(async () =>
        {
            await Assertions.Expect(link).ToHaveTextAsync("not connected");
            await Assertions
                .Expect(_page.Locator("#notice"))
                .ToContainTextAsync("connection to the host is lost");
            Assert.Equal(1, await _page.Locator(".card").CountAsync());
        });
        await Assertions.Expect(link).ToHaveTextAsync("live");
        await Assertions.Expect(_page.Locator("#notice")).ToHaveTextAsync("");
    }

    [Fact]
    public async Task A_run_that_is_not_there_is_told_in_words()
    {
        Demand();
        await _page.GotoAsync(Address($"#/run/{new string('f', 32)}/0"));
        await Assertions.Expect(_page.Locator(".problem")).ToContainTextAsync("is stored here");
    }

    private void Demand() => Assert.SkipUnless(fixture.Obstacle is null, fixture.Obstacle ?? "");

    private void DemandPeace() => Assert.Empty(_complaints);

    private string Address(string view) => fixture.Host.Address.AbsoluteUri + view;

    private async Task OpenAsync(int width, int height, ColorScheme scheme)
    {
        var context = await fixture.Browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                ViewportSize = new ViewportSize { Width = width, Height = height },
                ColorScheme = scheme,
            }
        );
        context.SetDefaultTimeout(120_000);
        _page = await context.NewPageAsync();
        _page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("data:", StringComparison.Ordinal))
                _requests.Enqueue(request.Url);
        };
        _page.PageError += (_, error) => _complaints.Enqueue(error);
        _page.Console += (_, message) =>
        {
            if (message.Type == "error")
                _complaints.Enqueue(message.Text);
        };
    }

    // Each dot is two arcs, each segment of a line one L.
    private Task<int> DotsAsync(string caption) => CountAsync(caption, "dots:not(.s2)", "a2.7", 2);

    private Task<int> LineAsync(string caption) => CountAsync(caption, "line", "L", 1);

    private async Task<int> CountAsync(string caption, string style, string mark, int each)
    {
        var svg = _page.Locator($"svg[aria-label='{caption}']");
        await svg.WaitForAsync();
        var paths = await svg.Locator($"path.{style}")
            .EvaluateAllAsync<string[]>("all => all.map(path => path.getAttribute('d'))");
        return paths.Sum(d => d.Split(mark).Length - 1) / each;
    }

    private Task<int> InkAsync(int chart) =>
        _page.EvaluateAsync<int>(
            """
            chart => {
              const canvas = document.querySelectorAll(".time-chart canvas")[chart];
              const colour = getComputedStyle(document.documentElement).getPropertyValue(chart ? "--s2" : "--s1").trim();
              const [r, g, b] = [1, 3, 5].map(k => parseInt(colour.slice(k, k + 2), 16));
              const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
              let ink = 0;
              for (let k = 0; k < data.length; k += 4)
                if (Math.abs(data[k] - r) + Math.abs(data[k + 1] - g) + Math.abs(data[k + 2] - b) < 30 && data[k + 3] > 200) ink++;
              return ink;
            }
            """,
            chart
        );
}
