using EdgeTester.Storage;

namespace EdgeTester.Service.Analyses;

/// <summary>How a worker works.</summary>
public sealed record AnalysisWorkerOptions
{
    /// <summary>Name in the job table; whoever begins anew under the same name takes back what he had.</summary>
    public required string Name { get; init; }

    /// <summary>Jobs at once.</summary>
    public int Cores { get; init; } = 1;

    /// <summary>How long nothing may be heard of a worker before somebody else may take his job; renewed at a third of it.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Ends when no job is left, also none that others have.</summary>
    public bool UntilDone { get; init; }

    /// <summary>Tries once more what was given up because workers ended at it.</summary>
    public bool RetryGivenUp { get; init; }

    /// <summary>Told of results that were made and jobs that are left, now and then.</summary>
    public Action<long, long>? Progress { get; init; }

    /// <summary>Told what an operator should know, one line each.</summary>
    public Action<string>? Log { get; init; }
}

/// <summary>
/// Analyses spectra that others have stored, beside any number of its like on any number of machines. It can be killed at
/// any time: what it has said is kept, what it had taken is taken by another when its lease ends.
/// </summary>
/// <param name="store">A store that all of them share.</param>
/// <param name="time">The clock.</param>
/// <param name="options">How.</param>
public sealed class AnalysisWorker(IRunStore store, TimeProvider time, AnalysisWorkerOptions options)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private readonly JobWorker _worker = new(
        store,
        time,
        options.Name,
        options.Lease,
        _ => { },
        line => options.Log?.Invoke(line)
    );

    /// <summary>Results that were made since the start.</summary>
    public long Made => _worker.Made;

    /// <summary>Works until it is cancelled, or until all is done where the options say so.</summary>
    /// <exception cref="StoreException">The store cannot be used, and nothing but all is wanted.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var prepared = false;
        while (true)
        {
            try
            {
                if (!prepared && options.RetryGivenUp)
                    await store.Jobs.ForgetAsync(JobWorker.GivenUpMark, cancellation).ConfigureAwait(false);
                if (!prepared)
                    await _worker.PrepareAsync(cancellation).ConfigureAwait(false);
                prepared = true;
                await _worker.DoAllAsync(options.Cores, cancellation).ConfigureAwait(false);
                var left = store.Jobs.Count();
                options.Progress?.Invoke(Made, left);
                if (options.UntilDone && left == 0)
                    return;
            }
            catch (StoreException failure) when (!options.UntilDone)
            {
                options.Log?.Invoke($"Waiting, because the store cannot be used: {failure.Message}");
            }
            await Task.Delay(Look, time, cancellation).ConfigureAwait(false);
        }
    }
}
