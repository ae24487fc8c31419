using EdgeTester.Contracts;
using EdgeTester.Storage.Segments;

namespace EdgeTester.Storage.Sql;

/// <summary>What belongs to the writing thread: connection, prepared statements, and the streams that it remembers.</summary>
internal abstract class WriteSession : IDisposable
{
    /// <summary>Above this many all are forgotten.</summary>
    protected const int RememberedStreams = 20_000;

    private readonly Dictionary<string, Statement> statements = new();
    private readonly Dictionary<StreamKey, StreamState> streams = new();
    private readonly List<StreamState> dirty = [];
    private IReadOnlyList<byte[]> unpacked = [];
    private long unpackedStream = -1;
    private long unpackedFirst;

    protected WriteSession(StoreOptions options, TimeProvider time)
    {
        Options = options;
        Time = time;
    }

    public StoreOptions Options { get; }
    public TimeProvider Time { get; }

    /// <summary>The connection that is written on.</summary>
    protected abstract Connection Connection { get; }

    /// <summary>A column of progress that differs whenever another program has written the row.</summary>
    protected abstract string RevisionColumn { get; }

    /// <summary>What is added to a query so that no other program writes the row of progress until the commit.</summary>
    protected abstract string RowLock { get; }

    /// <summary>Now, as unix time in milliseconds.</summary>
    public long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The prepared statement of a text, ready to be bound.</summary>
    public virtual Statement Prepare(string sql)
    {
        if (!statements.TryGetValue(sql, out Statement? statement))
            statements.Add(sql, statement = Connection.Prepare(sql));
        return statement.Reset();
    }

    /// <summary>Begins a transaction for some jobs; forgets what another program has written meanwhile.</summary>
    public abstract void Begin(IReadOnlyList<WriteJob> jobs);

    /// <summary>Undoes all since <see cref="Begin"/>.</summary>
    public abstract void Rollback();

    /// <summary>Marks the place to which <see cref="UndoJob"/> goes back.</summary>
    public virtual void BeginJob()
    {
        Prepare("SAVEPOINT job").Run();
    }

    /// <summary>Keeps all since <see cref="BeginJob"/>.</summary>
    public virtual void EndJob()
    {
        Prepare("RELEASE SAVEPOINT job").Run();
    }

    /// <summary>Undoes all since <see cref="BeginJob"/>.</summary>
    public virtual void UndoJob()
    {
        Prepare("ROLLBACK TO SAVEPOINT job").Run();
        Prepare("RELEASE SAVEPOINT job").Run();
    }

    /// <summary>Stores a frame that is known to be new.</summary>
    public abstract void Insert(StreamState stream, IncomingFrame frame);

    /// <summary>A failure in our words.</summary>
    public abstract StoreException Explain(Exception reason);

    /// <summary>There is no room.</summary>
    public abstract StoreException NoRoom();

    /// <summary>Why nothing may be written because the database is no longer where it was; null where it is.</summary>
    public virtual StoreException? Missing()
    {
        return null;
    }

    /// <summary>It failed only because another program wrote at the same time: doing it again may succeed.</summary>
    public virtual bool MayRepeat(Exception reason)
    {
        return false;
    }

    /// <summary>Writes the streams' rows and makes all durable.</summary>
    public void Commit()
    {
        foreach (StreamState stream in dirty)
        {
            BlockGatherer.Gather(this, stream);
            Save(stream);
        }
        dirty.Clear();
        CommitAll();
    }

    /// <summary>The time that all who write this database share, as unix time in milliseconds: leases are measured in it.</summary>
    public abstract long AskTime();

    /// <summary>The connection, for what does its own reading.</summary>
    public Connection Link => Connection;

    /// <summary>Stores bytes and gives the number of their row.</summary>
    public abstract long InsertPayload(byte[] bytes);

    /// <summary>The frames of a segment, null where it is damaged; the last one is remembered, for a device repeats many frames of one.</summary>
    public IReadOnlyList<byte[]>? Unpack(StreamState stream, long first, ReadOnlySpan<byte> packed)
    {
        if (unpackedStream == stream.Id && unpackedFirst == first)
            return unpacked;
        try
        {
            unpacked = SegmentCodec.UnpackFrames(packed.ToArray(), stream.Run, stream.Channel);
        }
        catch (InvalidDataException)
        {
            return null;
        }
        (unpackedStream, unpackedFirst) = (stream.Id, first);
        return unpacked;
    }

