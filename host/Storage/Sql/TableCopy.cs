namespace EdgeTester.Storage.Sql;

/// <summary>
/// Copies whole tables from one database to another: every store has the same tables with the same columns, so a backup
/// of one can be restored into another.
/// </summary>
internal static class TableCopy
{
    /// <summary>What a column holds.</summary>
    public enum Kind
    {
        Integer,
        Real,
        Text,
        Bytes,
    }

    /// <summary>A table and its columns.</summary>
    public sealed record Table(string Name, IReadOnlyList<(string Name, Kind Kind)> Columns);

    /// <summary>Copies all rows of a table.</summary>
    /// <param name="table">The table, which is there in both.</param>
    /// <param name="source">Read inside one snapshot.</param>
    /// <param name="target">Written inside one transaction.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>How many rows.</returns>
    public static long Copy(Table table, Connection source, Connection target, CancellationToken cancellation)
    {
        string names = string.Join(", ", table.Columns.Select(column => $"\"{column.Name}\""));
        string marks = string.Join(", ", table.Columns.Select(_ => "?"));
        // A new database may hold a few rows of its own.
        using (Statement empty = target.Prepare($"DELETE FROM {table.Name}"))
            empty.Run();
        using Statement rows = source.Prepare($"SELECT {names} FROM {table.Name}");
        using Statement insert = target.Prepare($"INSERT INTO {table.Name} ({names}) VALUES ({marks})");
        long copied = 0;
        while (rows.Step())
        {
            if (copied++ % 1024 == 0)
                cancellation.ThrowIfCancellationRequested();
            insert.Reset();
            for (int k = 0; k < table.Columns.Count; k++)
                Add(insert, rows, k, table.Columns[k].Kind);
            insert.Run();
        }
        return copied;
    }

    private static void Add(Statement insert, Statement row, int column, Kind kind)
    {
        switch (kind)
        {
            case Kind.Integer:
                insert.Add(row.IsNull(column) ? null : row.Long(column));
                break;
            case Kind.Real:
                insert.Add(row.Double(column));
                break;
            case Kind.Text:
                insert.Add(row.Text(column));
                break;
            default:
                insert.Add(row.Blob(column));
                break;
        }
    }
}
