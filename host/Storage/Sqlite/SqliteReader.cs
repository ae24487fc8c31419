using EdgeTester.Storage.Sql;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace EdgeTester.Storage.Sqlite;

/// <summary>Reads one SQLite file.</summary>
internal sealed class SqliteReader(SqliteOptions options) : StoreReader
{
    private readonly string text = new SqliteConnectionStringBuilder
    {
        DataSource = options.Path,
        Pooling = true,
    }.ToString();

    /// <summary>Opens a connection that waits for others.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(text);
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
