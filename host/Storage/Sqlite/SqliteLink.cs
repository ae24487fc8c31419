using EdgeTester.Storage.Sql;
using Microsoft.Data.Sqlite;

namespace EdgeTester.Storage.Sqlite;

/// <summary>A connection to a SQLite file.</summary>
internal sealed class SqliteLink(SqliteConnection connection) : Connection
{
    public SqliteConnection Native { get; } = connection;

    public override Statement Prepare(string sql)
    {
        return new SqliteStatement(
            Native,
            sql.Replace("{larger}", "max", StringComparison.Ordinal)
                .Replace("{smaller}", "min", StringComparison.Ordinal)
                .Replace("{lock}", "", StringComparison.Ordinal)
                .Replace("{skip locked}", "", StringComparison.Ordinal)
                .Replace("{other}", " INDEXED BY frames_other", StringComparison.Ordinal)
        );
    }

    public override void Dispose()
    {
        Native.Dispose();
    }
}
