using System.Text.RegularExpressions;
using EdgeTester.Storage.Sql;
using Npgsql;

namespace EdgeTester.Storage.Postgres;

/// <summary>
/// A connection to PostgreSQL. What gives no rows is gathered and sent together with the next question, so that a
/// transaction of thousands of statements waits for the server a few times only. Rows are taken as they come; where
/// another statement needs the connection meanwhile, the rest of them is read into memory first.
/// </summary>
internal sealed partial class PostgresLink(NpgsqlConnection native) : Connection
{
    private const int GatheredStatements = 500;
    private readonly List<NpgsqlBatchCommand> gathered = [];
    private PostgresStatement? reading;

    /// <summary>The driver's connection; replaced where it broke.</summary>
    public NpgsqlConnection Native { get; private set; } = native;

    public override Statement Prepare(string sql)
    {
        return new PostgresStatement(this, Translate(sql));
    }

    /// <summary>Puts a command off until the next question or <see cref="Send"/>.</summary>
    public void Gather(NpgsqlBatchCommand command)
    {
        gathered.Add(command);
        if (gathered.Count >= GatheredStatements)
            Send();
    }

    /// <summary>Sends what was gathered and waits until it is done.</summary>
    public void Send()
    {
        Free();
        if (gathered.Count == 0)
            return;
        using var batch = new NpgsqlBatch(Native);
        foreach (NpgsqlBatchCommand command in gathered)
            batch.BatchCommands.Add(command);
        gathered.Clear();
        batch.ExecuteNonQuery();
    }

    /// <summary>Asks a question; its rows belong to a statement until another needs the connection.</summary>
    public NpgsqlDataReader Ask(NpgsqlBatchCommand question, PostgresStatement? asker)
    {
        Free();
        using var batch = new NpgsqlBatch(Native);
        foreach (NpgsqlBatchCommand command in gathered)
            batch.BatchCommands.Add(command);
        gathered.Clear();
        batch.BatchCommands.Add(question);
        reading = asker;
        // What was gathered gives no rows, so the first result is the question's.
        return batch.ExecuteReader();
    }

    /// <summary>A statement no longer reads.</summary>
    public void Done(PostgresStatement statement)
    {
        if (reading == statement)
            reading = null;
    }

    /// <summary>Throws away what was gathered, and a connection that cannot be used any more.</summary>
    public void Abandon(Func<NpgsqlConnection> open)
    {
        gathered.Clear();
        reading?.Reset();
        reading = null;
        if (Native.FullState == System.Data.ConnectionState.Open)
            return;
        Native.Dispose();
        Native = open();
    }

    public override void Dispose()
    {
        reading?.Dispose();
        Native.Dispose();
    }

    private void Free()
    {
        reading?.Keep();
        reading = null;
    }

    private static string Translate(string sql)
    {
        int number = 0;
        return Parameter()
            .Replace(sql, match => "$" + (match.Length > 1 ? match.Value[1..] : (++number).ToString()))
            .Replace("{larger}", "greatest", StringComparison.Ordinal)
            .Replace("{smaller}", "least", StringComparison.Ordinal)
            .Replace("{lock}", " FOR UPDATE OF j", StringComparison.Ordinal)
            .Replace("{skip locked}", " FOR UPDATE OF j SKIP LOCKED", StringComparison.Ordinal)
            .Replace("{other}", "", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\?\d*")]
    private static partial Regex Parameter();
}
