using Microsoft.Data.Sqlite;

namespace EdgeTester.Storage.Sqlite;

/// <summary>Says what a failure of SQLite means for people.</summary>
internal static class SqliteFailure
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    /// <summary>Any failure of writing in our words.</summary>
    public static StoreException Explain(Exception e, string path)
    {
        return e is SqliteException known
            ? Explain(known, path)
            : new StoreException(StoreFailure.Failed, $"Writing {path} failed: {e.Message}", e);
    }

    /// <summary>The failure in our words.</summary>
    public static StoreException Explain(SqliteException e, string path)
    {
        return e.SqliteErrorCode switch
        {
            Full => DiskFull(path, e),
            Busy or Locked => new StoreException(
                StoreFailure.Busy,
                $"Another program holds {path} for too long. End it, or wait until it is done.",
                e
            ),
            Corrupt or NotADatabase => new StoreException(
                StoreFailure.NotUsable,
                $"{path} is damaged or not a database. Restore it from a backup, or give another path.",
                e
            ),
            CannotOpen => new StoreException(
                StoreFailure.NotUsable,
                $"{path} cannot be opened. Check that its folder is there and may be written.",
                e
            ),
            _ => new StoreException(
                StoreFailure.Failed,
                $"Reading or writing {path} failed: {e.Message}. Check the disk.",
                e
            ),
        };
    }

    /// <summary>There is no room.</summary>
    public static StoreException DiskFull(string path, Exception? inner = null)
    {
        return new StoreException(
            StoreFailure.DiskFull,
            $"There is no room left for {path}. Free some: testers keep their records until then, and nothing that was acknowledged is lost.",
            inner
        );
    }
}
