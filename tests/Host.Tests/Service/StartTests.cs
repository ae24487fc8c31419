using System.Net;
using System.Net.Sockets;
using EdgeTester.Service;

namespace EdgeTester.Host.Tests.Service;

public sealed class StartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgetester-start-").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Theory]
    [InlineData("0.0.0.0", "SSH tunnel")]
    [InlineData("192.0.2.7", "SSH tunnel")]
    [InlineData("example.org", "no IP address")]
    public async Task Addresses_that_others_reach_need_an_explicit_word(string address, string words)
    {
        var failure = await Assert.ThrowsAsync<HostException>(() =>
            Start(Options() with { HttpAddress = address })
        );
        Assert.Contains(words, failure.Message);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_and_nothing_is_left_behind()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var failure = await Assert.ThrowsAsync<HostException>(() =>
            Start(Options() with { HttpPort = port })
        );
        Assert.Contains($"port {port}", failure.Message);
        // The database is free again: another host opens it.
        await using var host = await Start(Options());
        Assert.True(host.Address.Port > 0);
    }

    [Fact]
    public async Task A_broker_that_is_not_there_is_named()
    {
        using var nobody = new TcpListener(IPAddress.Loopback, 0);
        nobody.Start();
        var port = ((IPEndPoint)nobody.LocalEndpoint).Port;
        nobody.Stop();
        var failure = await Assert.ThrowsAsync<HostException>(() =>
            Start(Options() with { Broker = new BrokerAddress("127.0.0.1", port) })
        );
        Assert.Contains($"127.0.0.1:{port}", failure.Message);
    }

    private Task<EdgeTesterHost> Start(HostOptions options) =>
        EdgeTesterHost.StartAsync(options, TimeProvider.System, TestContext.Current.CancellationToken);

    private HostOptions Options() => new() { DatabasePath = Path.Combine(_folder, "host.db"), HttpPort = 0 };
}
