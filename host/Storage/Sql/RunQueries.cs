using EdgeTester.Contracts;

namespace EdgeTester.Storage.Sql;

/// <summary>Reads runs, devices and the audit.</summary>
internal static class RunQueries
{
    private const string Columns = """
        SELECT r.run, r.channel, r.device, r.name, r.registered, r.created, r.started, r.ended, r.reason, p.next,
            p.samples, p.points, p.events, p.overflow, p.elapsed, p.received,
            (SELECT count(*) FROM spectra s WHERE s.stream = r.id AND s.complete = 1), r.end_sequence, r.removed
        FROM runs r JOIN progress p ON p.stream = r.id
        """;

    public static List<RunSummary> List(Connection connection, int maximum, string? device)
    {
        string filter = device == null ? "" : " WHERE r.device = ?2";
        using var query = connection.Prepare(Columns + filter + " ORDER BY r.id DESC LIMIT ?1");
        query.Add(maximum);
        if (device != null)
            query.Add(device);
        return StoreReader.List(query, Summary);
    }

    public static List<RunSummary> Find(Connection connection, RunId run)
    {
        using var query = connection.Prepare(Columns + " WHERE r.run = ? ORDER BY r.channel");
        query.Add(StreamKey.BytesOf(run));
        return StoreReader.List(query, Summary);
    }

    public static RunDefinition? Definition(Connection connection, RunId run, byte channel)
    {
        using var row = connection.Prepare(
            "SELECT device, name, plan, compiled, metadata FROM runs WHERE run = ? AND channel = ?"
        );
        row.Add(StreamKey.BytesOf(run)).Add(channel);
        if (!row.Step())
            return null;
        return new RunDefinition
        {
            Run = run,
            Channel = channel,
            Device = row.Text(0),
            Name = row.Text(1),
            PlanJson = row.Text(2),
            CompiledPlan = row.Blob(3).ToArray(),
            MetadataJson = row.Text(4),
        };
    }

    public static List<DeviceRecord> Devices(Connection connection)
    {
        using var query = connection.Prepare(
            "SELECT serial, description, online, first_seen, last_seen FROM devices ORDER BY serial"
        );
        return StoreReader.List(
            query,
            row => new DeviceRecord(
                row.Text(0),
                row.Blob(1).ToArray(),
                row.Long(2) != 0,
                StoreReader.Time(row, 3)!.Value,
                StoreReader.Time(row, 4)!.Value
            )
        );
    }

    public static List<CommandRecord> Commands(Connection connection, int maximum, RunId? run)
    {
        string filter = run == null ? "" : " WHERE run = ?2";
        using var query = connection.Prepare(
            "SELECT command, device, run, channel, verb, who, issued, answered, result, text FROM commands"
                + filter
                + " ORDER BY id DESC LIMIT ?1"
        );
        query.Add(maximum);
        if (run != null)
            query.Add(StreamKey.BytesOf(run.Value));
        return StoreReader.List(
            query,
            row => new CommandRecord
            {
                Id = BitConverter.ToUInt64(row.Blob(0)),
                Device = row.Text(1),
                Run = StreamKey.RunOf(row.Blob(2)),
                Channel = (byte)row.Long(3),
                Verb = (CommandVerb)row.Long(4),
                Who = row.Text(5),
                Issued = StoreReader.Time(row, 6)!.Value,
                Answered = StoreReader.Time(row, 7),
                Result = (CommandResult)row.Long(8),
                Text = row.Text(9),
            }
        );
    }

    private static RunSummary Summary(Statement row)
    {
        long received = row.Long(15);
        return new RunSummary
        {
            Run = StreamKey.RunOf(row.Blob(0)),
            Channel = (byte)row.Long(1),
            Device = row.Text(2),
            Name = row.Text(3),
            Registered = row.Long(4) != 0,
            Created = StoreReader.Time(row, 5)!.Value,
            Started = StoreReader.Time(row, 6),
            Ended = StoreReader.Time(row, 7),
            Reason = (EndReason)row.Long(8),
            NextSequence = row.Long(9),
            Samples = row.Long(10),
            Points = row.Long(11),
            Events = row.Long(12),
            Overflow = row.Long(13),
            ElapsedMicroseconds = row.Long(14),
            Received = received == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(received),
            Spectra = row.Long(16),
            Removed = StoreReader.Time(row, 18),
            EndSequence = row.IsNull(17) ? null : row.Long(17),
        };
    }
}
