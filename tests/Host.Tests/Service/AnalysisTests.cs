using System.Numerics;
using EdgeTester.Contracts;
using EdgeTester.Service;
using EdgeTester.Service.Analyses;
using EdgeTester.Storage;

namespace EdgeTester.Host.Tests.Service;

public sealed class AnalysisTests
{
    [Fact]
    public async Task Each_spectrum_is_analysed_once_also_over_a_restart()
    {
        await using var bench = await HostBench.StartAsync();
        await bench.AddAsync(StoredRun.Whole(StoredRun.Id(1), 2));
        Assert.Equal(6, (long)(await bench.GetAsync("/api/health"))["analyses_made"]!);

        // Frames that come while no host runs: here they are put in beside it, and nobody wakes the queue.
        await StoredRun.Whole(StoredRun.Id(2), 1).StoreAsync(bench.Host.Store);
        await bench.RestartAsync();
        await bench.Host.WhenAnalysedAsync(TestContext.Current.CancellationToken);

        Assert.Equal(3, (long)(await bench.GetAsync("/api/health"))["analyses_made"]!);
        Assert.Equal(6, bench.Host.Store.ReadResults(StoredRun.Id(1), 0).Count);
        Assert.Equal(3, bench.Host.Store.ReadResults(StoredRun.Id(2), 0).Count);
    }

    [Fact]
    public async Task A_spectrum_that_cannot_be_analysed_says_why_and_stops_nothing()
    {
        await using var bench = await HostBench.StartAsync();
        var run = new StoredRun(StoredRun.Id(3))
            .Event(RunEventCode.RunStarted, 0)
            .Spectrum(0, 1, points: 2)
            .Spectrum(1, 100, impedance: _ => Complex.Zero)
            .Spectrum(2, 200);
        await bench.AddAsync(run);

        var few = await bench.GetAsync($"/api/runs/{run.Run}/channels/0/spectra/0");
        Assert.Null(few["fit"]);
        Assert.NotEmpty((string)few["analysis"]!);
        var zero = await bench.GetAsync($"/api/runs/{run.Run}/channels/0/spectra/1");
        Assert.NotEmpty((string)zero["analysis"]!);
        var good = await bench.GetAsync($"/api/runs/{run.Run}/channels/0/spectra/2");
        Assert.NotNull(good["fit"]);
        Assert.Equal("", (string)good["analysis"]!);
    }

    [Fact]
    public async Task A_page_hears_of_what_a_worker_of_another_process_has_made()
    {
        var folder = Directory.CreateTempSubdirectory("edgetester-host-").FullName;
        var database = Path.Combine(folder, "edgetester.db");
        await using (
            var host = await EdgeTesterHost.StartAsync(
                new HostOptions
                {
                    DatabasePath = database,
                    HttpPort = 0,
                    AnalysisCores = -1,
                },
                TimeProvider.System,
                TestContext.Current.CancellationToken
            )
        )
        {
            using var http = new HttpClient { BaseAddress = host.Address };
            await using var page = await EventReader.OpenAsync(http);
            await page.NextAsync("channels");
            await using var elsewhere = RunStores.Open(database, TimeProvider.System);
            // What is there at the first look is no news, so results are made until one is heard of.
            var hearing = page.NextAsync("spectrum");
            for (ulong k = 10; !hearing.IsCompleted; k++)
            {
                var run = new StoredRun(StoredRun.Id(k)).Spectrum(0, 1, points: 18);
                await run.StoreAsync(elsewhere);
                await new AnalysisWorker(
                    elsewhere,
                    TimeProvider.System,
                    new AnalysisWorkerOptions { Name = "elsewhere", UntilDone = true }
                ).RunAsync(TestContext.Current.CancellationToken);
            }
            var heard = await hearing;
            Assert.Equal(0, (long)heard["spectrum"]!);
        }
        Directory.Delete(folder, true);
    }

    [Fact]
    public async Task An_unfinished_spectrum_is_shown_and_waits()
    {
        await using var bench = await HostBench.StartAsync();
        var run = new StoredRun(StoredRun.Id(4)).Event(RunEventCode.RunStarted, 0).Spectrum(0, 1);
        await bench.AddAsync(run, drop: k => k > 20);
        var spectrum = await bench.GetAsync($"/api/runs/{run.Run}/channels/0/spectra/0");
        Assert.False((bool)spectrum["is_complete"]!);
        Assert.Equal(20, spectrum["frequency_hz"]!.AsArray().Count);
        Assert.Equal("The spectrum is still being measured.", (string)spectrum["analysis"]!);
    }
}
