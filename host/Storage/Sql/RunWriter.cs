using EdgeTester.Contracts;

namespace EdgeTester.Storage.Sql;

/// <summary>Makes runs known and follows their events.</summary>
internal static class RunWriter
{
    private const long EarliestUnixMilliseconds = 946_684_800_000;
    private const long LatestUnixMilliseconds = 253_402_300_799_000;

    /// <summary>Makes a run known that somebody else started; false where its device sends too many of them.</summary>
    public static bool AddUnknown(WriteSession session, IncomingFrame frame)
    {
        Statement count = session
            .Prepare("SELECT count(*) FROM runs WHERE device = ? AND registered = 0")
            .Add(frame.Device);
        count.Step();
        bool tooMany = count.Long(0) >= session.Options.MaximumUnknownRuns;
        count.Reset();
        if (tooMany)
            return false;
        var definition = new RunDefinition
        {
            Run = frame.Run,
            Channel = frame.Channel,
            Device = frame.Device,
        };
        Insert(session, definition, registered: false);
        return true;
    }

    /// <summary>Makes a run known before it starts, or completes one that was first heard of in a frame.</summary>
    /// <exception cref="StoreException">It is known with another device or plan.</exception>
    public static void Register(WriteSession session, RunDefinition definition)
    {
        Statement row = session
            .Prepare("SELECT id, device, registered, compiled FROM runs WHERE run = ? AND channel = ?")
            .Add(StreamKey.BytesOf(definition.Run))
            .Add(definition.Channel);
        if (!row.Step())
        {
            row.Reset();
            Insert(session, definition, registered: true);
            return;
        }
        long id = row.Long(0);
        bool sameDevice = row.Text(1) == definition.Device;
        bool registered = row.Long(2) != 0;
        bool samePlan = !registered || row.Blob(3).SequenceEqual(definition.CompiledPlan);
        row.Reset();
        if (!sameDevice || !samePlan)
            throw new StoreException(
                StoreFailure.RunTaken,
                $"Run {definition.Run} channel {definition.Channel} is known with another device or plan. Make a new run identity."
            );
        session
            .Prepare(
                "UPDATE runs SET registered = 1, name = ?, plan = ?, compiled = ?, metadata = ? WHERE id = ?"
            )
            .Add(definition.Name)
            .Add(definition.PlanJson)
            .Add(definition.CompiledPlan.AsSpan())
            .Add(definition.MetadataJson)
            .Add(id)
            .Run();
    }

    /// <summary>Keeps what an event says about the run as a whole.</summary>
    public static void Apply(
        WriteSession session,
        StreamState stream,
        RunEvent record,
        List<SpectrumKey> completed
    )
    {
        switch (record.Code)
        {
            case RunEventCode.RunStarted:
                SetStarted(session, stream, record.UnixMilliseconds, onlyWhereUnknown: true);
                break;
            case RunEventCode.ClockSet:
                double unix = record.Value1 * 1000;
                if (unix is > EarliestUnixMilliseconds and < LatestUnixMilliseconds)
                    SetStarted(session, stream, (ulong)unix, onlyWhereUnknown: false);
                break;
            case RunEventCode.RunEnded:
                SetEnded(session, stream, record);
                break;
            case RunEventCode.SpectrumEnded:
                SpectrumWriter.End(session, stream, record, completed);
                break;
        }
    }

    private static void Insert(WriteSession session, RunDefinition definition, bool registered)
    {
        Statement row = session
            .Prepare(
                """
                INSERT INTO runs (run, channel, device, registered, name, plan, compiled, metadata, created)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
                """
            )
            .Add(StreamKey.BytesOf(definition.Run))
            .Add(definition.Channel)
            .Add(definition.Device)
            .Add(registered ? 1 : 0)
            .Add(definition.Name)
            .Add(definition.PlanJson)
            .Add(definition.CompiledPlan.AsSpan())
            .Add(definition.MetadataJson)
            .Add(session.Now);
        row.Step();
        long id = row.Long(0);
        row.Reset();
        session.Prepare("INSERT INTO progress VALUES (?, 0, 0, 0, 0, 0, 0, 0, 0, 0)").Add(id).Run();
    }

    private static void SetStarted(
        WriteSession session,
        StreamState stream,
        ulong unixMilliseconds,
        bool onlyWhereUnknown
    )
    {
        session
            .Prepare(
                onlyWhereUnknown
                    ? "UPDATE runs SET started = coalesce(started, ?) WHERE id = ?"
                    : "UPDATE runs SET started = ? WHERE id = ?"
            )
            .Add(Known(unixMilliseconds) ?? session.Now)
            .Add(stream.Id)
            .Run();
    }

    private static void SetEnded(WriteSession session, StreamState stream, RunEvent record)
    {
        session
            .Prepare(
                """
                UPDATE runs SET ended = coalesce(?, ended, ?), reason = ?, end_sequence = ?, made_samples = ?, made_points = ?,
                    made_events = ? WHERE id = ? AND coalesce(end_sequence, 0) < ?
                """
            )
            .Add(Known(record.UnixMilliseconds))
            .Add(session.Now)
            .Add((long)record.Reason)
            .Add((long)record.Sequence + 1)
            .Add(Numbered(record.Value1))
            .Add(Numbered(record.Value2))
            .Add(Numbered(record.Value3))
            .Add(stream.Id)
            .Add((long)record.Sequence + 1)
            .Run();
    }

    /// <summary>A device without a clock says 0: then the time of arrival has to do.</summary>
    private static long? Known(ulong unixMilliseconds)
    {
        bool known = unixMilliseconds is > EarliestUnixMilliseconds and < LatestUnixMilliseconds;
        return known ? (long)unixMilliseconds : null;
    }

    private static long? Numbered(double count)
    {
        return count is >= 0 and < 1e15 ? (long)count : null;
    }
}
