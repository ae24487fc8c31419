using EdgeTester.Contracts;
using Microsoft.Data.Sqlite;

namespace EdgeTester.Storage.Sqlite;

/// <summary>What belongs to the writing thread: connection, prepared statements, and the streams that it remembers.</summary>
internal sealed class WriteSession : IDisposable
{
    private const int RememberedStreams = 20_000;
    private readonly Dictionary<string, Statement> statements = new();
    private readonly Dictionary<StreamKey, StreamState> streams = new();
    private readonly List<StreamState> dirty = [];
    private long dataVersion = -1;

    public WriteSession(SqliteConnection connection, SqliteOptions options, TimeProvider time)
    {
        Connection = connection;
        Options = options;
        Time = time;
    }

    public SqliteConnection Connection { get; }
    public SqliteOptions Options { get; }
    public TimeProvider Time { get; }

    /// <summary>Now, as unix time in milliseconds.</summary>
    public long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The prepared statement of a text, ready to be bound.</summary>
    public Statement Prepare(string sql)
    {
        if (!statements.TryGetValue(sql, out Statement? statement))
            statements.Add(sql, statement = new Statement(Connection, sql));
        return statement.Reset();
    }

    /// <summary>Begins a transaction; forgets all streams when another program has written meanwhile.</summary>
    public void Begin()
    {
        Prepare("BEGIN IMMEDIATE").Run();
        Statement ask = Prepare("PRAGMA data_version");
        ask.Step();
        long version = ask.Long(0);
        ask.Reset();
        if (version != dataVersion || streams.Count > RememberedStreams)
            Forget();
        dataVersion = version;
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
        Prepare("COMMIT").Run();
    }

    /// <summary>Undoes all since <see cref="Begin"/>.</summary>
    public void Rollback()
    {
        Forget();
        // A full disk may have ended the transaction already.
        if (SQLitePCL.raw.sqlite3_get_autocommit(Connection.Handle!) == 0)
            Prepare("ROLLBACK").Run();
    }

    /// <summary>Remembers nothing of what was read.</summary>
    public void Forget()
    {
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
        if (streams.TryGetValue(key, out StreamState? known))
            return known;
        Statement row = Prepare(
                """
                SELECT r.id, r.device, p.next, p.highest, p.samples, p.points, p.events, p.resent, p.overflow,
                    p.elapsed, p.received
                FROM runs r JOIN progress p ON p.stream = r.id WHERE r.run = ? AND r.channel = ?
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
        streams.Add(key, stream);
        return stream;
    }

    public void Dispose()
    {
        foreach (Statement statement in statements.Values)
            statement.Dispose();
        Connection.Dispose();
    }

    private void Save(StreamState stream)
    {
        stream.Dirty = false;
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
