using EdgeTester.Storage.Sql;
using Microsoft.Data.Sqlite;

namespace EdgeTester.Storage.Sqlite;

/// <summary>A SQLite file as the backup of any store: written from its tables, and read back into them.</summary>
internal static class SqliteCopy
{
    /// <summary>Writes a new file from the tables of another store.</summary>
    public static void Write(string path, Connection source, CancellationToken cancellation)
    {
        using SqliteConnection native = Open(path, SqliteOpenMode.ReadWriteCreate);
        using var target = new SqliteLink(native);
        SqliteSchema.Execute(native, "PRAGMA page_size = 4096");
        SqliteSchema.Execute(native, "PRAGMA synchronous = OFF");
        SqliteSchema.Migrate(native, path);
        SqliteSchema.Execute(native, "BEGIN IMMEDIATE");
        foreach (TableCopy.Table table in Tables(native))
            TableCopy.Copy(table, source, target, cancellation);
        SqliteSchema.Execute(native, "COMMIT");
    }

    /// <summary>Fills the empty tables of another store from a file; the file is not changed, so it must be of this program's version.</summary>
    /// <returns>How many rows.</returns>
    public static long Read(string path, Connection target, CancellationToken cancellation)
    {
        using SqliteConnection native = Open(path, SqliteOpenMode.ReadOnly);
        using var source = new SqliteLink(native);
        SqliteSchema.Execute(native, "BEGIN");
        long rows = 0;
        foreach (TableCopy.Table table in Tables(native))
            rows += TableCopy.Copy(table, source, target, cancellation);
        SqliteSchema.Execute(native, "COMMIT");
        return rows;
    }

    /// <summary>Opens a file for this one use.</summary>
    public static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var native = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Mode = mode,
                Pooling = false,
            }.ToString()
        );
        native.Open();
        return native;
    }

    private static List<TableCopy.Table> Tables(SqliteConnection native)
    {
        using var names = new SqliteStatement(
            native,
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        );
        List<string> tables = StoreReader.List(names, row => row.Text(0));
        return
        [
            .. tables.Select(name =>
            {
                using var columns = new SqliteStatement(native, $"PRAGMA table_info({name})");
                return new TableCopy.Table(
                    name,
                    StoreReader.List(columns, row => (row.Text(1), KindOf(row.Text(2))))
                );
            }),
        ];
    }

    private static TableCopy.Kind KindOf(string type)
    {
        return type switch
        {
            "INTEGER" => TableCopy.Kind.Integer,
            "REAL" => TableCopy.Kind.Real,
            "TEXT" => TableCopy.Kind.Text,
            _ => TableCopy.Kind.Bytes,
        };
    }
}
