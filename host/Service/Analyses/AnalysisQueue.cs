using EdgeTester.Storage;

namespace EdgeTester.Service.Analyses;

/// <summary>
/// Analyses every complete spectrum once per method version, in the background. What is to be done stands in the store's job
/// table, so that what was missed while nobody worked is made up for, and any number of hosts and workers share it.
/// </summary>
internal sealed class AnalysisQueue(TimeProvider time, int cores, JobWorker worker, Action<string> log)
{
    /// <summary>Others put jobs in without telling us, and leases end.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim _wake = new(1, 1);
    private readonly object _gate = new();
    private TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isAsked = true;
    private bool _isPrepared;

    /// <summary>Results that were made since the start.</summary>
    public long Made => worker.Made;

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

    /// <summary>Completes when nothing is left to take.</summary>
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
            await _wake.WaitAsync(Look, cancellation).ConfigureAwait(false);
            lock (_gate)
                _isAsked = false;
            try
            {
                await WorkAsync(cancellation).ConfigureAwait(false);
                lock (_gate)
                    if (!_isAsked)
                        _idle.TrySetResult();
            }
            catch (StoreException failure)
            {
                log($"Analyses wait because the store cannot be used: {failure.Message}");
                await Task.Delay(Look, time, cancellation).ConfigureAwait(false);
                Wake();
            }
        }
    }

    private async Task WorkAsync(CancellationToken cancellation)
    {
        if (!_isPrepared)
            await worker.PrepareAsync(cancellation).ConfigureAwait(false);
        _isPrepared = true;
        await worker.DoAllAsync(cores, cancellation).ConfigureAwait(false);
    }
}
