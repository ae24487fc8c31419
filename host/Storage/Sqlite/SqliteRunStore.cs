using EdgeTester.Storage.Sql;
using Microsoft.Data.Sqlite;

namespace EdgeTester.Storage.Sqlite;

/// <summary>
/// <see cref="IRunStore"/> in one SQLite file: write-ahead log, every commit on the disk before it is said to be, one
/// writing thread. What survives a kill -9 or a power cut is exactly what was acknowledged, and perhaps the last commit
/// that was not yet.
/// </summary>
public sealed class SqliteRunStore : SqlRunStore
{
    private const int PageSize = 4096;
    private const int LeastFreeShare = 20;
    private readonly SqliteReader reader;
    private readonly string path;

    private SqliteRunStore(SqliteReader reader, StoreWriter writer, string path, TimeProvider time)
        : base(reader, writer, time)
    {
        this.reader = reader;
        this.path = path;
    }

    /// <summary>Opens a database, makes it where it is missing, and brings it to this program's version.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="time">Gives the time of arrival.</param>
    /// <exception cref="StoreException">It cannot be opened; the message says what to do.</exception>
    public static SqliteRunStore Open(SqliteOptions options, TimeProvider time)
    {
        string path = Path.GetFullPath(options.Path);
        SqliteConnection? connection = null;
        try
        {
            string folder = Path.GetDirectoryName(path)!;
            Directory.CreateDirectory(folder);
            options = WithDisk(options with { Path = path }, folder);
            var reader = new SqliteReader(options);
            connection = reader.OpenOrMake();
            SqliteSchema.Execute(connection, $"PRAGMA page_size = {PageSize}");
            // Only a new file takes this: what a segment replaces can then be given back bit by bit.
            SqliteSchema.Execute(connection, "PRAGMA auto_vacuum = INCREMENTAL");
            SqliteSchema.Execute(connection, "PRAGMA journal_mode = WAL");
            SqliteSchema.Execute(connection, "PRAGMA journal_size_limit = 67108864");
            SqliteSchema.Execute(connection, "PRAGMA synchronous = FULL");
            SqliteSchema.Execute(connection, "PRAGMA wal_autocheckpoint = 4000");
            SqliteSchema.Execute(connection, "PRAGMA cache_size = -65536");
            if (options.MaximumBytes is long most)
                SqliteSchema.Execute(connection, $"PRAGMA max_page_count = {Math.Max(64, most / PageSize)}");
            SqliteSchema.Migrate(connection, path);
            return new SqliteRunStore(
                reader,
                new StoreWriter(new SqliteWriteSession(connection, options, time)),
                path,
                time
            );
        }
        catch (Exception e)
        {
            connection?.Dispose();
            throw e switch
            {
                SqliteException s => SqliteFailure.Explain(s, path),
                IOException or UnauthorizedAccessException => new StoreException(
                    StoreFailure.NotUsable,
                    $"{path} cannot be made: {e.Message} Give a path that may be written.",
                    e
                ),
                _ => e,
            };
        }
    }

    private static SqliteOptions WithDisk(SqliteOptions options, string folder)
    {
        if (options.FreeBytes != null)
            return options;
        long enough = new DriveInfo(folder).TotalSize / LeastFreeShare;
        return options with
        {
            FreeBytes = () => new DriveInfo(folder).AvailableFreeSpace,
            MinimumFreeBytes = Math.Min(options.MinimumFreeBytes, enough),
        };
    }

    /// <inheritdoc/>
    public override long MeasureSize()
    {
        var log = new FileInfo(path + "-wal");
        return new FileInfo(path).Length + (log.Exists ? log.Length : 0);
    }

    private protected override void WriteBackup(string target, CancellationToken cancellation)
    {
        SqliteBackup.Write(reader, target);
    }

    private protected override void Shrink()
    {
        try
        {
            using SqliteConnection connection = reader.Open();
            SqliteShrink.Run(connection);
        }
        catch (SqliteException e)
        {
            throw SqliteFailure.Explain(e, path);
        }
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync().ConfigureAwait(false);
        reader.Clear();
    }
}
