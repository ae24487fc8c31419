using System.Diagnostics;
using System.Text.Json;
using EdgeTester.Analysis;
using EdgeTester.Analysis.Fitting;
using EdgeTester.Contracts;
using EdgeTester.Service.Api;
using EdgeTester.Storage;

namespace EdgeTester.Service.Analyses;

/// <summary>
/// Analyses every complete spectrum once per method version, in the background. What is to be done is asked of the store, so that what
/// was missed while the host was down is made up for at the start. Spectra of one channel are done in their order, because a fit starts
/// from the one before; different channels side by side.
/// </summary>
internal sealed class AnalysisQueue(
    IRunStore store,
    TimeProvider time,
    int cores,
    Action<SpectrumKey> done,
    Action<string> log
)
{
    private const int BatchSize = 256;
    private static readonly ActivitySource Traces = new("EdgeTester.Host");
    private readonly SemaphoreSlim _wake = new(1, 1);
    private readonly object _gate = new();
    private TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isAsked = true;
    private long _made;

    /// <summary>Results that were made since the start.</summary>
    public long Made => Interlocked.Read(ref _made);

    /// <summary>There may be something to do.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            _isAsked = true;
            if (_idle.Task.IsCompleted)
                _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_wake.CurrentCount == 0)
                _wake.Release();
        }
    }

    /// <summary>Completes when nothing is left to do.</summary>
    public Task WhenIdleAsync(CancellationToken cancellation)
    {
        Task idle;
        lock (_gate)
            idle = _idle.Task;
        return idle.WaitAsync(cancellation);
    }

    /// <summary>Works until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            await _wake.WaitAsync(cancellation).ConfigureAwait(false);
            lock (_gate)
                _isAsked = false;
            try
            {
                while (await WorkAsync(cancellation).ConfigureAwait(false)) { }
                lock (_gate)
                    if (!_isAsked)
                        _idle.TrySetResult();
            }
            catch (StoreException failure)
            {
                log($"Analyses wait because the store cannot be used: {failure.Message}");
                await Task.Delay(TimeSpan.FromSeconds(5), time, cancellation).ConfigureAwait(false);
                Wake();
            }
        }
    }

    private async Task<bool> WorkAsync(CancellationToken cancellation)
    {
        var wanted = new Dictionary<SpectrumKey, List<AnalysisMethod>>();
        foreach (var method in AnalysisMethod.All)
        foreach (var key in store.ListUnanalysed(method.Name, method.Version, BatchSize))
        {
            if (!wanted.TryGetValue(key, out var methods))
                wanted.Add(key, methods = []);
            methods.Add(method);
        }
        if (wanted.Count == 0)
            return false;
        var lines = wanted
            .GroupBy(pair => (pair.Key.Run.High, pair.Key.Run.Low, pair.Key.Channel))
            .Select(line => line.OrderBy(pair => pair.Key.Spectrum).ToArray());
        await Parallel
            .ForEachAsync(
                lines,
                new ParallelOptions { MaxDegreeOfParallelism = cores, CancellationToken = cancellation },
                async (line, stop) =>
                {
                    foreach (var (key, methods) in line)
                        await AnalyseAsync(key, methods, stop).ConfigureAwait(false);
                }
            )
            .ConfigureAwait(false);
        return true;
    }

    private async Task AnalyseAsync(
        SpectrumKey key,
        IReadOnlyList<AnalysisMethod> methods,
        CancellationToken cancellation
    )
    {
        using var activity = Traces.StartActivity("analyse spectrum");
        var points = store.ReadSpectrum(key.Run, key.Channel, key.Spectrum);
        foreach (var method in methods)
        {
            var json = Make(key, method, points, cancellation);
            await store
                .SaveResultAsync(
                    new AnalysisResult
                    {
                        Run = key.Run,
                        Channel = key.Channel,
                        Spectrum = key.Spectrum,
                        Method = method.Name,
                        Version = method.Version,
                        Created = time.GetUtcNow(),
                        Json = json,
                    },
                    cancellation
                )
                .ConfigureAwait(false);
            Interlocked.Increment(ref _made);
        }
        done(key);
    }

    private string Make(
        SpectrumKey key,
        AnalysisMethod method,
        IReadOnlyList<ImpedancePoint> points,
        CancellationToken cancellation
    )
    {
        try
        {
            var spectrum = StoredSpectrum.Usable(points, $"run {key.Run} spectrum {key.Spectrum}");
            if (method == AnalysisMethod.KramersKronig)
                return ToJson(SpectrumAnalyst.Validate(spectrum));
            if (method == AnalysisMethod.Relaxation)
                return ToJson(SpectrumAnalyst.Relax(spectrum));
            var test = new StoredAnalyses(store).KramersKronig(key);
            return ToJson(SpectrumAnalyst.Fit(spectrum, test, Before(key), cancellation));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // A spectrum that cannot be analysed must not be tried for ever nor stop the others: its result is the reason.
            if (failure is not (SpectrumException or FitException or ArgumentException))
                log($"Analysis {method.Name} of {key} failed: {failure}");
            return ToJson(new FailureDocument(failure.Message));
        }
    }

    private (long, FitDocument)? Before(SpectrumKey key)
    {
        for (var back = 1u; back <= 3 && back <= key.Spectrum; back++)
        {
            var earlier = key with { Spectrum = key.Spectrum - back };
            if (new StoredAnalyses(store).Fit(earlier) is { Error: null } fit)
                return (earlier.Spectrum, fit);
        }
        return null;
    }

    private static string ToJson<T>(T document) => JsonSerializer.Serialize(document, ApiJson.Options);

    private sealed record FailureDocument(string Error);
}
