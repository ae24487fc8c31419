using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeTester.Analysis;
using EdgeTester.Analysis.Fitting;
using EdgeTester.Contracts;
using EdgeTester.Service.Api;
using EdgeTester.Storage;

namespace EdgeTester.Service.Analyses;

/// <summary>
/// Takes jobs and analyses their spectra one after the other, because a fit starts from the one before. It starts anew with
/// each job, so what comes out does not depend on who does which job when.
/// </summary>
/// <param name="store">Where spectra and results are.</param>
/// <param name="time">The clock.</param>
/// <param name="name">Name of the worker: whoever begins anew under it gets back what he had.</param>
/// <param name="lease">How long nothing may be heard from us before somebody else may take a job; renewed at a third of it.</param>
/// <param name="done">Told of each spectrum whose results are durable.</param>
/// <param name="log">Told what an operator should know.</param>
internal sealed class JobWorker(
    IRunStore store,
    TimeProvider time,
    string name,
    TimeSpan lease,
    Action<SpectrumKey> done,
    Action<string> log
)
{
    private const uint LookBack = 3;

    /// <summary>So many workers may end at one spectrum before it is given up.</summary>
    private const int Patience = 3;

    /// <summary>Stands in the results of what was given up, and nowhere else.</summary>
    public const string GivenUpMark = "\"given_up\":true";
    private long _made;

    /// <summary>Results that were made since the start.</summary>
    public long Made => Interlocked.Read(ref _made);

    /// <summary>Gives back what an earlier one of this name had, and puts in what lacks a result of a method of today.</summary>
    /// <exception cref="StoreException">The store cannot be used.</exception>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        await store.Jobs.ReleaseAsync(name, cancellation).ConfigureAwait(false);
        foreach (var method in AnalysisMethod.All)
            await store.Jobs.EnqueueAsync(method.Name, method.Version, cancellation).ConfigureAwait(false);
    }

    /// <summary>Works on so many jobs at once until there is none to take.</summary>
    /// <exception cref="StoreException">The store cannot be used.</exception>
    public Task DoAllAsync(int cores, CancellationToken cancellation) =>
        Task.WhenAll(
            Enumerable
                .Range(0, cores)
                .Select(_ =>
                    Task.Run(
                        async () =>
                        {
                            while (await DoOneAsync(cancellation).ConfigureAwait(false)) { }
                        },
                        cancellation
                    )
                )
        );

    /// <summary>Takes one job and does it; false where there is none.</summary>
    private async Task<bool> DoOneAsync(CancellationToken cancellation)
    {
        if (await store.Jobs.TakeAsync(name, lease, cancellation).ConfigureAwait(false) is not { } job)
            return false;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var renewing = RenewAsync(job, ending.Token);
        try
        {
            await DoAsync(job, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await ReturnAsync(job).ConfigureAwait(false);
            throw;
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return true;
    }

    /// <summary>Whoever ends in order leaves no suspicion on what he had, and nobody has to wait for his lease.</summary>
    private async Task ReturnAsync(AnalysisJob job)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2), time);
        try
        {
            await store.Jobs.ReturnAsync(job, limit.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is StoreException or OperationCanceledException)
        {
            // Then its lease ends by itself.
        }
    }

    private async Task DoAsync(AnalysisJob job, CancellationToken cancellation)
    {
        var fits = new Dictionary<uint, FitDocument>();
        var saving = Task.FromResult(true);
        foreach (var (spectrum, methods) in Wanted(job))
        {
            var key = new SpectrumKey(job.Run, job.Channel, spectrum);
            var ended = 0;
            if (job.IsRetaken && await saving.ConfigureAwait(false))
                ended = await store.Jobs.BeginAsync(job, spectrum, lease, cancellation).ConfigureAwait(false);
            var results =
                ended < Patience
                    ? Analyse(key, job, methods, fits, cancellation)
                    : methods.ConvertAll(method => GiveUp(key, method));
            // The next spectrum is analysed while this one goes to the disk.
            if (!await saving.ConfigureAwait(false))
                break;
            saving = SaveAsync(job, results, cancellation);
        }
        if (await saving.ConfigureAwait(false))
            await store.Jobs.FinishAsync(job, cancellation).ConfigureAwait(false);
        else
            log(
                $"Run {job.Run} channel {job.Channel}, spectra from {job.FirstSpectrum}: nothing was heard from us for "
                    + $"{lease.TotalSeconds:0} s, so another worker has them now."
            );
    }

    /// <summary>A slow machine must not lose what it is still working on.</summary>
    private async Task RenewAsync(AnalysisJob job, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(lease / 3, time);
        while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false))
            if (!await store.Jobs.SaveAsync(job, [], lease, cancellation).ConfigureAwait(false))
                return;
    }

    private SortedDictionary<uint, List<AnalysisMethod>> Wanted(AnalysisJob job)
    {
        var wanted = new SortedDictionary<uint, List<AnalysisMethod>>();
        foreach (var method in AnalysisMethod.All)
        foreach (var spectrum in store.Jobs.ListOpen(job, method.Name, method.Version))
        {
            if (!wanted.TryGetValue(spectrum, out var methods))
                wanted.Add(spectrum, methods = []);
            methods.Add(method);
        }
        return wanted;
    }

    private async Task<bool> SaveAsync(
        AnalysisJob job,
        List<AnalysisResult> results,
        CancellationToken cancellation
    )
    {
        if (!await store.Jobs.SaveAsync(job, results, lease, cancellation).ConfigureAwait(false))
            return false;
        Interlocked.Add(ref _made, results.Count);
        done(new SpectrumKey(job.Run, job.Channel, results[0].Spectrum!.Value));
        return true;
    }

    private List<AnalysisResult> Analyse(
        SpectrumKey key,
        AnalysisJob job,
        List<AnalysisMethod> methods,
        Dictionary<uint, FitDocument> fits,
        CancellationToken cancellation
    )
    {
        var points = store.ReadSpectrum(key.Run, key.Channel, key.Spectrum);
        var results = new List<AnalysisResult>();
        KramersKronigDocument? test = null;
        foreach (var method in methods)
            results.Add(ResultOf(key, method, Make(method)));
        return results;

        string Make(AnalysisMethod method)
        {
            try
            {
                var spectrum = StoredSpectrum.Usable(points, $"run {key.Run} spectrum {key.Spectrum}");
                if (method == AnalysisMethod.KramersKronig)
                    return ToJson(test = SpectrumAnalyst.Validate(spectrum));
                if (method == AnalysisMethod.Relaxation)
                    return ToJson(SpectrumAnalyst.Relax(spectrum));
                test ??= new StoredAnalyses(store).KramersKronig(key);
                var fit = SpectrumAnalyst.Fit(spectrum, test, Before(key, job, fits), cancellation);
                fits[key.Spectrum] = fit;
                return ToJson(fit);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // A spectrum that cannot be analysed must not be tried for ever nor stop the others: its result is the reason.
                if (failure is not (SpectrumException or FitException or ArgumentException))
                    log($"Analysis {method.Name} of {key} failed: {failure}");
                return ToJson(new FailureDocument(failure.Message));
            }
        }
    }

    private AnalysisResult GiveUp(SpectrumKey key, AnalysisMethod method)
    {
        log($"Analysis {method.Name} of {key} is given up: {Patience} workers ended while they were at it.");
        return ResultOf(
            key,
            method,
            ToJson(
                new FailureDocument(
                    $"given up, because {Patience} workers ended while they analysed this spectrum "
                        + "('edgetester worker --retry-given-up' tries it once more)",
                    GivenUp: true
                )
            )
        );
    }

    private AnalysisResult ResultOf(SpectrumKey key, AnalysisMethod method, string json) =>
        new()
        {
            Run = key.Run,
            Channel = key.Channel,
            Spectrum = key.Spectrum,
            Method = method.Name,
            Version = method.Version,
            Created = time.GetUtcNow(),
            Json = json,
        };

    private (long, FitDocument)? Before(SpectrumKey key, AnalysisJob job, Dictionary<uint, FitDocument> fits)
    {
        for (
            var back = 1u;
            back <= LookBack && key.Spectrum - back >= job.FirstSpectrum && back <= key.Spectrum;
            back++
        )
        {
            var earlier = key with { Spectrum = key.Spectrum - back };
            if (!fits.TryGetValue(earlier.Spectrum, out var fit))
                fit = new StoredAnalyses(store).Fit(earlier);
            if (fit is { Error: null })
                return (earlier.Spectrum, fit);
        }
        return null;
    }

    private static string ToJson<T>(T document) => JsonSerializer.Serialize(document, ApiJson.Options);

    private sealed record FailureDocument(
        string Error,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? GivenUp = null
    );
}
