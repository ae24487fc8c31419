using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using EdgeTester.Host.Tests.Messaging;
using EdgeTester.Messaging;
using EdgeTester.Mqtt;

namespace EdgeTester.Host.Tests.Mqtt;

/// <summary>What every implementation of <see cref="IMqttClient"/> must do, on a real Mosquitto. An adapter derives one class.</summary>
public abstract class MqttClientContract : IAsyncDisposable
{
    private readonly List<IMqttClient> clients = [];
    private readonly List<string> folders = [];

    protected abstract IMqttClient Create(MqttOptions options);

    public async ValueTask DisposeAsync()
    {
        foreach (IMqttClient client in clients)
            await client.DisposeAsync();
        foreach (string folder in folders)
            Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_is_published_arrives_in_order_at_every_subscriber()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        (_, ConcurrentQueue<MqttMessage> first) = await ListenAsync(broker.Options(), "a/+/c");
        (_, ConcurrentQueue<MqttMessage> second) = await ListenAsync(broker.Options(), "a/#");
        IMqttClient sender = await ConnectAsync(broker.Options());

        for (int k = 0; k < 500; k++)
            await sender.PublishAsync(
                "a/b/c",
                Encoding.UTF8.GetBytes(k.ToString()),
                k % 2 == 0,
                false,
                default
            );

        await Eventually.Holds(() => first.Count == 500 && second.Count == 500, "all arrive");
        Assert.Equal(Enumerable.Range(0, 500).Select(k => k.ToString()), first.Select(Text));
        Assert.Equal(Enumerable.Range(0, 500).Select(k => k.ToString()), second.Select(Text));
        Assert.All(first, message => Assert.Equal("a/b/c", message.Topic));
    }

    [Fact]
    public async Task A_retained_message_waits_for_the_next_subscriber_and_is_marked()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        IMqttClient sender = await ConnectAsync(broker.Options());
        await sender.PublishAsync("kept", "old"u8.ToArray(), true, true, default);
        await sender.PublishAsync("kept", "new"u8.ToArray(), true, true, default);
        await sender.PublishAsync("passing", "gone"u8.ToArray(), true, false, default);

        (_, ConcurrentQueue<MqttMessage> heard) = await ListenAsync(broker.Options(), "#");

