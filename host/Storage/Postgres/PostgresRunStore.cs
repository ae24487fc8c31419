using EdgeTester.Storage.Sql;
using EdgeTester.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace EdgeTester.Storage.Postgres;

/// <summary>
/// <see cref="IRunStore"/> in a PostgreSQL database, for a lab with many testers: any number of hosts may write, each
/// frame is stored once, and a commit is on the server's disk before it is said to be.
/// </summary>
public sealed class PostgresRunStore : SqlRunStore
{
    private readonly PostgresReader reader;

    private PostgresRunStore(PostgresReader reader, StoreWriter writer, TimeProvider time)
        : base(reader, writer, time)
    {
        this.reader = reader;
    }

    /// <summary>Opens a schema, makes it where it is missing, and brings it to this program's version.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="time">Gives the time of arrival.</param>
    /// <exception cref="StoreException">It cannot be opened; the message says what to do.</exception>
    public static PostgresRunStore Open(PostgresOptions options, TimeProvider time)
    {
        var reader = new PostgresReader(options);
        try
        {
            using (NpgsqlConnection connection = reader.Open())
                PostgresSchema.Migrate(connection, options, reader.Shown);
            return new PostgresRunStore(
                reader,
                new StoreWriter(new PostgresWriteSession(reader, options, time)),
                time
            );
        }
        catch (Exception e)
        {
            reader.Dispose();
            throw PostgresFailure.Explain(e, reader.Shown);
        }
    }

    /// <summary>Fills an empty schema from a backup of any store, all or nothing.</summary>
    /// <param name="options">Where and how; the schema is made where it is missing.</param>
    /// <param name="source">A file that <see cref="IRunStore.BackupAsync"/> has written.</param>
    /// <param name="cancellation">Gives up; then nothing is restored.</param>
    /// <returns>How many rows.</returns>
    /// <exception cref="StoreException">The schema holds runs already, or the backup cannot be read.</exception>
    public static long Restore(PostgresOptions options, string source, CancellationToken cancellation)
    {
        using var reader = new PostgresReader(options);
        try
        {
            using (NpgsqlConnection connection = reader.Open())
                PostgresSchema.Migrate(connection, options, reader.Shown);
            return PostgresBackup.Restore(reader, source, cancellation);
        }
        catch (SqliteException e)
        {
            throw SqliteFailure.Explain(e, source);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw PostgresFailure.Explain(e, reader.Shown);
        }
    }

    /// <inheritdoc/>
    public override long MeasureSize()
    {
        return reader.Read(connection =>
        {
            using Statement row = connection.Prepare(
                "SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class "
                    + "WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'"
            );
            row.Step();
            return row.Long(0);
        });
    }

    private protected override void Shrink()
    {
        try
        {
            using NpgsqlConnection connection = reader.Open();
            using var command = new NpgsqlCommand("VACUUM (FULL) frames, payloads, blocks", connection)
            {
                CommandTimeout = 0,
            };
            command.ExecuteNonQuery();
        }
        catch (NpgsqlException e)
        {
            throw PostgresFailure.Explain(e, reader.Shown);
        }
    }

    private protected override void WriteBackup(string target, CancellationToken cancellation)
    {
        PostgresBackup.Write(reader, target, cancellation);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync().ConfigureAwait(false);
        reader.Dispose();
    }
}
