using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace EdgeTester.Host.Tests.Mqtt;

/// <summary>Passes TCP through until told to cut every link.</summary>
public sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, bool> links = new();
    private readonly int target;
    private readonly Task accepting;
    private volatile bool closed;

    public CuttingProxy(int target)
    {
        this.target = target;
        listener.Start();
        accepting = Task.Run(AcceptAsync);
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>New links are taken and cut at once.</summary>
    public bool IsBlocked { get; set; }

    public void Cut()
    {
        foreach (TcpClient link in links.Keys)
            if (links.TryRemove(link, out _))
                link.Close();
    }

    public async ValueTask DisposeAsync()
    {
        closed = true;
        listener.Stop();
        Cut();
        await accepting;
    }

    private async Task AcceptAsync()
    {
        while (!closed)
        {
            try
            {
                TcpClient near = await listener.AcceptTcpClientAsync();
                if (IsBlocked)
                {
                    near.Close();
                    continue;
                }
                var far = new TcpClient();
                await far.ConnectAsync(IPAddress.Loopback, target);
                links[near] = true;
                links[far] = true;
                _ = PassAsync(near, far);
                _ = PassAsync(far, near);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The listener was stopped, or the broker is away: the client tries again.
            }
        }
    }

    private static async Task PassAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut.
        }
        from.Close();
        to.Close();
    }
}
