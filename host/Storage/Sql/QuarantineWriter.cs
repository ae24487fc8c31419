namespace EdgeTester.Storage.Sql;

/// <summary>Counts every message that is not taken in and keeps a bounded number of them.</summary>
internal static class QuarantineWriter
{
    private const int KeptBytes = 65536;
    private const int CountedPairs = 10_000;
    private const int TopicLength = 200;

    /// <summary>The device that stands for all others once too many have been named.</summary>
    private const string Others = "";

    public static void Write(WriteSession session, QuarantinedMessage message)
    {
        string device = message.Device;
        if (!IsCounted(session, device, message.Reason) && PairCount(session) >= CountedPairs)
            device = Others;
        session
            .Prepare(
                """
                INSERT INTO quarantine_counts (device, reason, count) VALUES (?, ?, ?)
                ON CONFLICT (device, reason) DO UPDATE SET count = quarantine_counts.count + excluded.count
                """
            )
            .Add(device)
            .Add(message.Reason)
            .Add(message.Count)
            .Run();
        int kept = session.Options.KeptQuarantine;
        if (Ask(session.Prepare("SELECT count(*) FROM quarantine")) >= kept)
            return;
        Statement own = session.Prepare("SELECT count(*) FROM quarantine WHERE device = ?").Add(device);
        if (Ask(own) >= Math.Max(1, kept / 10))
            return;
        string topic = message.Topic.Length > TopicLength ? message.Topic[..TopicLength] : message.Topic;
        session
            .Prepare(
                """
                INSERT INTO quarantine (received, topic, device, reason, text, size, bytes)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """
            )
            .Add(message.Received.ToUnixTimeMilliseconds())
            .Add(topic)
            .Add(device)
            .Add(message.Reason)
            .Add(message.Text)
            .Add(message.Size)
            .Add(message.Bytes.AsSpan(0, Math.Min(message.Bytes.Length, KeptBytes)))
            .Run();
    }

    private static bool IsCounted(WriteSession session, string device, string reason)
    {
        Statement row = session
            .Prepare("SELECT 1 FROM quarantine_counts WHERE device = ? AND reason = ?")
            .Add(device)
            .Add(reason);
        bool found = row.Step();
        row.Reset();
        return found;
    }

    private static long PairCount(WriteSession session)
    {
        return Ask(session.Prepare("SELECT count(*) FROM quarantine_counts"));
    }

    private static long Ask(Statement statement)
    {
        statement.Step();
        long value = statement.Long(0);
        statement.Reset();
        return value;
    }
}