        await Eventually.Holds(() => !heard.IsEmpty, "the retained message arrives");
        await Task.Delay(50);
        MqttMessage message = Assert.Single(heard);
        Assert.Equal("new", Text(message));
        Assert.True(message.Retained);
    }

    [Fact]
    public async Task The_will_is_heard_when_the_link_is_cut_and_not_after_a_goodbye()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        await using var proxy = new CuttingProxy(broker.Port);
        (_, ConcurrentQueue<MqttMessage> heard) = await ListenAsync(broker.Options(), "will/#");
        IMqttClient cut = await ConnectAsync(
            broker.Options() with
            {
                Port = proxy.Port,
                WillTopic = "will/cut",
                WillPayload = "{\"ö\":false}",
            }
        );
        IMqttClient polite = await ConnectAsync(
            broker.Options() with
            {
                WillTopic = "will/polite",
                WillPayload = "x",
            }
        );

        await polite.DisposeAsync();
        proxy.IsBlocked = true;
        proxy.Cut();

        await Eventually.Holds(() => !heard.IsEmpty, "the will is published");
        await Task.Delay(100);
        MqttMessage message = Assert.Single(heard);
        Assert.Equal("will/cut", message.Topic);
        Assert.Equal("{\"ö\":false}", Text(message));
        await Eventually.Holds(() => !cut.IsConnected, "the client notices");
    }

    [Fact]
    public async Task A_session_that_is_kept_gets_what_was_said_while_it_was_away()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        MqttOptions options = broker.Options("sleeper") with { CleanSession = false };
        (IMqttClient sleeper, _) = await ListenAsync(options, "night/#");
        await sleeper.DisposeAsync();
        IMqttClient sender = await ConnectAsync(broker.Options());
        for (int k = 0; k < 20; k++)
            await sender.PublishAsync("night/" + k, new byte[] { 1 }, true, false, default);

        var heard = new ConcurrentQueue<MqttMessage>();
        IMqttClient awake = New(options);
        awake.MessageReceived = heard.Enqueue;
        await awake.StartAsync(false, default);

        await Eventually.Holds(() => heard.Count == 20, "the queued messages arrive");
    }

    [Fact]
    public async Task After_a_cut_it_comes_back_and_is_subscribed_again()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        await using var proxy = new CuttingProxy(broker.Port);
        var changes = new ConcurrentQueue<bool>();
        var heard = new ConcurrentQueue<MqttMessage>();
        IMqttClient client = New(broker.Options() with { Port = proxy.Port });
        client.MessageReceived = heard.Enqueue;
        client.ConnectionChanged = changes.Enqueue;
        await client.StartAsync(false, default);
        await client.SubscribeAsync("news", default);
        IMqttClient sender = await ConnectAsync(broker.Options());

        for (int round = 1; round <= 5; round++)
        {
            proxy.Cut();
            int connections = round + 1;
            await Eventually.Holds(() => client.ConnectionCount >= connections, "it connects again");
            await sender.PublishAsync("news", new byte[] { (byte)round }, true, false, default);
            byte expected = (byte)round;
            await Eventually.Holds(() => heard.Any(m => m.Payload[0] == expected), "it hears news");
        }

        Assert.Equal([true, false, true, false, true], changes.Take(5));
    }

    [Fact]
    public async Task It_survives_kill_9_of_the_broker()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        (IMqttClient client, ConcurrentQueue<MqttMessage> heard) = await ListenAsync(broker.Options(), "x");
        broker.Process.Kill();
        await Eventually.Holds(() => !client.IsConnected, "it notices");
        Assert.False(client.TryPublish("x", [1], true, false));
        await Assert.ThrowsAsync<MqttException>(() =>
            client.PublishAsync("x", new byte[1], true, false, default)
        );

        await broker.Process.RestartAsync(default);

        await Eventually.Holds(() => client.IsConnected, "it connects again");
        await client.PublishAsync("x", new byte[] { 7 }, true, false, default);
        await Eventually.Holds(() => heard.Any(message => message.Payload[0] == 7), "it hears itself");
    }

    [Fact]
    public async Task A_publication_that_is_under_way_when_the_link_breaks_fails_or_succeeds_but_never_hangs()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        await using var proxy = new CuttingProxy(broker.Port);
        IMqttClient client = await ConnectAsync(broker.Options() with { Port = proxy.Port });
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(180));
        int failed = 0;
        Task[] publishers = Enumerable
            .Range(0, 8)
            .Select(async _ =>
            {
                for (int k = 0; k < 200; k++)
                {
                    try
                    {
                        await client.PublishAsync("x", new byte[2000], true, false, limit.Token);
                    }
                    catch (MqttException)
                    {
                        Interlocked.Increment(ref failed);
                        await Task.Delay(2);
                    }
                }
            })
            .ToArray();
        Task all = Task.WhenAll(publishers);
        while (!all.IsCompleted)
        {
            proxy.Cut();
            await Task.WhenAny(all, Task.Delay(15));
        }
        await all;
        Assert.True(failed > 0);
    }

    [Fact]
    public async Task A_payload_of_one_mebibyte_arrives_whole()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        (IMqttClient client, ConcurrentQueue<MqttMessage> heard) = await ListenAsync(broker.Options(), "big");
        byte[] payload = new byte[1 << 20];
        new Random(1).NextBytes(payload);

        await client.PublishAsync("big", payload, true, false, default);

        await Eventually.Holds(() => !heard.IsEmpty, "it arrives");
        Assert.Equal(payload, heard.First().Payload);
    }

    [Fact]
    public async Task What_is_on_the_way_is_bounded()
    {
        Assert.SkipUnless(File.Exists("/bin/kill"), "stopping a process for a while needs /bin/kill");
        await using TestBroker broker = await TestBroker.StartAsync();
        IMqttClient client = await ConnectAsync(broker.Options() with { MaximumInFlight = 10 });
        // A stopped broker acknowledges nothing.
        await SignalAsync(broker.Process.ProcessId, "STOP");
        try
        {
            int taken = 0;
            while (taken < 1000 && client.TryPublish("x", new byte[100], true, false))
                taken++;
            Assert.Equal(10, taken);
            using var limit = new CancellationTokenSource(200);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
                client.PublishAsync("x", new byte[1], true, false, limit.Token)
            );
        }
        finally
        {
            await SignalAsync(broker.Process.ProcessId, "CONT");
        }
        await Eventually.Holds(() => client.TryPublish("x", [1], true, false), "there is room again");
    }

    [Fact]
    public async Task It_can_be_disposed_while_it_is_busy_a_hundred_times()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        for (int round = 0; round < 100; round++)
        {
            IMqttClient client = Create(broker.Options());
            client.MessageReceived = _ => { };
            await client.SubscribeAsync("busy", default);
            await client.StartAsync(false, default);
            var gate = new ManualResetEventSlim();
            Task[] publishers = Enumerable
                .Range(0, 3)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        gate.Wait();
                        for (int k = 0; k < 1000; k++)
                        {
                            if (k % 2 == 0)
                                client.TryPublish("busy", new byte[200], true, false);
                            else
                                await client.PublishAsync("busy", new byte[200], true, false, default);
                        }
                    })
                )
                .ToArray();
            gate.Set();
            await Task.Delay(round % 5);
            await client.DisposeAsync();
            Assert.False(client.IsConnected);
            // Whoever was still publishing is told, soon.
            await Task.WhenAll(publishers).WaitAsync(TimeSpan.FromSeconds(180)).ContinueWith(_ => { });
            Assert.All(
                publishers,
                p => Assert.True(p.IsCompletedSuccessfully || p.Exception!.InnerException is MqttException)
            );
        }
    }

    [Fact]
    public async Task Callbacks_live_through_garbage_collections()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        (IMqttClient client, ConcurrentQueue<MqttMessage> heard) = await ListenAsync(broker.Options(), "x");
        for (int k = 0; k < 30; k++)
        {
            await client.PublishAsync("x", new byte[1000], true, false, default);
            GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
        await Eventually.Holds(() => heard.Count == 30, "all arrive");
    }

    [Fact]
    public async Task An_exception_in_a_callback_harms_nobody_and_is_reported()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        var reported = new ConcurrentQueue<Exception>();
        IMqttClient client = New(broker.Options() with { CallbackFailed = reported.Enqueue });
        int heard = 0;
        client.MessageReceived = _ =>
        {
            Interlocked.Increment(ref heard);
            throw new InvalidOperationException("mine");
        };
        await client.StartAsync(false, default);
        await client.SubscribeAsync("x", default);
        await client.PublishAsync("x", new byte[1], true, false, default);
        await client.PublishAsync("x", new byte[1], true, false, default);

        await Eventually.Holds(() => heard == 2, "both are heard");
        await Eventually.Holds(() => reported.Count == 2, "both are reported");
        Assert.True(client.IsConnected);
    }

    [Fact]
    public async Task Nobody_at_the_address_gives_an_exception_that_says_what_to_do()
    {
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        IMqttClient client = New(
            new MqttOptions
            {
                Host = "127.0.0.1",
                Port = port,
                ClientId = "lost",
            }
        );

        MqttException e = await Assert.ThrowsAsync<MqttException>(() => client.StartAsync(false, default));

        Assert.Contains($"127.0.0.1:{port}", e.Message);
        Assert.Contains("Check the address", e.Message);
        Assert.Contains("refused", e.Message);
        Assert.False(client.IsConnected);
    }

    [Fact]
    public async Task A_name_that_does_not_exist_gives_an_exception()
    {
        IMqttClient client = New(
            new MqttOptions
            {
                Host = "no-such-host.invalid",
                Port = 1883,
                ClientId = "lost",
            }
        );
        MqttException e = await Assert.ThrowsAsync<MqttException>(() => client.StartAsync(false, default));
        Assert.Contains("no-such-host.invalid", e.Message);
        Assert.Contains("name is not known", e.Message);
    }

    [Fact]
    public async Task It_waits_for_a_broker_that_comes_later()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        broker.Process.Kill();
        IMqttClient client = New(broker.Options());
        Task started = client.StartAsync(true, default);
        await Task.Delay(100);
        Assert.False(started.IsCompleted);

        await broker.Process.RestartAsync(default);

        await started.WaitAsync(TimeSpan.FromSeconds(180));
        Assert.True(client.IsConnected);
    }

    [Fact]
    public async Task A_wrong_password_is_said_even_where_it_would_wait()
    {
        await using TestBroker broker = await WithPasswordAsync();
        IMqttClient right = New(broker.Options() with { UserName = "anna", Password = "secret" });
        await right.StartAsync(false, default);
        Assert.True(right.IsConnected);

        IMqttClient wrong = New(broker.Options() with { UserName = "anna", Password = "guess" });
        MqttException e = await Assert.ThrowsAsync<MqttException>(() =>
            wrong.StartAsync(true, default).WaitAsync(TimeSpan.FromSeconds(180))
        );
        Assert.Contains("refused", e.Message);
        IMqttClient nobody = New(broker.Options());
        await Assert.ThrowsAsync<MqttException>(() => nobody.StartAsync(false, default));
    }

    [Fact]
    public async Task A_filter_that_is_malformed_gives_an_exception()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        IMqttClient client = await ConnectAsync(broker.Options());
        await Assert.ThrowsAsync<MqttException>(() => client.SubscribeAsync("a/#/b", default));
        await Assert.ThrowsAsync<MqttException>(() =>
            client.PublishAsync("a/+", new byte[1], true, false, default)
        );
        Assert.True(client.IsConnected);
    }

    [Fact]
    public async Task Over_TLS_it_trusts_only_the_given_authority_and_shows_its_certificate()
    {
        using var authority = new TestAuthority();
        await using TestBroker broker = await TestBroker.StartAsync(options =>
            options with
            {
                ExtraLines = authority.BrokerLines(),
            }
        );
        MqttOptions options = broker.Options() with
        {
            CertificateAuthorityFile = authority.AuthorityFile,
            CertificateFile = authority.ClientFile,
            PrivateKeyFile = authority.ClientKeyFile,
        };
        (IMqttClient client, ConcurrentQueue<MqttMessage> heard) = await ListenAsync(options, "x");
        await client.PublishAsync("x", new byte[] { 1 }, true, false, default);
        await Eventually.Holds(() => !heard.IsEmpty, "it arrives");

        using var other = new TestAuthority();
        IMqttClient distrusting = New(options with { CertificateAuthorityFile = other.AuthorityFile });
        await Assert.ThrowsAsync<MqttException>(() => distrusting.StartAsync(false, default));
        IMqttClient foreign = New(
            options with
            {
                CertificateFile = other.ClientFile,
                PrivateKeyFile = other.ClientKeyFile,
            }
        );
        await Assert.ThrowsAsync<MqttException>(() => foreign.StartAsync(false, default));
        IMqttClient missing = New(options with { CertificateAuthorityFile = "/nowhere/ca.pem" });
        MqttException e = await Assert.ThrowsAsync<MqttException>(() => missing.StartAsync(false, default));
        Assert.Contains("/nowhere/ca.pem", e.Message);
    }

    [Fact]
    public void Options_that_cannot_be_used_are_named()
    {
        var good = new MqttOptions
        {
            Host = "h",
            Port = 1,
            ClientId = "c",
        };
        Assert.Contains(
            "Port",
            Assert.Throws<ArgumentException>(() => Create(good with { Port = 0 })).Message
        );
        Assert.Contains(
            "Host",
            Assert.Throws<ArgumentException>(() => Create(good with { Host = "" })).Message
        );
        Assert.Contains(
            "PrivateKeyFile",
            Assert.Throws<ArgumentException>(() => Create(good with { CertificateFile = "x" })).Message
        );
    }

    private IMqttClient New(MqttOptions options)
    {
        IMqttClient client = Create(options);
        clients.Add(client);
        return client;
    }

    private async Task<IMqttClient> ConnectAsync(MqttOptions options)
    {
        IMqttClient client = New(options);
        await client.StartAsync(false, default);
        return client;
    }

    private async Task<(IMqttClient, ConcurrentQueue<MqttMessage>)> ListenAsync(
        MqttOptions options,
        string filter
    )
    {
        var heard = new ConcurrentQueue<MqttMessage>();
        IMqttClient client = New(options);
        client.MessageReceived = heard.Enqueue;
        await client.StartAsync(false, default);
        await client.SubscribeAsync(filter, default);
        return (client, heard);
    }

    private async Task<TestBroker> WithPasswordAsync()
    {
        string folder = Directory.CreateTempSubdirectory("edgetester-password-").FullName;
        folders.Add(folder);
        string file = Path.Combine(folder, "passwords");
        string tool = "/usr/bin/mosquitto_passwd";
        Assert.SkipUnless(File.Exists(tool), "mosquitto_passwd is not installed: apt-get install mosquitto");
        using (Process make = Process.Start(tool, ["-b", "-c", file, "anna", "secret"])!)
            await make.WaitForExitAsync();
        return await TestBroker.StartAsync(options =>
            options with
            {
                AllowAnonymous = false,
                ExtraLines = ["password_file " + file],
            }
        );
    }

    private static async Task SignalAsync(int id, string signal)
    {
        using Process kill = Process.Start("/bin/kill", ["-" + signal, id.ToString()])!;
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    private static string Text(MqttMessage message)
    {
        return Encoding.UTF8.GetString(message.Payload);
    }
}
