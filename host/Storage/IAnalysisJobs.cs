namespace EdgeTester.Storage;

/// <summary>
/// The table from which workers, in this process or on other machines, draw spectra to analyse. A spectrum is put in with
/// the commit that completes it. A job is leased: whoever dies loses it when the lease ends, and what he may still say
/// afterwards is refused, so that every result is written once.
/// </summary>
public interface IAnalysisJobs
{
    /// <summary>Takes a job that nobody has; null where there is none.</summary>
    /// <param name="worker">Name of the worker.</param>
    /// <param name="lease">How long it is his; saving renews it.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<AnalysisJob?> TakeAsync(string worker, TimeSpan lease, CancellationToken cancellation);

    /// <summary>Complete spectra of a job that have no result of this method and version yet, by number.</summary>
    IReadOnlyList<uint> ListOpen(AnalysisJob job, string method, int version);

    /// <summary>Keeps results, all or none, and renews the lease.</summary>
    /// <returns>False where another worker has the job by now: nothing was kept.</returns>
    Task<bool> SaveAsync(
        AnalysisJob job,
        IReadOnlyList<AnalysisResult> results,
        TimeSpan lease,
        CancellationToken cancellation
    );

    /// <summary>
    /// Notes that a spectrum is begun, before it is: should that end the worker, whoever takes the job next is told.
    /// Saving its results takes the note back.
    /// </summary>
    /// <returns>How many workers ended while they were at this spectrum; -1 where another worker has the job by now.</returns>
    Task<int> BeginAsync(AnalysisJob job, uint spectrum, TimeSpan lease, CancellationToken cancellation);

    /// <summary>Gives a job back that is not done, for an orderly end: somebody can take it at once.</summary>
    Task ReturnAsync(AnalysisJob job, CancellationToken cancellation);

    /// <summary>Takes back all results that say of a spectrum that it was given up, so that it is tried once more.</summary>
    /// <param name="mark">A text that stands in the JSON of such results and no others.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>How many results.</returns>
    Task<long> ForgetAsync(string mark, CancellationToken cancellation);

    /// <summary>Spectra whose results were saved of late by anybody, after a number; a few thousand are remembered.</summary>
    IReadOnlyList<ResultNews> ListNews(long after, int maximum);

    /// <summary>A job is done. Where spectra were added meanwhile, somebody can take it at once.</summary>
    Task FinishAsync(AnalysisJob job, CancellationToken cancellation);

    /// <summary>Gives back all that a worker of this name has: he has begun anew and knows nothing of it.</summary>
    Task ReleaseAsync(string worker, CancellationToken cancellation);

    /// <summary>Puts in all complete spectra without a result of this method and version, as after an update.</summary>
    Task EnqueueAsync(string method, int version, CancellationToken cancellation);

    /// <summary>Jobs that are not done.</summary>
    long Count();
}
