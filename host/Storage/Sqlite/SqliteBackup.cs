using Microsoft.Data.Sqlite;

namespace EdgeTester.Storage.Sqlite;

/// <summary>Copies a database that is in use.</summary>
internal static class SqliteBackup
{
    /// <summary>Writes a compact copy of one moment.</summary>
    /// <exception cref="StoreException">The target exists already, or cannot be written.</exception>
    public static void Write(SqliteReader reader, string target)
    {
        BackupFile.Write(
            target,
            part =>
            {
                using SqliteConnection connection = reader.Open();
                using var copy = new SqliteStatement(connection, "VACUUM INTO ?");
                copy.Add(part).Run();
            },
            e => SqliteFailure.Explain(e, target)
        );
    }
}
