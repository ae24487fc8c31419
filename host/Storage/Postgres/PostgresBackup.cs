using EdgeTester.Storage.Sql;
using EdgeTester.Storage.Sqlite;
using Npgsql;

namespace EdgeTester.Storage.Postgres;

/// <summary>
/// A backup is a SQLite file with the same tables: it can be opened as it is, or restored into this or another
/// PostgreSQL.
/// </summary>
internal static class PostgresBackup
{
    /// <summary>Writes a copy of one moment while hosts go on writing.</summary>
    /// <exception cref="StoreException">The target exists already, or cannot be written.</exception>
    public static void Write(PostgresReader reader, string target, CancellationToken cancellation)
    {
        BackupFile.Write(
            target,
            part =>
                reader.Read(source =>
                {
                    SqliteCopy.Write(part, source, cancellation);
                    return true;
                }),
            e => PostgresFailure.Explain(e, reader.Shown)
        );
    }

    /// <summary>Fills an empty schema from a backup, all or nothing.</summary>
    /// <returns>How many rows.</returns>
    /// <exception cref="StoreException">The schema holds runs already, or the backup cannot be read.</exception>
    public static long Restore(PostgresReader reader, string source, CancellationToken cancellation)
    {
        using var link = new PostgresLink(reader.Open());
        link.Gather(new NpgsqlBatchCommand("BEGIN"));
        using (Statement any = link.Prepare("SELECT 1 FROM runs LIMIT 1"))
            if (any.Step())
                throw new StoreException(
                    StoreFailure.NotUsable,
                    $"{reader.Shown} holds runs already: a restore never replaces anything. Give an empty database."
                );
        long rows = SqliteCopy.Read(source, link, cancellation);
        // Rows came with their numbers; new ones go on after them.
        foreach (string table in new[] { "runs", "commands", "quarantine", "result_news" })
            Ask(
                link,
                $"SELECT setval(pg_get_serial_sequence('{table}', 'id'), coalesce((SELECT max(id) FROM {table}), 0) + 1, false)"
            );
        Ask(link, "SELECT setval('payload_ids', coalesce((SELECT max(id) FROM payloads), 0) + 1, false)");
        link.Gather(new NpgsqlBatchCommand("COMMIT"));
        link.Send();
        return rows;
    }

    private static void Ask(PostgresLink link, string sql)
    {
        using Statement statement = link.Prepare(sql);
        statement.Step();
    }
}
