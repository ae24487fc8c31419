namespace EdgeTester.Storage.Sql;

/// <summary>Reads the quarantine.</summary>
internal static class QuarantineQueries
{
    public static List<QuarantineCount> Counts(Connection connection)
    {
        using var rows = connection.Prepare(
            "SELECT device, reason, count FROM quarantine_counts ORDER BY device, reason"
        );
        return StoreReader.List(rows, row => new QuarantineCount(row.Text(0), row.Text(1), row.Long(2)));
    }

    public static List<QuarantinedMessage> List(Connection connection, int maximum, string? device)
    {
        string filter = device == null ? "" : " WHERE device = ?2";
        using var rows = connection.Prepare(
            "SELECT received, topic, device, reason, text, size, bytes FROM quarantine"
                + filter
                + " ORDER BY id DESC LIMIT ?1"
        );
        rows.Add(maximum);
        if (device != null)
            rows.Add(device);
        return StoreReader.List(
            rows,
            row => new QuarantinedMessage(
                StoreReader.Time(row, 0)!.Value,
                row.Text(1),
                row.Text(2),
                row.Text(3),
                row.Text(4),
                (int)row.Long(5),
                row.Blob(6).ToArray()
            )
        );
    }
}
