using EdgeTester.Storage.Postgres;
using EdgeTester.Storage.Sql;
using EdgeTester.Storage.Sqlite;

namespace EdgeTester.Storage;

/// <summary>Opens the store that an address names.</summary>
public static class RunStores
{
    /// <summary>Opens a store, makes it where it is missing, and brings it to this program's version.</summary>
    /// <param name="address">postgres://user:password@host:port/database, or the path of a SQLite file.</param>
    /// <param name="time">Gives the time of arrival.</param>
    /// <exception cref="StoreException">It cannot be opened; the message says what to do.</exception>
    public static SqlRunStore Open(string address, TimeProvider time)
    {
        return PostgresAddress.Is(address)
            ? PostgresRunStore.Open(new PostgresOptions { Address = address }, time)
            : SqliteRunStore.Open(new SqliteOptions { Path = address }, time);
    }

    /// <summary>Opens a store that must be there already.</summary>
    /// <exception cref="StoreException">It is not there or cannot be opened; the message says what to do.</exception>
    public static SqlRunStore OpenExisting(string address, TimeProvider time)
    {
        if (!PostgresAddress.Is(address) && !File.Exists(address))
            throw new StoreException(
                StoreFailure.NotUsable,
                $"There is no store at {address}. Give the folder of a host's data, or the address of its store."
            );
        return Open(address, time);
    }

    /// <summary>Makes a new store from a backup, all or nothing.</summary>
    /// <param name="backup">A file that <see cref="IRunStore.BackupAsync"/> has written, or the file of a store.</param>
    /// <param name="address">The new store: an address of an empty database, or a path where nothing is.</param>
    /// <param name="cancellation">Gives up; then nothing is restored.</param>
    /// <exception cref="StoreException">There is something already, or the backup cannot be read.</exception>
    public static Task RestoreAsync(string backup, string address, CancellationToken cancellation)
    {
        if (!File.Exists(backup))
            throw new StoreException(StoreFailure.NotUsable, $"There is no backup at {backup}.");
        return Task.Run(
            () =>
            {
                if (!PostgresAddress.Is(address))
                {
                    SqliteBackup.Restore(backup, address);
                    return;
                }
                // A backup of an older program is brought forward in a copy; the backup itself is never written to.
                string folder = Directory.CreateTempSubdirectory("edgetester-restore-").FullName;
                try
                {
                    string copy = Path.Combine(folder, "copy.db");
                    SqliteBackup.Restore(backup, copy);
                    PostgresRunStore.Restore(new PostgresOptions { Address = address }, copy, cancellation);
                }
                finally
                {
                    Directory.Delete(folder, recursive: true);
                }
            },
            cancellation
        );
    }

    /// <summary>The folder of a store that is a file; another one for a store that is a server.</summary>
    /// <param name="address">Address of the store.</param>
    /// <param name="otherwise">The folder where the store is a server; null = the present one.</param>
    public static string FolderOf(string address, string? otherwise = null)
    {
        return PostgresAddress.Is(address)
            ? otherwise ?? Environment.CurrentDirectory
            : Path.GetDirectoryName(Path.GetFullPath(address))!;
    }

    /// <summary>An address as it may be shown: without a password.</summary>
    public static string Shown(string address)
    {
        return PostgresAddress.Is(address) ? PostgresAddress.Parse(address).Shown : address;
    }
}
