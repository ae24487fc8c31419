using System.Diagnostics;
using EdgeTester.Storage;

namespace EdgeTester.Cli.Processes;

/// <summary>
/// Starts something that may fail for a reason that passes: a disk without room, or a database server that is itself just
/// starting. A host that a lab leaves running must not need somebody to start it again then.
/// </summary>
/// <param name="folder">Folder of the data, whose disk may be full.</param>
/// <param name="log">Told once why it waits.</param>
internal sealed class Patience(string folder, Action<string> log)
{
    private const long NoRoom = 1 << 20;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>How long a server may take to start.</summary>
    private static readonly TimeSpan ServerPatience = TimeSpan.FromSeconds(60);
    private bool isTold;

    /// <summary>Tries again until it succeeds or fails for another reason.</summary>
    public async Task<T> TryAsync<T>(Func<Task<T>> start, CancellationToken cancellation)
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await start();
            }
            catch (Exception e)
                when (IsFull(e)
                    || e is StoreException { Failure: StoreFailure.Failed }
                        && Stopwatch.GetElapsedTime(begun) < ServerPatience
                )
            {
                if (!isTold)
                    log($"Waiting, because nothing can be stored yet: {e.Message}");
                isTold = true;
            }
            await Task.Delay(Pause, cancellation);
        }
    }

    private bool IsFull(Exception e)
    {
        if (e is StoreException { Failure: StoreFailure.DiskFull })
            return true;
        if (e is not IOException)
            return false;
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace < NoRoom;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
