using EdgeTester.Contracts;
using EdgeTester.Storage.Sql;
using Npgsql;

namespace EdgeTester.Storage.Postgres;

/// <summary>
/// Writes one schema. Any number of hosts may do so: each locks the rows of progress of the streams that it writes, in
/// one order, and forgets what it remembers of a stream whose row another has written.
/// </summary>
internal sealed class PostgresWriteSession : WriteSession
{
    private const int ReservedPayloads = 4096;
    private const long NewRunsLock = 0x52756E73;
    private readonly PostgresReader source;
    private readonly PostgresLink link;
    private readonly PendingFrames pending = new();
    private readonly Dictionary<long, long> locked = new();
    private long transaction;
    private long nextPayload;
    private long endPayload;

    public PostgresWriteSession(PostgresReader source, PostgresOptions options, TimeProvider time)
        : base(options, time)
    {
        this.source = source;
        link = new PostgresLink(source.Open());
    }

    protected override Connection Connection => link;

    protected override string RevisionColumn => "p.xmin::text::bigint";

    protected override string RowLock => " FOR UPDATE OF p";

    public override void Begin(IReadOnlyList<WriteJob> jobs)
    {
        link.Abandon(source.Open);
        pending.Clear();
        locked.Clear();
        if (Remembered > RememberedStreams)
            Forget();
        link.Gather(new NpgsqlBatchCommand("BEGIN"));
        Statement ask = Prepare("SELECT pg_current_xact_id()::xid::text::bigint");
        ask.Step();
        transaction = ask.Long(0);
        ask.Reset();
        Lock(jobs);
    }

    public override void Rollback()
    {
        Forget();
        pending.Clear();
        link.Abandon(source.Open);
        link.Gather(new NpgsqlBatchCommand("ROLLBACK"));
        link.Send();
    }

    public override void EndJob()
    {
        pending.Send(link);
        base.EndJob();
    }

    public override void UndoJob()
    {
        pending.Clear();
        base.UndoJob();
    }

    public override void Insert(StreamState stream, IncomingFrame frame)
    {
        pending.Add(stream.Id, frame, NextPayload());
    }

    public override long InsertPayload(byte[] bytes)
    {
        long id = NextPayload();
        Prepare("INSERT INTO payloads (id, bytes) VALUES (?, ?)").Add(id).Add(bytes.AsSpan()).Run();
        return id;
    }

    public override long AskTime()
    {
        Statement row = Prepare("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint");
        row.Step();
        long now = row.Long(0);
        row.Reset();
        return now;
    }

    /// <summary>What was inserted must be seen by whoever asks.</summary>
    public override Statement Prepare(string sql)
    {
        pending.Send(link);
        return base.Prepare(sql);
    }

    public override StoreException Explain(Exception reason)
    {
        return PostgresFailure.Explain(reason, source.Shown);
    }

    public override StoreException NoRoom()
    {
        return PostgresFailure.NoRoom(source.Shown);
    }

    public override bool MayRepeat(Exception reason)
    {
        return PostgresFailure.MayRepeat(reason);
    }

    protected override void CommitAll()
    {
        pending.Send(link);
        link.Gather(new NpgsqlBatchCommand("COMMIT"));
        link.Send();
    }

    protected override bool IsCurrent(StreamState stream)
    {
        if (!locked.TryGetValue(stream.Id, out long revision))
        {
            Statement row = Prepare(
                    "SELECT p.xmin::text::bigint FROM progress p WHERE p.stream = ? FOR UPDATE"
                )
                .Add(stream.Id);
            revision = row.Step() ? row.Long(0) : -1;
            row.Reset();
            locked.Add(stream.Id, revision);
        }
        return revision == stream.Revision;
    }

    protected override void Read(StreamState stream)
    {
        locked[stream.Id] = stream.Revision;
    }

    protected override void Wrote(StreamState stream)
    {
        stream.Revision = transaction;
    }

    /// <summary>Locks all streams of the frames with one question. Hosts that lock in the same order do not block each other for ever.</summary>
    private void Lock(IReadOnlyList<WriteJob> jobs)
    {
        var keys = new HashSet<StreamKey>();
        foreach (WriteJob job in jobs)
        foreach (IncomingFrame frame in job.Frames)
            keys.Add(StreamKey.Of(frame.Run, frame.Channel));
        if (keys.Count == 0)
            return;
        // Who may have to make runs known does so alone: two that make several in different orders would block each other.
        if (!keys.All(IsRemembered))
            link.Gather(
                new NpgsqlBatchCommand($"DO $$ BEGIN PERFORM pg_advisory_xact_lock({NewRunsLock}); END $$")
            );
        var question = new NpgsqlBatchCommand(
            """
            SELECT p.stream, p.xmin::text::bigint
            FROM unnest($1::bytea[], $2::bigint[]) AS k (run, channel)
            JOIN runs r ON r.run = k.run AND r.channel = k.channel
            JOIN progress p ON p.stream = r.id ORDER BY p.stream FOR UPDATE OF p
            """
        );
        byte[][] runs = [.. keys.Select(key => StreamKey.BytesOf(new RunId(key.High, key.Low)))];
        long[] channels = [.. keys.Select(key => (long)key.Channel)];
        question.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = runs });
        question.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = channels });
        using NpgsqlDataReader rows = link.Ask(question, null);
        while (rows.Read())
            locked[rows.GetInt64(0)] = rows.GetInt64(1);
    }

    private long NextPayload()
    {
        if (nextPayload == endPayload)
        {
            Statement row = Prepare("SELECT nextval('payload_ids')");
            row.Step();
            // The sequence counts in steps of as many.
            nextPayload = row.Long(0);
            endPayload = nextPayload + ReservedPayloads;
            row.Reset();
        }
        return nextPayload++;
    }
}
