using EdgeTester.Storage.Sqlite;

namespace EdgeTester.Benchmarks.Ingest;

/// <summary>A folder for one measurement that is gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("edgetester-bench-").FullName;

    public string Database => System.IO.Path.Combine(Path, "runs.db");

    public long DatabaseBytes => new FileInfo(Database).Length;

    public SqliteRunStore Open()
    {
        return SqliteRunStore.Open(new SqliteOptions { Path = Database }, TimeProvider.System);
    }

    public void Dispose()
    {
        Directory.Delete(Path, recursive: true);
    }
}
