using System.Globalization;
using EdgeTester.Storage.Sql;
using Npgsql;
using NpgsqlTypes;

namespace EdgeTester.Storage.Postgres;

/// <summary>A statement on PostgreSQL; the driver prepares on the server what comes often.</summary>
internal sealed class PostgresStatement(PostgresLink link, string sql) : Statement
{
    private List<NpgsqlParameter> values = [];
    private NpgsqlDataReader? reader;
    private Queue<object[]>? kept;
    private object[]? row;

    public override Statement Add(long value)
    {
        values.Add(new NpgsqlParameter<long> { TypedValue = value });
        return this;
    }

    public override Statement Add(double value)
    {
        if (double.IsNaN(value))
            return AddNull(NpgsqlDbType.Double);
        values.Add(new NpgsqlParameter<double> { TypedValue = value });
        return this;
    }

    public override Statement Add(string value)
    {
        values.Add(new NpgsqlParameter<string> { TypedValue = Storable(value) });
        return this;
    }

    public override Statement Add(ReadOnlySpan<byte> value)
    {
        values.Add(new NpgsqlParameter<byte[]> { TypedValue = value.ToArray() });
        return this;
    }

    public override Statement Add(long? value)
    {
        return value.HasValue ? Add(value.Value) : AddNull(NpgsqlDbType.Bigint);
    }

    public override bool Step()
    {
        if (kept != null)
            return kept.TryDequeue(out row);
        row = null;
        reader ??= link.Ask(Take(), this);
        if (reader.Read())
            return true;
        Close();
        // Another step must not ask again.
        kept = new Queue<object[]>();
        return false;
    }

    public override void Run()
    {
        link.Gather(Take());
    }

    public override long Count()
    {
        Close();
        link.Send();
        NpgsqlBatchCommand command = Take();
        using (NpgsqlDataReader result = link.Ask(command, null)) { }
        return (long)command.RecordsAffected;
    }

    public override Statement Reset()
    {
        Close();
        values.Clear();
        return this;
    }

    public override bool IsNull(int column)
    {
        return row != null ? row[column] is DBNull : reader!.IsDBNull(column);
    }

    public override long Long(int column)
    {
        if (IsNull(column))
            return 0;
        if (row == null && reader!.GetFieldType(column) == typeof(long))
            return reader.GetInt64(column);
        return Convert.ToInt64(Value(column), CultureInfo.InvariantCulture);
    }

    public override double Double(int column)
    {
        if (IsNull(column))
            return double.NaN;
        return row == null ? reader!.GetDouble(column) : (double)row[column];
    }

    public override string Text(int column)
    {
        return IsNull(column) ? "" : (string)Value(column);
    }

    public override ReadOnlySpan<byte> Blob(int column)
    {
        return IsNull(column) ? [] : (byte[])Value(column);
    }

    /// <summary>Reads what is left, because another statement needs the connection.</summary>
    public void Keep()
    {
        if (reader == null)
            return;
        object[] present = Values();
        var rest = new Queue<object[]>();
        while (reader.Read())
            rest.Enqueue(Values());
        reader.Dispose();
        reader = null;
        row = present;
        kept = rest;
    }

    public override void Dispose()
    {
        Close();
    }

    private object[] Values()
    {
        var all = new object[reader!.FieldCount];
        reader.GetValues(all);
        return all;
    }

    private object Value(int column)
    {
        return row != null ? row[column] : reader!.GetValue(column);
    }

    private PostgresStatement AddNull(NpgsqlDbType type)
    {
        values.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = DBNull.Value });
        return this;
    }

    private NpgsqlBatchCommand Take()
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (NpgsqlParameter value in values)
            command.Parameters.Add(value);
        values = [];
        return command;
    }

    private void Close()
    {
        reader?.Dispose();
        reader = null;
        row = null;
        kept = null;
        link.Done(this);
    }

    /// <summary>Text of a device may hold what PostgreSQL does not store: a zero, or half of a pair.</summary>
    private static string Storable(string text)
    {
        bool whole = true;
        for (int k = 0; k < text.Length && whole; k++)
            whole = text[k] != 0 && !char.IsSurrogate(text[k]);
        if (whole)
            return text;
        var clean = new System.Text.StringBuilder(text.Length);
        foreach (System.Text.Rune rune in text.EnumerateRunes())
            clean.Append((rune.Value == 0 ? System.Text.Rune.ReplacementChar : rune).ToString());
        return clean.ToString();
    }
}
