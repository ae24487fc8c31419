using EdgeTester.Contracts;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace EdgeTester.Storage.Sqlite;

/// <summary>Short reads beside the writer, each on a connection from the pool.</summary>
internal sealed class SqliteReader(SqliteOptions options)
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

    /// <summary>Reads inside one snapshot.</summary>
    /// <exception cref="StoreException">Reading failed.</exception>
    public T Read<T>(Func<SqliteConnection, T> work)
    {
        try
        {
            using SqliteConnection connection = Open();
            using SqliteTransaction snapshot = connection.BeginTransaction(deferred: true);
            return work(connection);
        }
        catch (SqliteException e)
        {
            throw SqliteFailure.Explain(e, options.Path);
        }
    }

    /// <summary>Number of the row of a channel of a run, or null.</summary>
    public static long? FindStream(SqliteConnection connection, RunId run, byte channel)
    {
        using var row = new Statement(connection, "SELECT id FROM runs WHERE run = ? AND channel = ?");
        row.Add(StreamKey.BytesOf(run)).Add(channel);
        return row.Step() ? row.Long(0) : null;
    }

    /// <summary>All rows of a query.</summary>
    public static List<T> List<T>(Statement query, Func<Statement, T> row)
    {
        var rows = new List<T>();
        while (query.Step())
            rows.Add(row(query));
        return rows;
    }

    /// <summary>A time that may be missing.</summary>
    public static DateTimeOffset? Time(Statement row, int column)
    {
        return row.IsNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.Long(column));
    }
}
