using Microsoft.Data.Sqlite;

namespace EdgeTester.Storage.Sqlite;

/// <summary>Copies a database that is in use.</summary>
internal static class SqliteBackup
{
    /// <summary>Writes a compact copy of one moment. It has its name only when it is whole and on the disk.</summary>
    /// <exception cref="StoreException">The target exists already, or cannot be written.</exception>
    public static void Write(SqliteReader reader, string target)
    {
        string path = Path.GetFullPath(target);
        if (File.Exists(path))
            throw new StoreException(
                StoreFailure.NotUsable,
                $"{path} exists already: a backup never replaces anything. Give another path."
            );
        string part = path + ".part";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Delete(part);
            using (SqliteConnection connection = reader.Open())
            {
                using var copy = new Statement(connection, "VACUUM INTO ?");
                copy.Add(part).Run();
            }
            using (FileStream file = File.Open(part, FileMode.Open))
                file.Flush(flushToDisk: true);
            File.Move(part, path, overwrite: false);
        }
        catch (SqliteException e)
        {
            Discard(part);
            throw SqliteFailure.Explain(e, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Discard(part);
            throw new StoreException(
                StoreFailure.NotUsable,
                $"The backup {path} cannot be written: {e.Message}",
                e
            );
        }
    }

    private static void Discard(string part)
    {
        try
        {
            File.Delete(part);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What cannot be deleted could not be written either; the caller hears of that.
        }
    }
}
