using EdgeTester.Contracts;

namespace EdgeTester.Storage.Sql;

/// <summary>The job table, inside a transaction.</summary>
internal static class JobWriter
{
    /// <summary>News that are kept.</summary>
    private const int KeptNews = 5000;

    /// <summary>No lease is longer, so one that seems to be comes from a clock that was wrong.</summary>
    private static readonly TimeSpan LongestLease = TimeSpan.FromHours(1);

    /// <summary>Token of a job whose worker began anew without it.</summary>
    private const long Abandoned = -1;

    /// <summary>A spectrum is complete and wants to be analysed.</summary>
    public static void Add(WriteSession session, long stream, uint spectrum)
    {
        session
            .Prepare(
                """
                INSERT INTO jobs (stream, chunk, added, token, worker, until) VALUES (?, ?, 1, 0, '', 0)
                ON CONFLICT (stream, chunk) DO UPDATE SET added = jobs.added + 1
                """
            )
            .Add(stream)
            .Add(spectrum / AnalysisJob.Spectra)
            .Run();
    }

    public static void Enqueue(WriteSession session, string method, int version)
    {
        session
            .Prepare(
                $"""
                INSERT INTO jobs (stream, chunk, added, token, worker, until)
                SELECT DISTINCT s.stream, s.spectrum / {AnalysisJob.Spectra}, 1, 0, '', 0
                FROM spectra s JOIN runs r ON r.id = s.stream
                WHERE s.complete = 1 AND r.removed IS NULL AND NOT EXISTS (SELECT 1 FROM results x
                    WHERE x.stream = s.stream AND x.spectrum = s.spectrum AND x.method = ? AND x.version = ?)
                ON CONFLICT (stream, chunk) DO NOTHING
                """
            )
            .Add(method)
            .Add(version)
            .Run();
    }

    /// <summary>Those that others are just taking are passed over and not waited for.</summary>
    public static AnalysisJob? Take(WriteSession session, string worker, TimeSpan lease)
    {
        long now = session.AskTime();
        Statement row = session
            .Prepare(
                """
                SELECT j.stream, j.chunk, j.added, r.run, r.channel, j.token FROM jobs j JOIN runs r ON r.id = j.stream
                WHERE j.until <= ? OR j.until > ? ORDER BY j.until, j.stream, j.chunk LIMIT 1{skip locked}
                """
            )
            .Add(now)
            .Add(now + (long)LongestLease.TotalMilliseconds);
        if (!row.Step())
        {
            row.Reset();
            return null;
        }
        long stream = row.Long(0);
        long chunk = row.Long(1);
        long added = row.Long(2);
        RunId run = StreamKey.RunOf(row.Blob(3));
        byte channel = (byte)row.Long(4);
        bool isRetaken = row.Long(5) != 0;
        row.Reset();
        Statement counter = session.Prepare("UPDATE job_tokens SET last = last + 1 RETURNING last");
        counter.Step();
        long token = counter.Long(0);
        counter.Reset();
        session
            .Prepare("UPDATE jobs SET token = ?, worker = ?, until = ? WHERE stream = ? AND chunk = ?")
            .Add(token)
            .Add(worker)
            .Add(now + (long)lease.TotalMilliseconds)
            .Add(stream)
            .Add(chunk)
            .Run();
        uint first = (uint)chunk * AnalysisJob.Spectra;
        return new AnalysisJob(run, channel, first, first + AnalysisJob.Spectra, token, added)
        {
            IsRetaken = isRetaken,
        };
    }

    /// <summary>
    /// Counts an end only where the note of it is a third of a lease old: a machine that is switched off and on some times in a
    /// few seconds says nothing about the spectrum.
    /// </summary>
    public static int Begin(WriteSession session, AnalysisJob job, uint spectrum, TimeSpan lease)
    {
        if (Hold(session, job) is not long stream)
            return -1;
        long now = session.AskTime();
        Statement row = session
            .Prepare("SELECT trying, tried, tries FROM jobs WHERE stream = ? AND chunk = ?")
            .Add(stream)
            .Add(ChunkOf(job));
        row.Step();
        bool isSame = row.Long(0) == spectrum;
        long tried = row.Long(1);
        int tries = isSame ? (int)row.Long(2) : 0;
        row.Reset();
        bool isCounted = isSame && Math.Abs(now - tried) >= lease.TotalMilliseconds / 3;
        if (isCounted)
            tries++;
        session
            .Prepare(
                "UPDATE jobs SET trying = ?, tried = ?, tries = ?, until = ? WHERE stream = ? AND chunk = ?"
            )
            .Add(spectrum)
            .Add(isSame && !isCounted ? tried : now)
            .Add(tries)
            .Add(now + (long)lease.TotalMilliseconds)
            .Add(stream)
            .Add(ChunkOf(job))
            .Run();
        return tries;
    }

