namespace EdgeTester.Storage.Sql;

/// <summary>
/// Gathers what is stored without a hole, sixteen rows to one, so that an overview of a long run reads few rows. Works
/// from the rows and not from what passes by: order of arrival, restarts and old files make no difference.
/// </summary>
internal static class BlockGatherer
{
    /// <summary>The highest level.</summary>
    public const int Levels = 2;

    /// <summary>Rows of a level that make one of the next.</summary>
    public const int GroupSize = 16;

    /// <summary>Up to which sequence a level is made.</summary>
    public static long FindEnd(WriteSession session, long stream, int level)
    {
        Statement row = session
            .Prepare("SELECT \"end\" FROM blocks WHERE stream = ? AND level = ? ORDER BY first DESC LIMIT 1")
            .Add(stream)
            .Add(level);
        long end = row.Step() ? row.Long(0) : 0;
        row.Reset();
        return end;
    }

    /// <summary>Makes all rows that can be made.</summary>
    public static void Gather(WriteSession session, StreamState stream)
    {
        if (stream.Ungathered < GroupSize)
            return;
        stream.Ungathered = GatherLevel(session, stream, 1);
        for (int level = 2; level <= Levels; level++)
            GatherLevel(session, stream, level);
    }

    /// <summary>A frame came in below what was gathered: makes that part again.</summary>
    public static void Spoil(WriteSession session, StreamState stream, long sequence)
    {
        session
            .Prepare("DELETE FROM blocks WHERE stream = ? AND \"end\" > ?")
            .Add(stream.Id)
            .Add(sequence)
            .Run();
        for (int level = 1; level <= Levels; level++)
            stream.GatheredTo[level] = FindEnd(session, stream.Id, level);
        stream.Ungathered = GroupSize;
    }

    /// <summary>Gives how many rows were left because they are too few.</summary>
    private static int GatherLevel(WriteSession session, StreamState stream, int level)
    {
        var groups = new List<BlockRow>();
        BlockRow group = default;
        int size = 0;
        Statement rows = Source(session, stream, level);
        while (rows.Step())
        {
            BlockRow row = BlockRow.Of(rows);
            group = size == 0 ? row : group.With(row);
            if (++size < GroupSize)
                continue;
            groups.Add(group);
            size = 0;
        }
        rows.Reset();
        foreach (BlockRow made in groups)
            Insert(session, stream.Id, level, made);
        if (groups.Count > 0)
            stream.GatheredTo[level] = groups[^1].End;
        return size;
    }

    private static Statement Source(WriteSession session, StreamState stream, int level)
    {
        if (level == 1)
            return session
                .Prepare(
                    $"SELECT {BlockRow.OfFrames} FROM frames f WHERE stream = ? AND first >= ? AND first < ? AND kind = 1 ORDER BY first"
                )
                .Add(stream.Id)
                .Add(stream.GatheredTo[1])
                .Add(stream.Next);
        return session
            .Prepare(
                $"SELECT {BlockRow.OfBlocks} FROM blocks WHERE stream = ? AND first >= ? AND level = ? ORDER BY first"
            )
            .Add(stream.Id)
            .Add(stream.GatheredTo[level])
            .Add(level - 1);
    }

    private static void Insert(WriteSession session, long stream, int level, BlockRow row)
    {
        session
            .Prepare(
                """
                INSERT INTO blocks (stream, level, first, "end", count, elapsed_first, elapsed_last,
                    minimum_voltage, maximum_voltage, minimum_current, maximum_current)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
            )
            .Add(stream)
            .Add(level)
            .Add(row.First)
            .Add(row.End)
            .Add(row.Count)
            .Add(row.ElapsedFirst)
            .Add(row.ElapsedLast)
            .Add(row.MinimumVoltage)
            .Add(row.MaximumVoltage)
            .Add(row.MinimumCurrent)
            .Add(row.MaximumCurrent)
            .Run();
    }
}
