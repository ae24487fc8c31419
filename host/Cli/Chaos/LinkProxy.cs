using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace EdgeTester.Cli.Chaos;

/// <summary>The network between testers and broker: it can cut links, refuse new ones, and slow down.</summary>
internal sealed class LinkProxy : IAsyncDisposable
{
    private const int ChunkBytes = 4096;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, bool> links = new();
    private readonly int target;
    private readonly Task accepting;
    private volatile bool isClosed;

    /// <summary>Begins to pass on.</summary>
    /// <param name="target">Port of the broker on the loopback address.</param>
    public LinkProxy(int target)
    {
        this.target = target;
        listener.Start();
        accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Where testers connect.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>New links are taken and cut at once.</summary>
    public volatile bool IsBlocked;

    /// <summary>Wait before each chunk of 4 KiB is passed on, in milliseconds.</summary>
    public volatile int DelayMilliseconds;

    /// <summary>Cuts every link.</summary>
    public void Cut()
    {
        foreach (var link in links.Keys)
            if (links.TryRemove(link, out _))
                link.Close();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        isClosed = true;
        listener.Stop();
        Cut();
        await accepting;
    }

    private async Task AcceptAsync()
    {
        while (!isClosed)
        {
            try
            {
                var near = await listener.AcceptTcpClientAsync();
                if (IsBlocked)
                    near.Close();
                else
                    _ = JoinAsync(near);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The listener was stopped, or the caller was gone before it was taken.
            }
        }
    }

    private async Task JoinAsync(TcpClient near)
    {
        var far = new TcpClient { NoDelay = true };
        near.NoDelay = true;
        links[near] = true;
        links[far] = true;
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, target);
            await Task.WhenAny(PassAsync(near, far), PassAsync(far, near));
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException)
        {
            // The broker is away: the tester tries again.
        }
        links.TryRemove(near, out _);
        links.TryRemove(far, out _);
        near.Close();
        far.Close();
    }

    private async Task PassAsync(TcpClient from, TcpClient to)
    {
        var chunk = new byte[ChunkBytes];
        try
        {
            while (await from.GetStream().ReadAsync(chunk) is var count and > 0)
            {
                if (DelayMilliseconds is var wait and > 0)
                    await Task.Delay(wait);
                await to.GetStream().WriteAsync(chunk.AsMemory(0, count));
            }
        }
        catch (Exception e)
            when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut.
        }
    }
}
