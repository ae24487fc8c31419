using EdgeTester.Storage.Sql;
using Microsoft.Data.Sqlite;

namespace EdgeTester.Storage.Sqlite;

/// <summary>Writes one SQLite file. A transaction holds the whole file, so rows need no lock of their own.</summary>
internal sealed class SqliteWriteSession(
    SqliteConnection connection,
    SqliteOptions options,
    TimeProvider time
) : WriteSession(options, time)
{
    private long dataVersion = -1;

    protected override Connection Connection { get; } = new SqliteLink(connection);

    protected override string RevisionColumn => "0";

    protected override string RowLock => "";

    public override void Begin(IReadOnlyList<WriteJob> jobs)
    {
        Prepare("BEGIN IMMEDIATE").Run();
        Statement ask = Prepare("PRAGMA data_version");
        ask.Step();
        long version = ask.Long(0);
        ask.Reset();
        if (version != dataVersion || Remembered > RememberedStreams)
            Forget();
        dataVersion = version;
    }

    public override void Rollback()
    {
        Forget();
        // A full disk may have ended the transaction already.
        if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle!) == 0)
            Prepare("ROLLBACK").Run();
    }

    public override void Insert(StreamState stream, IncomingFrame frame)
    {
        long payload = InsertPayload(frame.Bytes);
        FrameRow
            .Bind(
                Prepare(
                    """
                    INSERT INTO frames (stream, first, count, kind, elapsed_first, elapsed_last, minimum_voltage,
                        maximum_voltage, minimum_current, maximum_current, charge, step, step_count, cycle, payload)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """
                ),
                stream.Id,
                frame
            )
            .Add(payload)
            .Run();
    }

    public override long InsertPayload(byte[] bytes)
    {
        Prepare("INSERT INTO payloads (bytes) VALUES (?)").Add(bytes.AsSpan()).Run();
        return SQLitePCL.raw.sqlite3_last_insert_rowid(connection.Handle!);
    }

    public override long AskTime()
    {
        return Now;
    }

    public override StoreException Explain(Exception reason)
    {
        return SqliteFailure.Explain(reason, options.Path);
    }

    public override StoreException NoRoom()
    {
        return SqliteFailure.DiskFull(options.Path);
    }

    /// <summary>What is written to a file that was deleted is gone with the last program that holds it open.</summary>
    public override StoreException? Missing()
    {
        return File.Exists(options.Path)
            ? null
            : new StoreException(
                StoreFailure.NotUsable,
                $"{options.Path} was deleted or moved while it was in use. Nothing is acknowledged: put it back, or restore a backup, and start again."
            );
    }

    protected override void CommitAll()
    {
        Prepare("COMMIT").Run();
    }

    protected override bool IsCurrent(StreamState stream)
    {
        return true;
    }
}
