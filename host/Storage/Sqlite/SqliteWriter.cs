using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace EdgeTester.Storage.Sqlite;

/// <summary>
/// The one thread that writes. It takes all jobs that wait, does them in one transaction, makes that durable and only
/// then says so: a commit costs the same for one frame and for thousands.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    private const int QueueLength = 1024;
    private const int TransactionWeight = 8192;
    private const long FreeCheckMilliseconds = 500;

    private readonly BlockingCollection<WriteJob> queue = new(QueueLength);
    private readonly WriteSession session;
    private readonly Thread thread;
    private long freeCheckedAt;
    private bool isFull;

    public SqliteWriter(WriteSession session)
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
            throw new ObjectDisposedException(nameof(SqliteRunStore));
        }
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
        var succeeded = new List<WriteJob>(jobs.Count);
        try
        {
            session.Begin();
            foreach (WriteJob job in jobs)
                if (TryApply(job))
                    succeeded.Add(job);
            session.Commit();
            // A small commit that found room says nothing about frames.
            if (Trouble?.Failure != StoreFailure.DiskFull || jobs.Exists(job => job.NeedsRoom))
                Trouble = null;
        }
        catch (Exception e)
        {
            Undo();
            Trouble = e is SqliteException s ? SqliteFailure.Explain(s, session.Options.Path) : Unexpected(e);
            foreach (WriteJob job in jobs)
                job.Fail(Trouble);
            return;
        }
        foreach (WriteJob job in succeeded)
            job.Succeed();
    }

    /// <summary>A job that refuses is undone alone; anything else ends the whole transaction.</summary>
    private bool TryApply(WriteJob job)
    {
        session.Prepare("SAVEPOINT job").Run();
        try
        {
            job.Apply(session);
            session.Prepare("RELEASE job").Run();
            return true;
        }
        catch (StoreException e)
        {
            session.Prepare("ROLLBACK TO job").Run();
            session.Prepare("RELEASE job").Run();
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
        catch (SqliteException)
        {
            // The next transaction says what is wrong; nothing of this one is acknowledged.
        }
    }

    private void Refuse(List<WriteJob> jobs)
    {
        if (!jobs.Exists(job => job.NeedsRoom) || !IsFull())
            return;
        Trouble = SqliteFailure.DiskFull(session.Options.Path);
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
        isFull = session.Options.FreeBytes?.Invoke() < session.Options.MinimumFreeBytes;
        return isFull;
    }

    private StoreException Unexpected(Exception e)
    {
        return new StoreException(
            StoreFailure.Failed,
            $"Writing {session.Options.Path} failed: {e.Message}",
            e
        );
    }
}
