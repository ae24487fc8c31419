using EdgeTester.Cli.Infrastructure;
using EdgeTester.Messaging;

namespace EdgeTester.Cli.Processes;

/// <summary>A PostgreSQL server that is started again when it dies.</summary>
internal sealed class StoreKeeper : IAsyncDisposable
{
    private readonly PostgresServer server;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task loop;

    private StoreKeeper(PostgresServer server)
    {
        this.server = server;
        loop = Task.Run(WatchAsync);
    }

    /// <summary>Address of its database.</summary>
    public string Address => server.Address;

    /// <summary>Its process number; 0 while it is not there.</summary>
    public int ProcessId => server.ProcessId;

    /// <summary>How often it was started again.</summary>
    public int Restarts { get; private set; }

    /// <summary>Makes one in a folder.</summary>
    /// <exception cref="CliException">It cannot be started.</exception>
    public static async Task<StoreKeeper> StartAsync(string folder, CancellationToken cancellation)
    {
        try
        {
            return new StoreKeeper(
                await PostgresServer.StartAsync(folder, ["max_wal_size = 128MB"], cancellation)
            );
        }
        catch (BrokerException e)
        {
            throw new CliException(ExitCode.Unavailable, e.Message);
        }
    }

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await loop;
        await server.DisposeAsync();
        stopping.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(200, stopping.Token);
                if (server.IsRunning)
                    continue;
                Restarts++;
                await server.RestartAsync(stopping.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e) when (e is BrokerException or IOException)
            {
                // Its disk may be full, or what a kill left may still be there; the next round tries again.
            }
        }
    }
}
