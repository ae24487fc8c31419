using EdgeTester.Contracts;

namespace EdgeTester.Storage.Sql;

/// <summary>
/// Deletes the raw data of old runs. What a run was, its results and the audit stay. A run is marked first and then
/// emptied in small steps, so that others can write meanwhile; what a crash leaves is done the next time.
/// </summary>
internal sealed class Remover(
    StoreReader reader,
    StoreWriter writer,
    RetentionOptions options,
    TimeProvider time
)
{
    private const int RowsAtOnce = 1000;

    public async Task<IReadOnlyList<RetainedRun>> RunAsync(CancellationToken cancellation)
    {
        long before = (time.GetUtcNow() - options.OlderThan).ToUnixTimeMilliseconds();
        var runs = new List<RetainedRun>();
        foreach (RetainedRun run in reader.Read(connection => Find(connection, before)))
        {
            bool allowed = (run.IsBackedUp || options.EvenIfNotBackedUp) && !options.OnlySay;
            bool removed =
                allowed
                && await writer
                    .DoAsync(session => Mark(session, run, before), cancellation)
                    .ConfigureAwait(false);
            runs.Add(run with { IsRemoved = removed });
        }
        if (options.OnlySay)
            return runs;
        foreach (long stream in reader.Read(Marked))
            while (
                await writer.DoAsync(session => Empty(session, stream), cancellation).ConfigureAwait(false)
            ) { }
        return runs;
    }

    private static List<RetainedRun> Find(Connection connection, long before)
    {
        using Statement rows = connection.Prepare(
            """
            SELECT r.run, r.channel, r.name, p.samples + p.points + p.events, p.received, b.records
            FROM runs r JOIN progress p ON p.stream = r.id LEFT JOIN backed_up b ON b.stream = r.id
            WHERE p.received > 0 AND p.received < ? AND r.removed IS NULL ORDER BY r.id
            """
        );
        rows.Add(before);
        return StoreReader.List(
            rows,
            row => new RetainedRun(
                StreamKey.RunOf(row.Blob(0)),
                (byte)row.Long(1),
                row.Text(2),
                row.Long(3),
                DateTimeOffset.FromUnixTimeMilliseconds(row.Long(4)),
                !row.IsNull(5) && row.Long(5) == row.Long(3),
                false
            )
        );
    }

    /// <summary>False where it has sent something since it was looked at.</summary>
    private static bool Mark(WriteSession session, RetainedRun run, long before)
    {
        StreamState stream = session.Find(run.Run, run.Channel)!;
        if (stream.Received >= before || stream.Samples + stream.Points + stream.Events != run.Records)
            return false;
        session
            .Prepare("UPDATE runs SET removed = ?, removed_to = ? WHERE id = ?")
            .Add(session.Now)
            .Add(stream.Highest)
            .Add(stream.Id)
            .Run();
        session.Prepare("DELETE FROM jobs WHERE stream = ?").Add(stream.Id).Run();
        session.Prepare("DELETE FROM blocks WHERE stream = ?").Add(stream.Id).Run();
        stream.RemovedTo = stream.Highest;
        session.Touch(stream);
        return true;
    }

    private static List<long> Marked(Connection connection)
    {
        using Statement rows = connection.Prepare(
            """
            SELECT r.id FROM runs r WHERE r.removed IS NOT NULL AND (
                EXISTS (SELECT 1 FROM frames f WHERE f.stream = r.id AND f.first < r.removed_to)
                OR EXISTS (SELECT 1 FROM segments g WHERE g.stream = r.id AND g.first < r.removed_to))
            """
        );
        return StoreReader.List(rows, row => row.Long(0));
    }

    /// <summary>Deletes some rows; false where there are none left.</summary>
    private static bool Empty(WriteSession session, long stream)
    {
        session
            .Prepare(
                """
                DELETE FROM segment_bins WHERE stream = ?1
                    AND first < (SELECT r.removed_to FROM runs r WHERE r.id = ?1)
                """
            )
            .Add(stream)
            .Run();
        return EmptyTable(session, stream, "frames") | EmptyTable(session, stream, "segments");
    }

    private static bool EmptyTable(WriteSession session, long stream, string table)
    {
        Statement rows = session
            .Prepare(
                $"""
                SELECT t.first, t.payload FROM {table} t JOIN runs r ON r.id = t.stream
                WHERE t.stream = ? AND t.first < r.removed_to ORDER BY t.first LIMIT {RowsAtOnce}
                """
            )
            .Add(stream);
        List<(long First, long Payload)> some = StoreReader.List(rows, row => (row.Long(0), row.Long(1)));
        rows.Reset();
        foreach ((_, long payload) in some)
            session.Prepare("DELETE FROM payloads WHERE id = ?").Add(payload).Run();
        if (some.Count > 0)
            session
                .Prepare($"DELETE FROM {table} WHERE stream = ? AND first <= ?")
                .Add(stream)
                .Add(some[^1].First)
                .Run();
        return some.Count == RowsAtOnce;
    }
}