    /// <summary>Remembers nothing of what was read.</summary>
    public void Forget()
    {
        unpackedStream = -1;
        streams.Clear();
        dirty.Clear();
    }

    /// <summary>A stream whose row must be written at the commit.</summary>
    public void Touch(StreamState stream)
    {
        if (stream.Dirty)
            return;
        stream.Dirty = true;
        dirty.Add(stream);
    }

    /// <summary>A stream that is remembered or read; null where the run is not known.</summary>
    public StreamState? Find(RunId run, byte channel)
    {
        StreamKey key = StreamKey.Of(run, channel);
        if (streams.TryGetValue(key, out StreamState? known) && IsCurrent(known))
            return known;
        streams.Remove(key);
        Statement row = Prepare(
                $"""
                SELECT r.id, r.device, p.next, p.highest, p.samples, p.points, p.events, p.resent, p.overflow,
                    p.elapsed, p.received, coalesce(r.removed_to, 0), {RevisionColumn}
                FROM runs r JOIN progress p ON p.stream = r.id WHERE r.run = ? AND r.channel = ?{RowLock}
                """
            )
            .Add(StreamKey.BytesOf(run))
            .Add(channel);
        if (!row.Step())
        {
            row.Reset();
            return null;
        }
        var stream = new StreamState(row.Long(0), run, channel, row.Text(1))
        {
            Next = row.Long(2),
            Highest = row.Long(3),
            Samples = row.Long(4),
            Points = row.Long(5),
            Events = row.Long(6),
            Resent = row.Long(7),
            Overflow = row.Long(8),
            Elapsed = row.Long(9),
            Received = row.Long(10),
            RemovedTo = row.Long(11),
            Revision = row.Long(12),
        };
        row.Reset();
        Statement above = Prepare(
                "SELECT first, count FROM frames WHERE stream = ? AND first >= ? ORDER BY first"
            )
            .Add(stream.Id)
            .Add(stream.Next);
        while (above.Step())
            stream.Cover(above.Long(0), above.Long(0) + above.Long(1));
        above.Reset();
        for (int level = 1; level <= BlockGatherer.Levels; level++)
            stream.GatheredTo[level] = BlockGatherer.FindEnd(this, stream.Id, level);
        stream.Ungathered = BlockGatherer.GroupSize;
        stream.CompactedTo = SegmentWriter.FindEnd(this, stream.Id);
        streams.Add(key, stream);
        Read(stream);
        return stream;
    }

    public void Dispose()
    {
        foreach (Statement statement in statements.Values)
            statement.Dispose();
        Connection.Dispose();
    }

    /// <summary>Makes all durable.</summary>
    protected abstract void CommitAll();

    /// <summary>No other program has written the row of a remembered stream, nor can until the commit.</summary>
    protected abstract bool IsCurrent(StreamState stream);

    /// <summary>A stream was read, and its row locked.</summary>
    protected virtual void Read(StreamState stream) { }

    /// <summary>The row of a stream is written.</summary>
    protected virtual void Wrote(StreamState stream) { }

    /// <summary>Whether a stream is remembered.</summary>
    protected bool IsRemembered(StreamKey key)
    {
        return streams.ContainsKey(key);
    }

    /// <summary>How many streams are remembered.</summary>
    protected int Remembered => streams.Count;

    private void Save(StreamState stream)
    {
        stream.Dirty = false;
        Wrote(stream);
        Prepare(
                """
                UPDATE progress SET next = ?, highest = ?, samples = ?, points = ?, events = ?, resent = ?,
                    overflow = ?, elapsed = ?, received = ? WHERE stream = ?
                """
            )
            .Add(stream.Next)
            .Add(stream.Highest)
            .Add(stream.Samples)
            .Add(stream.Points)
            .Add(stream.Events)
            .Add(stream.Resent)
            .Add(stream.Overflow)
            .Add(stream.Elapsed)
            .Add(stream.Received)
            .Add(stream.Id)
            .Run();
    }
}
