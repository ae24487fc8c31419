using EdgeTester.Messaging;
using EdgeTester.Storage.Postgres;
using Npgsql;

namespace EdgeTester.Host.Tests.Storage;

/// <summary>One PostgreSQL server for all tests that need one; each test has a schema of its own.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("edgetester-pg-").FullName;
    private int schemas;

    public PostgresServer? Server { get; private set; }

    public string Address => Server!.Address;

    public async ValueTask InitializeAsync()
    {
        if (PostgresServer.IsInstalled)
            // A killed server loses nothing of what the kernel has; the tests cut no power.
            Server = await PostgresServer.StartAsync(folder, ["fsync = off"], default);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (Server != null)
            await Server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A schema that no other test has.</summary>
    public PostgresOptions NewSchema()
    {
        Assert.SkipUnless(
            Server != null,
            "PostgreSQL is not installed (apt-get install postgresql): ./edgetester test does it"
        );
        return new PostgresOptions
        {
            Address = Address,
            Schema = "test_" + Interlocked.Increment(ref schemas),
        };
    }

    public void Execute(PostgresOptions options, string sql)
    {
        using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder
            {
                Host = folder,
                Username = "edgetester",
                Database = "postgres",
                SearchPath = options.Schema,
                Pooling = false,
            }.ToString()
        );
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
