using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using EdgeTester.EndToEnd.Tests.Bench;

namespace EdgeTester.EndToEnd.Tests;

/// <summary>A host that is asked to end does, at once and with its broker.</summary>
public sealed class ServeTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("edgetester-serve").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task ASignalEndsTheHostAndItsBroker(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no such signals on Windows");
        var brokerPort = FreePort();
        using var host = EdgeTesterProcess.Start(
            "serve",
            "--data",
            folder,
            "--broker-port",
            Text(brokerPort),
            "--port",
            Text(FreePort())
        );
        var until = DateTime.UtcNow + TimeSpan.FromMinutes(3);
        while (!host.Output.Contains("store:", StringComparison.Ordinal) && DateTime.UtcNow < until)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.True(Accepts(brokerPort), host.Errors);

        using (var kill = Process.Start("kill", [$"-{signal}", Text(host.ProcessId)]))
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, await host.WaitAsync(TimeSpan.FromMinutes(2)));
        Assert.False(Accepts(brokerPort), "the broker is still there");
    }

    private static bool Accepts(int port)
    {
        using var client = new TcpClient();
        try
        {
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string Text(int number) =>
        number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
