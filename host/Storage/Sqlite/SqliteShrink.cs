using Microsoft.Data.Sqlite;

namespace EdgeTester.Storage.Sqlite;

/// <summary>Gives free pages back to the file system.</summary>
internal static class SqliteShrink
{
    private const long Incremental = 2;
    private const int PagesAtOnce = 2000;

    /// <summary>Does it in steps between which others can write; a file of an old format is written anew as a whole.</summary>
    public static void Run(SqliteConnection connection)
    {
        if (Ask(connection, "PRAGMA auto_vacuum") == Incremental)
            while (Ask(connection, "PRAGMA freelist_count") > 0)
            {
                using var step = new SqliteStatement(connection, $"PRAGMA incremental_vacuum({PagesAtOnce})");
                while (step.Step()) { }
            }
        else
            SqliteSchema.Execute(connection, "PRAGMA auto_vacuum = INCREMENTAL; VACUUM");
        SqliteSchema.Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private static long Ask(SqliteConnection connection, string sql)
    {
        using var statement = new SqliteStatement(connection, sql);
        return statement.Step() ? statement.Long(0) : 0;
    }
}
