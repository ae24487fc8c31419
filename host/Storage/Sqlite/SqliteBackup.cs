using EdgeTester.Storage.Sql;
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
                Copy(connection, part);
            },
            e => SqliteFailure.Explain(e, target)
        );
    }

    /// <summary>Copies any file of ours, in use or not, and brings the copy to this program's version.</summary>
    /// <exception cref="StoreException">It is no store of ours, or the copy cannot be written.</exception>
    public static void Restore(string source, string target)
    {
        BackupFile.Write(
            target,
            part =>
            {
                using (SqliteConnection connection = SqliteCopy.Open(source, SqliteOpenMode.ReadOnly))
                    Copy(connection, part);
                using SqliteConnection copied = SqliteCopy.Open(part, SqliteOpenMode.ReadWrite);
                SqliteSchema.Migrate(copied, source);
            },
            e => SqliteFailure.Explain(e, source)
        );
        Check(target);
    }

    /// <summary>Reads a whole copy, and counts what is in it.</summary>
    /// <exception cref="StoreException">It is damaged.</exception>
    public static List<BackupMark> Check(string path)
    {
        try
        {
            using SqliteConnection connection = SqliteCopy.Open(path, SqliteOpenMode.ReadOnly);
            using var check = new SqliteStatement(connection, "PRAGMA quick_check(1)");
            string said = check.Step() ? check.Text(0) : "";
            if (said != "ok")
                throw new StoreException(
                    StoreFailure.NotUsable,
                    $"The copy {path} is damaged ({said}). Check that disk, and make another copy elsewhere."
                );
            using var link = new SqliteLink(connection);
            return BackupMark.Read(link);
        }
        catch (SqliteException e)
        {
            throw SqliteFailure.Explain(e, path);
        }
    }

    private static void Copy(SqliteConnection connection, string target)
    {
        using var copy = new SqliteStatement(connection, "VACUUM INTO ?");
        copy.Add(target).Run();
    }
}