    public static void Return(WriteSession session, AnalysisJob job)
    {
        if (Hold(session, job) is long stream)
            session
                .Prepare(
                    "UPDATE jobs SET worker = '', token = 0, until = 0, trying = -1, tries = 0 WHERE stream = ? AND chunk = ?"
                )
                .Add(stream)
                .Add(ChunkOf(job))
                .Run();
    }

    public static bool Save(
        WriteSession session,
        AnalysisJob job,
        IReadOnlyList<AnalysisResult> results,
        TimeSpan lease
    )
    {
        if (Hold(session, job) is not long stream)
            return false;
        foreach (AnalysisResult result in results)
            session
                .Prepare(
                    """
                    INSERT INTO results (stream, spectrum, method, version, created, json) VALUES (?, ?, ?, ?, ?, ?)
                    ON CONFLICT (stream, spectrum, method, version) DO NOTHING
                    """
                )
                .Add(stream)
                .Add(result.Spectrum ?? -1L)
                .Add(result.Method)
                .Add(result.Version)
                .Add(result.Created.ToUnixTimeMilliseconds())
                .Add(result.Json)
                .Run();
        session
            .Prepare(
                results.Count > 0
                    ? "UPDATE jobs SET until = ?, trying = -1, tries = 0 WHERE stream = ? AND chunk = ?"
                    : "UPDATE jobs SET until = ? WHERE stream = ? AND chunk = ?"
            )
            .Add(session.AskTime() + (long)lease.TotalMilliseconds)
            .Add(stream)
            .Add(ChunkOf(job))
            .Run();
        foreach (long spectrum in results.Select(result => result.Spectrum ?? -1L).Distinct())
            session
                .Prepare(
                    """
                    INSERT INTO result_news (stream, spectrum, worker)
                    SELECT ?1, ?3, j.worker FROM jobs j WHERE j.stream = ?1 AND j.chunk = ?2
                    """
                )
                .Add(stream)
                .Add(ChunkOf(job))
                .Add(spectrum)
                .Run();
        return true;
    }

    public static void Finish(WriteSession session, AnalysisJob job)
    {
        if (Hold(session, job) is not long stream)
            return;
        long done = session
            .Prepare("DELETE FROM jobs WHERE stream = ? AND chunk = ? AND added = ?")
            .Add(stream)
            .Add(ChunkOf(job))
            .Add(job.Added)
            .Count();
        if (done == 0)
            Return(session, job);
        session
            .Prepare($"DELETE FROM result_news WHERE id <= (SELECT max(id) FROM result_news) - {KeptNews}")
            .Run();
    }

    public static void Release(WriteSession session, string worker)
    {
        session
            .Prepare($"UPDATE jobs SET worker = '', token = {Abandoned}, until = 0 WHERE worker = ?")
            .Add(worker)
            .Run();
    }

    public static long ChunkOf(AnalysisJob job)
    {
        return job.FirstSpectrum / AnalysisJob.Spectra;
    }

    /// <summary>The stream of a job that is still its worker's, and stays so until the commit.</summary>
    private static long? Hold(WriteSession session, AnalysisJob job)
    {
        Statement row = session
            .Prepare(
                """
                SELECT j.stream FROM jobs j JOIN runs r ON r.id = j.stream
                WHERE r.run = ? AND r.channel = ? AND j.chunk = ? AND j.token = ?{lock}
                """
            )
            .Add(StreamKey.BytesOf(job.Run))
            .Add(job.Channel)
            .Add(ChunkOf(job))
            .Add(job.Token);
        long? stream = row.Step() ? row.Long(0) : null;
        row.Reset();
        return stream;
    }
}
