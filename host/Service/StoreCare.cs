using EdgeTester.Storage;

namespace EdgeTester.Service;

/// <summary>Packs what was stored, now and then, so that a host that runs for a year needs a third of the disk.</summary>
internal sealed class StoreCare(IRunStore store, TimeProvider time, TimeSpan every, Action<string> log)
{
    /// <summary>Works until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (every <= TimeSpan.Zero)
            return;
        using var timer = new PeriodicTimer(every, time);
        while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false))
        {
            try
            {
                await store.CompactAsync(new CompactionOptions(), cancellation).ConfigureAwait(false);
            }
            catch (StoreException failure)
            {
                log($"Nothing was packed this time: {failure.Message}");
            }
        }
    }
}
