namespace EdgeTester.Storage.Sql;

/// <summary>The job table of a database.</summary>
internal sealed class SqlJobs(StoreReader reader, StoreWriter writer) : IAnalysisJobs
{
    public Task<AnalysisJob?> TakeAsync(string worker, TimeSpan lease, CancellationToken cancellation)
    {
        return writer.DoAsync(session => JobWriter.Take(session, worker, lease), cancellation);
    }

    public IReadOnlyList<uint> ListOpen(AnalysisJob job, string method, int version)
    {
        return reader.Read(connection => SpectrumQueries.Open(connection, job, method, version));
    }

    public Task<bool> SaveAsync(
        AnalysisJob job,
        IReadOnlyList<AnalysisResult> results,
        TimeSpan lease,
        CancellationToken cancellation
    )
    {
        return writer.DoAsync(session => JobWriter.Save(session, job, results, lease), cancellation);
    }

    public Task FinishAsync(AnalysisJob job, CancellationToken cancellation)
    {
        return writer.DoAsync(session => JobWriter.Finish(session, job), cancellation);
    }

    public Task ReleaseAsync(string worker, CancellationToken cancellation)
    {
        return writer.DoAsync(session => JobWriter.Release(session, worker), cancellation);
    }

    public Task EnqueueAsync(string method, int version, CancellationToken cancellation)
    {
        return writer.DoAsync(session => JobWriter.Enqueue(session, method, version), cancellation);
    }

    public long Count()
    {
        return reader.Read(connection =>
        {
            using Statement row = connection.Prepare("SELECT count(*) FROM jobs");
            row.Step();
            return row.Long(0);
        });
    }
}
