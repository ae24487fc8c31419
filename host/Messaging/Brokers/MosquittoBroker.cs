using System.Net;
using System.Net.Sockets;

namespace EdgeTester.Messaging;

/// <summary>
/// Mosquitto as a child process with a generated configuration, on the loopback address unless told otherwise. It is only the wire: what
/// it has acknowledged is not yet stored.
/// </summary>
public sealed class MosquittoBroker : IAsyncDisposable
{
    private const int PortAttempts = 5;
    private readonly MosquittoBrokerOptions options;
    private readonly string program;
    private readonly string folder;
    private readonly CancellationTokenSource ending = new();
    private volatile ChildProcess? child;
    private Task watching = Task.CompletedTask;
    private int restarts;

    private MosquittoBroker(MosquittoBrokerOptions options, string program)
    {
        this.options = options;
        this.program = program;
        folder = Path.GetFullPath(options.Folder);
    }

    /// <summary>Whether the program is installed here.</summary>
    public static bool IsInstalled => MosquittoProgram.FindBroker() != null;

    /// <summary>The address that it listens on.</summary>
    public string Host => "127.0.0.1";

    /// <summary>The port that it listens on.</summary>
    public int Port { get; private set; }

    /// <summary>Its process number, 0 while it does not run.</summary>
    public int ProcessId => child?.Id ?? 0;

    /// <summary>Whether its process runs.</summary>
    public bool IsRunning => child is { HasExited: false };

    /// <summary>How often it was started again by itself.</summary>
    public int Restarts => Volatile.Read(ref restarts);

    /// <summary>Starts a broker and waits until it accepts connections.</summary>
    /// <exception cref="BrokerException">It is not installed, the port is taken, or it ends at once; the message says what to do.</exception>
    public static async Task<MosquittoBroker> StartAsync(
        MosquittoBrokerOptions options,
        CancellationToken cancellation
    )
    {
        string program =
            MosquittoProgram.FindBroker()
            ?? throw new BrokerException(
                "The MQTT broker mosquitto is not installed. Debian and Ubuntu: apt-get install mosquitto; "
                    + "macOS: brew install mosquitto; Windows: the installer from mosquitto.org. "
                    + "Or give the address of a broker that runs already."
            );
        var broker = new MosquittoBroker(options, program);
        try
        {
            await broker.LaunchAsync(options.Port, cancellation).ConfigureAwait(false);
            if (options.KeepRunning)
                broker.watching = Task.Run(broker.WatchAsync, CancellationToken.None);
            return broker;
        }
        catch
        {
            await broker.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ends its process at once, as kill -9 does. <see cref="RestartAsync"/> brings it back, nothing else does.</summary>
    public void Kill()
    {
        ChildProcess? last = child;
        child = null;
        last?.Dispose();
    }

    /// <summary>Starts it again on the same port, after ending it where it still runs.</summary>
    /// <exception cref="BrokerException">As for <see cref="StartAsync"/>.</exception>
    public async Task RestartAsync(CancellationToken cancellation)
    {
        Kill();
        await LaunchAsync(Port, cancellation).ConfigureAwait(false);
    }

    /// <summary>Ends its process.</summary>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync().ConfigureAwait(false);
        await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Kill();
    }

    private async Task WatchAsync()
    {
        while (!ending.IsCancellationRequested)
        {
            ChildProcess? watched = child;
            if (watched != null)
                await watched.Exited.WaitAsync(ending.Token).ConfigureAwait(false);
            await Task.Delay(100, ending.Token).ConfigureAwait(false);
            if (watched == null || child != watched)
                continue;
            try
            {
                Kill();
                await LaunchAsync(Port, ending.Token).ConfigureAwait(false);
                Interlocked.Increment(ref restarts);
            }
            catch (Exception e) when (e is BrokerException or IOException or UnauthorizedAccessException)
            {
                // The port may be free again later, or the disk; the ended process stays the one that is watched.
                child = watched;
                await Task.Delay(1000, ending.Token).ConfigureAwait(false);
            }
        }
    }

    private async Task LaunchAsync(int wantedPort, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        string configuration = Path.Combine(folder, "mosquitto.conf");
        string processFile = Path.Combine(folder, "mosquitto.pid");
        ChildProcess.EndLeftOver(processFile, configuration);
        for (int attempt = 1; ; attempt++)
        {
            Port = wantedPort != 0 ? wantedPort : FreePort();
            if (wantedPort != 0)
                DemandFree(wantedPort);
            await WriteAsync(configuration, MosquittoConfiguration.Write(options, Port, folder), cancellation)
                .ConfigureAwait(false);
            child = ChildProcess.Start(program, ["-c", configuration], processFile);
            if (await AcceptsAsync(cancellation).ConfigureAwait(false))
                return;
            string words = child.LastWords;
            Kill();
            // Between finding a free port and taking it, another program may have taken it.
            if (
                wantedPort == 0
                && attempt < PortAttempts
                && words.Contains("already in use", StringComparison.Ordinal)
            )
                continue;
            throw new BrokerException(
                $"The MQTT broker {program} did not start on port {Port}: "
                    + (words.Length > 0 ? words : "it wrote nothing")
                    + $". Its configuration is {configuration}."
            );
        }
    }

    /// <summary>What is there already needs no room: the broker can be started again while the disk is full.</summary>
    private static async Task WriteAsync(string path, string text, CancellationToken cancellation)
    {
        bool isThere =
            File.Exists(path)
            && await File.ReadAllTextAsync(path, cancellation).ConfigureAwait(false) == text;
        if (!isThere)
            await File.WriteAllTextAsync(path, text, cancellation).ConfigureAwait(false);
    }

    private async Task<bool> AcceptsAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(options.StartTimeout);
        while (child is { HasExited: false } && !limit.IsCancellationRequested)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, Port, limit.Token).ConfigureAwait(false);
                return child is { HasExited: false };
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                cancellation.ThrowIfCancellationRequested();
            }
            await Task.Delay(5, cancellation).ConfigureAwait(false);
        }
        return false;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void DemandFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
        }
        catch (SocketException e)
        {
            throw new BrokerException(
                $"Port {port} is taken by another program or not allowed. Choose another port (0 = any free one), "
                    + "or give the address of the broker that runs there.",
                e
            );
        }
    }
}
