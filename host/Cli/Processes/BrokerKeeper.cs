using EdgeTester.Cli.Infrastructure;
using EdgeTester.Messaging;

namespace EdgeTester.Cli.Processes;

/// <summary>A broker that is started again on its port when it dies.</summary>
internal sealed class BrokerKeeper : IAsyncDisposable
{
    private readonly MosquittoBroker broker;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task loop;

    private BrokerKeeper(MosquittoBroker broker)
    {
        this.broker = broker;
        loop = Task.Run(WatchAsync);
    }

    /// <summary>Its port.</summary>
    public int Port => broker.Port;

    /// <summary>Its process number.</summary>
    public int ProcessId => broker.ProcessId;

    /// <summary>How often it was started again.</summary>
    public int Restarts { get; private set; }

    /// <summary>Starts one on a free port.</summary>
    /// <exception cref="CliException">It cannot be started.</exception>
    public static async Task<BrokerKeeper> StartAsync(string folder, CancellationToken cancellation)
    {
        try
        {
            return new BrokerKeeper(
                await MosquittoBroker.StartAsync(new MosquittoBrokerOptions { Folder = folder }, cancellation)
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
        await broker.DisposeAsync();
        stopping.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(200, stopping.Token);
                if (broker.IsRunning)
                    continue;
                Restarts++;
                await broker.RestartAsync(stopping.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e) when (e is BrokerException or IOException)
            {
                // The port may be in use for a moment after a kill, or the disk full; the next round tries again.
            }
        }
    }
}
