using EdgeTester.Contracts;
using EdgeTester.Host.Tests.Messaging;
using EdgeTester.Host.Tests.Service;
using EdgeTester.Service.Analyses;
using EdgeTester.Storage;

namespace EdgeTester.Host.Tests.Storage;

/// <summary>The job table: each spectrum is analysed once, whoever dies.</summary>
public abstract partial class RunStoreContract
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(30);

    [Fact]
    public async Task A_job_belongs_to_one_worker_until_it_is_done()
    {
        IRunStore store = Open();
        await AppendAsync(store, Frames.Point(0, 0, 0, 2));
        Assert.Null(await store.Jobs.TakeAsync("a", Long, default));
        await AppendAsync(store, Frames.Point(1, 0, 1, 2), Frames.Point(2, 70, 0, 1));
        Assert.Equal(2, store.Jobs.Count());

        AnalysisJob first = (await store.Jobs.TakeAsync("a", Long, default))!;
        AnalysisJob second = (await store.Jobs.TakeAsync("b", Long, default))!;
        Assert.Null(await store.Jobs.TakeAsync("c", Long, default));
        Assert.Equal((0u, 64u), (first.FirstSpectrum, first.EndSpectrum));
        Assert.Equal((64u, 128u), (second.FirstSpectrum, second.EndSpectrum));
        Assert.Equal([0u], store.Jobs.ListOpen(first, "fit", 1));
        Assert.Equal([70u], store.Jobs.ListOpen(second, "fit", 1));

        Assert.True(await store.Jobs.SaveAsync(first, [Result(0)], Long, default));
        Assert.Empty(store.Jobs.ListOpen(first, "fit", 1));
        await store.Jobs.FinishAsync(first, default);
        Assert.Equal(1, store.Jobs.Count());
        Assert.False(await store.Jobs.SaveAsync(first, [Result(0)], Long, default));
    }

    [Fact]
    public async Task Who_lost_his_lease_can_write_nothing_more()
    {
        IRunStore store = Open();
        await AppendAsync(store, Frames.Point(0, 0, 0, 1), Frames.Point(1, 1, 0, 1));
        AnalysisJob slow = (await store.Jobs.TakeAsync("slow", TimeSpan.FromMilliseconds(1), default))!;
        await Task.Delay(30);
        AnalysisJob quick = (await store.Jobs.TakeAsync("quick", Long, default))!;
        Assert.NotEqual(slow.Token, quick.Token);

        Assert.False(await store.Jobs.SaveAsync(slow, [Result(0)], Long, default));
        await store.Jobs.FinishAsync(slow, default);
        Assert.Empty(store.ReadResults(Frames.Run, 0));
        Assert.Equal(1, store.Jobs.Count());
        Assert.True(await store.Jobs.SaveAsync(quick, [Result(0), Result(1)], Long, default));
        await store.Jobs.FinishAsync(quick, default);
        Assert.Equal(2, store.ReadResults(Frames.Run, 0).Count);
        Assert.Equal(0, store.Jobs.Count());
    }

    [Fact]
    public async Task Whoever_takes_a_job_is_told_how_many_workers_ended_at_a_spectrum_of_it()
    {
        IRunStore store = Open();
        await AppendAsync(store, Frames.Point(0, 0, 0, 1), Frames.Point(1, 1, 0, 1));
        AnalysisJob job = await TakeSoonAsync(store);
        Assert.False(job.IsRetaken);
        for (int ended = 0; ended < 4; ended++)
        {
            Assert.Equal(ended, await store.Jobs.BeginAsync(job, 1, Short, default));
            AnalysisJob next = await TakeSoonAsync(store);
            Assert.True(next.IsRetaken);
            Assert.Equal(-1, await store.Jobs.BeginAsync(job, 1, Short, default));
            job = next;
        }
        // Another spectrum, and one whose results were saved, begin at nothing.
        Assert.Equal(0, await store.Jobs.BeginAsync(job, 0, Short, default));
        job = await TakeSoonAsync(store);
        Assert.Equal(1, await store.Jobs.BeginAsync(job, 0, Short, default));
        Assert.True(await store.Jobs.SaveAsync(job, [Result(1)], Short, default));
        Assert.Equal(0, await store.Jobs.BeginAsync(job, 0, Long, default));
        // An end soon after the begin says nothing: a machine is switched off and on.
        await store.Jobs.ReleaseAsync("a", default);
        job = (await store.Jobs.TakeAsync("a", Long, default))!;
        Assert.True(job.IsRetaken);
        Assert.Equal(0, await store.Jobs.BeginAsync(job, 0, Long, default));
    }

    [Fact]
    public async Task Who_ends_in_order_leaves_no_suspicion_and_holds_up_nobody()
    {
        IRunStore store = Open();
        await AppendAsync(store, Frames.Point(0, 0, 0, 1));
        AnalysisJob job = (await store.Jobs.TakeAsync("a", Long, default))!;
        await store.Jobs.ReturnAsync(job, default);
        AnalysisJob next = (await store.Jobs.TakeAsync("b", Long, default))!;
        Assert.False(next.IsRetaken);
        await store.Jobs.ReturnAsync(job, default);
        Assert.Null(await store.Jobs.TakeAsync("c", Long, default));
        Assert.False(await store.Jobs.SaveAsync(job, [Result(0)], Long, default));
    }

    [Fact]
    public async Task A_spectrum_at_which_every_worker_ends_is_given_up_with_the_reason_and_holds_up_nobody()
    {
        IRunStore store = Open();
        var run = new StoredRun(StoredRun.Id(9));
        for (uint k = 0; k < 3; k++)
            run.Spectrum(k, 100 * k, points: 18);
        await run.StoreAsync(store);
        for (int ended = 0; ended <= 3; ended++)
            await store.Jobs.BeginAsync(await TakeSoonAsync(store), 0, Short, default);
        await store.Jobs.ReleaseAsync("a", default);

        await WorkAsync(retry: false);

        Assert.Equal(0, store.Jobs.Count());
        Assert.Equal(9, store.ReadResults(run.Run, 0).Count);
        Assert.All(
            store.ReadResults(run.Run, 0, 0),
            result => Assert.Contains("given up, because 3 workers ended", result.Json)
        );
        Assert.All(
            store.ReadResults(run.Run, 0).Where(result => result.Spectrum != 0),
            result => Assert.DoesNotContain("given", result.Json)
        );

        await WorkAsync(retry: true);

        Assert.Equal(9, store.ReadResults(run.Run, 0).Count);
        Assert.All(store.ReadResults(run.Run, 0), result => Assert.DoesNotContain("given", result.Json));

        Task WorkAsync(bool retry) =>
            new AnalysisWorker(
                store,
                TimeProvider.System,
                new AnalysisWorkerOptions
                {
                    Name = "careful",
                    UntilDone = true,
                    RetryGivenUp = retry,
                }
            ).RunAsync(default);
    }

    [Fact]
    public async Task What_one_worker_makes_is_news_to_all()
    {
        IRunStore store = Open();
        IRunStore other = Open();
        await AppendAsync(store, Frames.Point(0, 0, 0, 1), Frames.Point(1, 1, 0, 1));
        AnalysisJob job = (await store.Jobs.TakeAsync("a", Long, default))!;
        Assert.Empty(other.Jobs.ListNews(0, 10));
        await store.Jobs.SaveAsync(job, [Result(0)], Long, default);
        await store.Jobs.SaveAsync(job, [], Long, default);
        await store.Jobs.SaveAsync(job, [Result(1)], Long, default);
        await store.Jobs.FinishAsync(job, default);

        IReadOnlyList<ResultNews> news = other.Jobs.ListNews(0, 10);
        Assert.Equal([0u, 1u], news.Select(one => one.Spectrum.Spectrum));
        Assert.All(news, one => Assert.Equal(("a", Frames.Run), (one.Worker, one.Spectrum.Run)));
        Assert.Equal(1u, Assert.Single(other.Jobs.ListNews(news[0].Id, 10)).Spectrum.Spectrum);
        Assert.Equal(1u, Assert.Single(other.Jobs.ListNews(0, 1)).Spectrum.Spectrum);
        Assert.Empty(other.Jobs.ListNews(news[1].Id, 10));
    }

    [Fact]
    public async Task A_lease_from_a_clock_that_was_wrong_does_not_last_for_ever()
    {
        IRunStore store = Open();
        await AppendAsync(store, Frames.Point(0, 0, 0, 1));
        await store.Jobs.TakeAsync("a", TimeSpan.FromDays(400), default);
        Assert.NotNull(await store.Jobs.TakeAsync("b", Long, default));
    }

    [Fact]
    public async Task A_spectrum_that_is_added_while_its_job_is_done_is_not_forgotten()
    {
        IRunStore store = Open();
        await AppendAsync(store, Frames.Point(0, 0, 0, 1));
        AnalysisJob job = (await store.Jobs.TakeAsync("a", Long, default))!;
        await AppendAsync(store, Frames.Point(1, 1, 0, 1));
        await store.Jobs.FinishAsync(job, default);
        AnalysisJob again = (await store.Jobs.TakeAsync("b", Long, default))!;
        await store.Jobs.FinishAsync(again, default);
        Assert.Null(await store.Jobs.TakeAsync("c", Long, default));

        // A new version of a method brings both back.
        await store.Jobs.EnqueueAsync("fit", 2, default);
        AnalysisJob renewed = (await store.Jobs.TakeAsync("a", Long, default))!;
        Assert.Equal([0u, 1u], store.Jobs.ListOpen(renewed, "fit", 2));
        Assert.Null(await store.Jobs.TakeAsync("b", Long, default));
        await store.Jobs.ReleaseAsync("a", default);
        Assert.NotNull(await store.Jobs.TakeAsync("b", Long, default));
    }

    [Fact]
    public async Task Many_workers_never_take_the_same_job()
    {
        IRunStore store = Open();
        IRunStore other = Open();
        const int jobs = 40;
        for (uint k = 0; k < jobs; k++)
            await AppendAsync(store, Frames.Point(k, k * AnalysisJob.Spectra, 0, 1));
        var taken = new System.Collections.Concurrent.ConcurrentBag<AnalysisJob>();
        await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(worker =>
                    Task.Run(async () =>
                    {
                        IAnalysisJobs table = (worker % 2 == 0 ? store : other).Jobs;
                        while (await table.TakeAsync("w" + worker, Long, default) is { } job)
                            taken.Add(job);
                    })
                )
        );
        Assert.Equal(jobs, taken.Count);
        Assert.Equal(jobs, taken.Select(job => job.FirstSpectrum).Distinct().Count());
        Assert.Equal(jobs, taken.Select(job => job.Token).Distinct().Count());
    }

    [Fact]
    public async Task Kill_9_of_a_worker_leaves_every_spectrum_analysed_once_and_as_by_one_worker_alone()
    {
        const int runs = 3;
        const int spectra = 2;
        IRunStore store = Open();
        for (ulong k = 0; k < runs; k++)
            await SmallRun(k).StoreAsync(store);

        using (Child killed = StartWorker(4000))
        using (Child survivor = StartWorker(4000))
        {
            await Eventually.Holds(() => CountResults() > 0, "first results", 240);
            killed.Kill();
            await Eventually.Holds(() => store.Jobs.Count() == 0, "all is analysed", 240);
        }

        for (ulong k = 0; k < runs; k++)
        {
            IReadOnlyList<AnalysisResult> results = store.ReadResults(StoredRun.Id(k), 0);
            Assert.Equal(3 * spectra, results.Count);
            Assert.Equal(
                3 * spectra,
                results.Select(result => (result.Spectrum, result.Method)).Distinct().Count()
            );
        }
        using var folder = new StoreFolder();
        await using IRunStore alone = folder.Open();
        await SmallRun(0).StoreAsync(alone);
        var worker = new AnalysisWorker(
            alone,
            TimeProvider.System,
            new AnalysisWorkerOptions { Name = "alone", UntilDone = true }
        );
        await worker.RunAsync(default);
        Assert.Equal(3 * spectra, worker.Made);
        Assert.Equal(
            alone.ReadResults(StoredRun.Id(0), 0).Select(result => result.Json),
            store.ReadResults(StoredRun.Id(0), 0).Select(result => result.Json)
        );

        StoredRun SmallRun(ulong number)
        {
            var run = new StoredRun(StoredRun.Id(number));
            for (uint k = 0; k < spectra; k++)
                run.Spectrum(k, 100 * k, points: 18);
            return run;
        }

        int CountResults() =>
            Enumerable.Range(0, runs).Sum(k => store.ReadResults(StoredRun.Id((ulong)k), 0).Count);
    }

    /// <summary>Takes the job as soon as the short lease of whoever had it is over.</summary>
    private static async Task<AnalysisJob> TakeSoonAsync(IRunStore store)
    {
        AnalysisJob? job = null;
        while (job == null)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            job = await store.Jobs.TakeAsync("a", Short, default);
        }
        return job;
    }

    private static AnalysisResult Result(uint spectrum)
    {
        return new AnalysisResult
        {
            Run = Frames.Run,
            Channel = 0,
            Spectrum = spectrum,
            Method = "fit",
            Version = 1,
            Created = DateTimeOffset.UnixEpoch,
            Json = "{}",
        };
    }
}
