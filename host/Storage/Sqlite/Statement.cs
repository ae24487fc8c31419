using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace EdgeTester.Storage.Sqlite;

/// <summary>
/// A prepared statement on SQLite's own interface: values are bound in order without boxing, and used again and again.
/// NaN is stored as NULL and comes back as NaN. Not thread-safe.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;
    private int bound;

    public Statement(SqliteConnection connection, string sql)
    {
        database = connection.Handle ?? throw new InvalidOperationException("The connection is closed.");
        Check(raw.sqlite3_prepare_v2(database, sql, out statement));
    }

    public Statement Add(long value)
    {
        Check(raw.sqlite3_bind_int64(statement, ++bound, value));
        return this;
    }

    public Statement Add(double value)
    {
        int code = double.IsNaN(value)
            ? raw.sqlite3_bind_null(statement, ++bound)
            : raw.sqlite3_bind_double(statement, ++bound, value);
        Check(code);
        return this;
    }

    public Statement Add(string value)
    {
        Check(raw.sqlite3_bind_text(statement, ++bound, value));
        return this;
    }

    public Statement Add(ReadOnlySpan<byte> value)
    {
        // An empty span would be bound as NULL.
        int code =
            value.Length == 0
                ? raw.sqlite3_bind_zeroblob(statement, ++bound, 0)
                : raw.sqlite3_bind_blob(statement, ++bound, value);
        Check(code);
        return this;
    }

    public Statement Add(long? value)
    {
        return value.HasValue ? Add(value.Value) : Add(double.NaN);
    }

    /// <summary>Goes to the next row; false at the end.</summary>
    public bool Step()
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

    /// <summary>Runs a statement that gives no rows; it can be bound anew afterwards.</summary>
    public void Run()
    {
        Step();
        Reset();
    }

    /// <summary>Makes it ready to be bound anew.</summary>
    public Statement Reset()
    {
        raw.sqlite3_reset(statement);
        bound = 0;
        return this;
    }

    public bool IsNull(int column)
    {
        return raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;
    }

    public long Long(int column)
    {
        return raw.sqlite3_column_int64(statement, column);
    }

    public double Double(int column)
    {
        return IsNull(column) ? double.NaN : raw.sqlite3_column_double(statement, column);
    }

    public string Text(int column)
    {
        return IsNull(column) ? "" : raw.sqlite3_column_text(statement, column).utf8_to_string();
    }

    public ReadOnlySpan<byte> Blob(int column)
    {
        return raw.sqlite3_column_blob(statement, column);
    }

    public void Dispose()
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
