using EdgeTester.Storage.Sql;
using Npgsql;

namespace EdgeTester.Storage.Postgres;

/// <summary>Opens connections to one schema of one database, and reads on them.</summary>
internal sealed class PostgresReader : StoreReader, IDisposable
{
    private readonly NpgsqlDataSource source;

    public PostgresReader(PostgresOptions options)
    {
        PostgresAddress address = PostgresAddress.Parse(options.Address);
        Shown = address.Shown;
        NpgsqlConnectionStringBuilder builder = address.Builder;
        builder.SearchPath = options.Schema;
        builder.ApplicationName ??= "edgetester";
        builder.MaxAutoPrepare = 100;
        builder.AutoPrepareMinUsages = 2;
        builder.CommandTimeout = (int)options.StatementTimeout.TotalSeconds;
        builder.Enlist = false;
        source = NpgsqlDataSource.Create(builder);
    }

    /// <summary>The address for people: without a password.</summary>
    public string Shown { get; }

    public NpgsqlConnection Open()
    {
        return source.OpenConnection();
    }

    public override T Read<T>(Func<Connection, T> work)
    {
        try
        {
            using NpgsqlConnection native = Open();
            using var link = new PostgresLink(native);
            link.Gather(new NpgsqlBatchCommand("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"));
            T result = work(link);
            link.Gather(new NpgsqlBatchCommand("COMMIT"));
            link.Send();
            return result;
        }
        catch (Exception e) when (e is not StoreException)
        {
            throw PostgresFailure.Explain(e, Shown);
        }
    }

    public void Dispose()
    {
        source.Dispose();
    }
}
