using System.Collections.Concurrent;

namespace EdgeTester.Storage.Sql;

/// <summary>
/// The one thread that writes. It takes all jobs that wait, does them in one transaction, makes that durable and only
/// then says so: a commit costs the same for one frame and for thousands.
/// </summary>
internal sealed class StoreWriter : IDisposable
{
    private const int QueueLength = 1024;
    private const int TransactionWeight = 8192;
    private const int Attempts = 20;
    private const long FreeCheckMilliseconds = 500;

    private readonly BlockingCollection<WriteJob> queue = new(QueueLength);
    private readonly WriteSession session;
    private readonly Thread thread;
    private long freeCheckedAt;
    private bool isFull;

    public StoreWriter(WriteSession session)
    {
        this.session = session;
        thread = new Thread(Run) { IsBackground = true, Name = "store writer" };
        thread.Start();
    }

    /// <summary>Why frames are refused just now.</summary>
    public volatile StoreException? Trouble;

    /// <summary>Hands a job over; waits where too many wait already.</summary>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    public void Enqueue(WriteJob job, CancellationToken cancellation)
    {
        try
        {
            queue.Add(job, cancellation);
        }
        catch (InvalidOperationException)
        {
            throw new ObjectDisposedException(nameof(IRunStore));
        }
    }

    /// <summary>Does something in a transaction; complete when it is durable.</summary>
    public Task<T> DoAsync<T>(Func<WriteSession, T> work, CancellationToken cancellation)
    {
        var job = new WriteJob<T>(work);
        Enqueue(job, cancellation);
        return job.Done;
    }

    /// <summary>Does something in a transaction; complete when it is durable.</summary>
    public Task DoAsync(Action<WriteSession> work, CancellationToken cancellation)
    {
        return DoAsync(
            session =>
            {
                work(session);
                return true;
            },
            cancellation
        );
    }

    /// <summary>Does what waits, then ends.</summary>
    public void Dispose()
    {
        queue.CompleteAdding();
        if (thread != Thread.CurrentThread)
            thread.Join();
    }

    private void Run()
    {
        var jobs = new List<WriteJob>();
        foreach (WriteJob first in queue.GetConsumingEnumerable())
        {
            jobs.Clear();
            jobs.Add(first);
            int weight = first.Weight;
            while (weight < TransactionWeight && queue.TryTake(out WriteJob? more))
            {
                jobs.Add(more);
                weight += more.Weight;
            }
            Refuse(jobs);
            if (jobs.Count > 0)
                Write(jobs);
        }
        session.Dispose();
    }

    private void Write(List<WriteJob> jobs)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                List<WriteJob> succeeded = Commit(jobs);
                // A small commit that found room says nothing about frames.
                if (Trouble?.Failure != StoreFailure.DiskFull || jobs.Exists(job => job.NeedsRoom))
                    Trouble = null;
                foreach (WriteJob job in succeeded)
                    job.Succeed();
                return;
            }
            catch (Exception e)
            {
                Undo();
                if (attempt < Attempts && session.MayRepeat(e))
                    continue;
                Trouble = session.Explain(e);
                foreach (WriteJob job in jobs)
                    job.Fail(Trouble);
                return;
            }
        }
    }

    private List<WriteJob> Commit(List<WriteJob> jobs)
    {
        var succeeded = new List<WriteJob>(jobs.Count);
        session.Begin(jobs);
        foreach (WriteJob job in jobs)
            if (!job.HasFailed && TryApply(job))
                succeeded.Add(job);
        session.Commit();
        return succeeded;
    }

    /// <summary>A job that refuses is undone alone; anything else ends the whole transaction.</summary>
    private bool TryApply(WriteJob job)
    {
        session.BeginJob();
        try
        {
            job.Apply(session);
            session.EndJob();
            return true;
        }
        catch (StoreException e)
        {
            session.UndoJob();
            job.Fail(e);
            return false;
        }
    }

    private void Undo()
    {
        try
        {
            session.Rollback();
        }
        catch (Exception)
        {
            // The next transaction says what is wrong; nothing of this one is acknowledged.
        }
    }

    private void Refuse(List<WriteJob> jobs)
    {
        if (session.Missing() is { } missing)
        {
            Trouble = missing;
            foreach (WriteJob job in jobs)
                job.Fail(missing);
            jobs.Clear();
            return;
        }
        if (!jobs.Exists(job => job.NeedsRoom) || !IsFull())
            return;
        Trouble = session.NoRoom();
        foreach (WriteJob job in jobs)
            if (job.NeedsRoom)
                job.Fail(Trouble);
        jobs.RemoveAll(job => job.NeedsRoom);
    }

    private bool IsFull()
    {
        long now = session.Time.GetTimestamp();
        if (freeCheckedAt != 0)
        {
            double passed = session.Time.GetElapsedTime(freeCheckedAt, now).TotalMilliseconds;
            if (passed < FreeCheckMilliseconds)
                return isFull;
        }
        freeCheckedAt = now;
        try
        {
            isFull = session.Options.FreeBytes?.Invoke() < session.Options.MinimumFreeBytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A disk that is not there says so when it is written to.
            isFull = false;
        }
        return isFull;
    }
}
