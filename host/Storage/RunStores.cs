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

    /// <summary>The folder of a store that is a file; the present folder for one that is a server.</summary>
    public static string FolderOf(string address)
    {
        return PostgresAddress.Is(address)
            ? Environment.CurrentDirectory
            : Path.GetDirectoryName(Path.GetFullPath(address))!;
    }

    /// <summary>An address as it may be shown: without a password.</summary>
    public static string Shown(string address)
    {
        return PostgresAddress.Is(address) ? PostgresAddress.Parse(address).Shown : address;
    }
}
