using EdgeTester.Storage.Sql;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace EdgeTester.Storage.Sqlite;

/// <summary>Reads one SQLite file.</summary>
internal sealed class SqliteReader(SqliteOptions options) : StoreReader
{
    // A file that was deleted must not come back empty because somebody reads.
    private readonly string text = TextOf(options.Path, SqliteOpenMode.ReadWrite);

    /// <summary>Opens a connection that waits for others, to a file that is there.</summary>
    public SqliteConnection Open()
    {
        return Open(text);
    }

    /// <summary>Opens a connection that waits for others; makes the file where it is missing.</summary>
    public SqliteConnection OpenOrMake()
    {
        return Open(TextOf(options.Path, SqliteOpenMode.ReadWriteCreate));
    }

    /// <summary>Closes what waits to be used again.</summary>
    public void Clear()
    {
        using var any = new SqliteConnection(text);
        SqliteConnection.ClearPool(any);
    }

    private static string TextOf(string path, SqliteOpenMode mode)
    {
        return new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Pooling = mode == SqliteOpenMode.ReadWrite,
            Mode = mode,
        }.ToString();
    }

    private SqliteConnection Open(string how)
    {
        var connection = new SqliteConnection(how);
        connection.Open();
        raw.sqlite3_busy_timeout(connection.Handle!, (int)options.BusyTimeout.TotalMilliseconds);
        return connection;
    }

    public override T Read<T>(Func<Connection, T> work)
    {
        try
        {
            using SqliteConnection connection = Open();
            using SqliteTransaction snapshot = connection.BeginTransaction(deferred: true);
            return work(new SqliteLink(connection));
        }
        catch (SqliteException e)
        {
            throw SqliteFailure.Explain(e, options.Path);
        }
    }
}
