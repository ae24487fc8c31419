using EdgeTester.Contracts;

namespace EdgeTester.Storage.Sql;

/// <summary>Short reads beside the writer, each on a connection from a pool.</summary>
internal abstract class StoreReader
{
    /// <summary>Reads inside one snapshot.</summary>
    /// <exception cref="StoreException">Reading failed.</exception>
    public abstract T Read<T>(Func<Connection, T> work);

    /// <summary>Number of the row of a channel of a run, or null.</summary>
    public static long? FindStream(Connection connection, RunId run, byte channel)
    {
        using Statement row = connection.Prepare("SELECT id FROM runs WHERE run = ? AND channel = ?");
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
