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

    public Task<int> BeginAsync(
        AnalysisJob job,
        uint spectrum,
        TimeSpan lease,
        CancellationToken cancellation
    )
    {
        return writer.DoAsync(session => JobWriter.Begin(session, job, spectrum, lease), cancellation);
    }

    public Task ReturnAsync(AnalysisJob job, CancellationToken cancellation)
    {
        return writer.DoAsync(session => JobWriter.Return(session, job), cancellation);
    }

    public Task<long> ForgetAsync(string mark, CancellationToken cancellation)
    {
        return writer.DoAsync(
            session => session.Prepare("DELETE FROM results WHERE json LIKE ?").Add("%" + mark + "%").Count(),
            cancellation
        );
    }

    public IReadOnlyList<ResultNews> ListNews(long after, int maximum)
    {
        return reader.Read(connection => SpectrumQueries.News(connection, after, maximum));
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
