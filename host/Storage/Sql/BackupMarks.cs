namespace EdgeTester.Storage.Sql;

/// <summary>Remembers how many records of each channel of a run are in a backup, as counted in the backup itself.</summary>
/// <param name="Stream">Number of the channel of a run.</param>
/// <param name="Run">The run as bytes.</param>
/// <param name="Records">Records in the backup.</param>
internal sealed record BackupMark(long Stream, byte[] Run, long Records)
{
    /// <summary>Counts in a backup.</summary>
    public static List<BackupMark> Read(Connection backup)
    {
        using Statement rows = backup.Prepare(
            """
            SELECT r.id, r.run, p.samples + p.points + p.events FROM runs r JOIN progress p ON p.stream = r.id
            WHERE r.removed IS NULL
            """
        );
        return StoreReader.List(rows, row => new BackupMark(row.Long(0), row.Blob(1).ToArray(), row.Long(2)));
    }

    /// <summary>Keeps the counts where they came from.</summary>
    public static void Save(WriteSession session, List<BackupMark> marks, string target)
    {
        foreach (BackupMark mark in marks)
            session
                .Prepare(
                    """
                    INSERT INTO backed_up (stream, records, made, target)
                    SELECT r.id, ?3, ?4, ?5 FROM runs r WHERE r.id = ?1 AND r.run = ?2
                    ON CONFLICT (stream) DO UPDATE SET
                        records = excluded.records, made = excluded.made, target = excluded.target
                    """
                )
                .Add(mark.Stream)
                .Add(mark.Run)
                .Add(mark.Records)
                .Add(session.Now)
                .Add(target)
                .Run();
    }
}
