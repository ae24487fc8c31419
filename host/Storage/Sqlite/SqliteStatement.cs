using EdgeTester.Storage.Sql;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace EdgeTester.Storage.Sqlite;

/// <summary>A prepared statement on SQLite's own interface.</summary>
internal sealed class SqliteStatement : Statement
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;
    private int bound;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        database = connection.Handle ?? throw new InvalidOperationException("The connection is closed.");
        Check(raw.sqlite3_prepare_v2(database, sql, out statement));
    }

    public override Statement Add(long value)
    {
        Check(raw.sqlite3_bind_int64(statement, ++bound, value));
        return this;
    }

    public override Statement Add(double value)
    {
        int code = double.IsNaN(value)
            ? raw.sqlite3_bind_null(statement, ++bound)
            : raw.sqlite3_bind_double(statement, ++bound, value);
        Check(code);
        return this;
    }

    public override Statement Add(string value)
    {
        Check(raw.sqlite3_bind_text(statement, ++bound, value));
        return this;
    }

    public override Statement Add(ReadOnlySpan<byte> value)
    {
        // An empty span would be bound as NULL.
        int code =
            value.Length == 0
                ? raw.sqlite3_bind_zeroblob(statement, ++bound, 0)
                : raw.sqlite3_bind_blob(statement, ++bound, value);
        Check(code);
        return this;
    }

    public override Statement Add(long? value)
    {
        return value.HasValue ? Add(value.Value) : Add(double.NaN);
    }

    public override bool Step()
    {
        int code = raw.sqlite3_step(statement);
        if (code == raw.SQLITE_ROW)
            return true;
        if (code == raw.SQLITE_DONE)
            return false;
        // The exact reason comes with the reset, while the connection still knows it.
        SqliteException? failure = Failure(code);
        Reset();
        throw failure!;
    }

    public override void Run()
    {
        Step();
        Reset();
    }

    public override long Count()
    {
        Run();
        return raw.sqlite3_changes(database);
    }

    public override Statement Reset()
    {
        raw.sqlite3_reset(statement);
        bound = 0;
        return this;
    }

    public override bool IsNull(int column)
    {
        return raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;
    }

    public override long Long(int column)
    {
        return raw.sqlite3_column_int64(statement, column);
    }

    public override double Double(int column)
    {
        return IsNull(column) ? double.NaN : raw.sqlite3_column_double(statement, column);
    }

    public override string Text(int column)
    {
        return IsNull(column) ? "" : raw.sqlite3_column_text(statement, column).utf8_to_string();
    }

    public override ReadOnlySpan<byte> Blob(int column)
    {
        return raw.sqlite3_column_blob(statement, column);
    }

    public override void Dispose()
    {
        statement.Dispose();
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw Failure(code)!;
    }

    private SqliteException? Failure(int code)
    {
        try
        {
            SqliteException.ThrowExceptionForRC(code, database);
            return new SqliteException("SQLite gave " + code, code);
        }
        catch (SqliteException e)
        {
            return e;
        }
    }
}
