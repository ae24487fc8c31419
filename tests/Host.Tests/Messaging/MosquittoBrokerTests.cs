using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using EdgeTester.Host.Tests.Storage;
using EdgeTester.Messaging;

namespace EdgeTester.Host.Tests.Messaging;

public sealed class MosquittoBrokerTests
{
    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        Assert.SkipUnless(
            MosquittoBroker.IsInstalled,
            "mosquitto is not installed: apt-get install mosquitto"
        );
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var folder = new StoreFolder();
        BrokerException e = await Assert.ThrowsAsync<BrokerException>(() =>
            MosquittoBroker.StartAsync(
                new MosquittoBrokerOptions { Folder = folder.Path, Port = port },
                default
            )
        );
        Assert.Contains($"Port {port} is taken", e.Message);
    }

    [Fact]
    public async Task A_configuration_that_it_does_not_understand_is_said_in_its_own_words()
    {
        using var folder = new StoreFolder();
        Assert.SkipUnless(
            MosquittoBroker.IsInstalled,
            "mosquitto is not installed: apt-get install mosquitto"
        );
        BrokerException e = await Assert.ThrowsAsync<BrokerException>(() =>
            MosquittoBroker.StartAsync(
                new MosquittoBrokerOptions { Folder = folder.Path, ExtraLines = ["nonsense true"] },
                default
            )
        );
        Assert.Contains("nonsense", e.Message);
        Assert.False(File.Exists(Path.Combine(folder.Path, "mosquitto.pid")));
    }

    [Fact]
    public async Task It_is_gone_after_dispose_and_back_on_its_port_after_a_restart()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        int port = broker.Port;
        int first = broker.Process.ProcessId;
        await broker.Process.RestartAsync(default);
        Assert.Equal(port, broker.Port);
        Assert.NotEqual(first, broker.Process.ProcessId);
        Assert.False(IsAlive(first));
        int second = broker.Process.ProcessId;
        broker.Process.Kill();
        Assert.False(IsAlive(second));
        Assert.False(broker.Process.IsRunning);
    }

    [Fact]
    public async Task Killed_by_somebody_else_it_comes_back_by_itself_and_killed_by_us_it_does_not()
    {
        await using TestBroker broker = await TestBroker.StartAsync(options =>
            options with
            {
                KeepRunning = true,
            }
        );
        int port = broker.Port;
        for (int round = 1; round <= 2; round++)
        {
            using (Process other = Process.GetProcessById(broker.Process.ProcessId))
                other.Kill();
            int expected = round;
            await Eventually.Holds(() => broker.Process.Restarts == expected, "it is started again");
            Assert.Equal(port, broker.Port);
            await using (await broker.ConnectAsync()) { }
        }
        broker.Process.Kill();
        await Task.Delay(400);
        Assert.False(broker.Process.IsRunning);
        await broker.Process.RestartAsync(default);
        Assert.True(broker.Process.IsRunning);
        Assert.Equal(2, broker.Process.Restarts);
    }

    [Fact]
    public async Task It_comes_back_also_while_its_disk_is_full()
    {
        Assert.SkipUnless(
            MosquittoBroker.IsInstalled,
            "mosquitto is not installed: apt-get install mosquitto"
        );
        using var disk = new SmallDisk(4);
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(
            new MosquittoBrokerOptions { Folder = Path.Combine(disk.Path, "broker"), KeepRunning = true },
            default
        );
        disk.Fill();
        using (Process first = Process.GetProcessById(broker.ProcessId))
            first.Kill();
        await Eventually.Holds(() => broker.Restarts == 1, "it is started again");
        Assert.True(broker.IsRunning);
    }

    [Fact]
    public async Task It_does_not_outlive_a_host_that_is_killed()
    {
        Assert.SkipUnless(
            MosquittoBroker.IsInstalled,
            "mosquitto is not installed: apt-get install mosquitto"
        );
        Assert.SkipUnless(
            File.Exists("/usr/bin/setpriv"),
            "setpriv is not installed: apt-get install util-linux"
        );
        using var folder = new StoreFolder();
        using Child owner = Child.BrokerOwner(folder.Path);
        int id = int.Parse((await owner.Output.ReadLineAsync())!);
        Assert.True(IsAlive(id));
        owner.Kill();
        await Eventually.Holds(() => !IsAlive(id), "the broker is gone");
    }

    [Fact]
    public async Task What_an_earlier_start_left_is_ended()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a process is known again by /proc");
        Assert.SkipUnless(
            MosquittoBroker.IsInstalled,
            "mosquitto is not installed: apt-get install mosquitto"
        );
        using var folder = new StoreFolder();
        string configuration = Path.Combine(folder.Path, "mosquitto.conf");
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        string user = Environment.UserName;
        File.WriteAllText(configuration, $"listener {port} 127.0.0.1\nuser {user}\n");
        using Process left = Process.Start("/usr/sbin/mosquitto", ["-c", configuration]);
        File.WriteAllText(Path.Combine(folder.Path, "mosquitto.pid"), left.Id.ToString());
        await using (
            await MosquittoBroker.StartAsync(new MosquittoBrokerOptions { Folder = folder.Path }, default)
        )
        {
            await left.WaitForExitAsync(new CancellationTokenSource(60_000).Token);
        }

        // A number that now belongs to somebody else is left alone.
        File.WriteAllText(Path.Combine(folder.Path, "mosquitto.pid"), Environment.ProcessId.ToString());
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(
            new MosquittoBrokerOptions { Folder = folder.Path },
            default
        );
        Assert.True(broker.IsRunning);
    }

    private static bool IsAlive(int id)
    {
        string status = $"/proc/{id}/stat";
        try
        {
            // The state stands behind the name in brackets; Z = dead, but nobody has asked for its exit code yet.
            return File.Exists(status) && File.ReadAllText(status).Split(") ")[1][0] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }
}
