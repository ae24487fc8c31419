using EdgeTester.Storage.Sqlite;

namespace EdgeTester.Host.Tests.Storage;

/// <summary>A folder for databases that is gone afterwards.</summary>
public sealed class StoreFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("edgetester-store-").FullName;

    public SqliteOptions Options =>
        new() { Path = System.IO.Path.Combine(Path, "runs.db"), MinimumFreeBytes = 0 };

    public SqliteRunStore Open(Func<SqliteOptions, SqliteOptions>? with = null)
    {
        return SqliteRunStore.Open(with?.Invoke(Options) ?? Options, TimeProvider.System);
    }

    public void Dispose()
    {
        Directory.Delete(Path, recursive: true);
    }
}
