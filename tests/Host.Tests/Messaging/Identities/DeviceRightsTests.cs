using System.Collections.Concurrent;
using EdgeTester.Messaging;
using EdgeTester.Messaging.Identities;
using EdgeTester.Mqtt;

namespace EdgeTester.Host.Tests.Messaging.Identities;

/// <summary>What a device can reach at a real Mosquitto that was configured by the authority.</summary>
public sealed class DeviceRightsTests : IAsyncDisposable
{
    private readonly IdentityFolder _folder = new(
        Directory.CreateTempSubdirectory("edgetester-pki-").FullName
    );
    private readonly List<IMqttClient> _clients = [];
    private readonly LabAuthority _authority;
    private TestBroker? _broker;

    public DeviceRightsTests()
    {
        _authority = LabAuthority.Create(_folder, "Test", [], 8883, TimeProvider.System);
        _authority.IssueDevice("bench-1");
        _authority.IssueDevice("bench-2");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            await client.DisposeAsync();
        if (_broker is not null)
            await _broker.DisposeAsync();
        _authority.Dispose();
        Directory.Delete(_folder.Root, true);
    }

    [Fact]
    public async Task A_device_speaks_below_its_own_topic_only_and_hears_nothing_of_others()
    {
        await StartAsync();
        var host = await ConnectAsync("host", _folder.HostCertificate, _folder.HostKey);
        var heard = new ConcurrentQueue<string>();
        host.MessageReceived = m => heard.Enqueue(m.Topic);
        await host.SubscribeAsync("cell/+/up/#", Cancelled);
        var one = await DeviceAsync("bench-1");
        var two = await DeviceAsync("bench-2");
        var overheard = new ConcurrentQueue<string>();
        two.MessageReceived = m => overheard.Enqueue(m.Topic);
        foreach (
            var filter in new[]
            {
                "cell/bench-1/down/#",
                "cell/bench-1/up/#",
                "cell/#",
                "#",
                "cell/bench-2/down/#",
            }
        )
            await TrySubscribeAsync(two, filter);

        await one.PublishAsync("cell/bench-1/up/ack", new byte[1], true, false, Cancelled);
        await one.PublishAsync("cell/bench-2/up/ack", new byte[1], true, false, Cancelled);
        await one.PublishAsync("cell/bench-1/down/command", new byte[1], true, false, Cancelled);
        await one.PublishAsync("cell/bench-2/down/command", new byte[1], true, false, Cancelled);
        await host.PublishAsync("cell/bench-1/down/command", new byte[1], true, false, Cancelled);
        await host.PublishAsync("cell/bench-2/down/command", new byte[1], true, false, Cancelled);
        await one.PublishAsync("cell/bench-1/up/state", new byte[1], true, false, Cancelled);

        await Eventually.Holds(() => heard.Contains("cell/bench-1/up/state"), "the last message arrives");
        await Eventually.Holds(() => !overheard.IsEmpty, "the second device hears its order");
        await Task.Delay(200, Cancelled);
        Assert.Equal(["cell/bench-1/up/ack", "cell/bench-1/up/state"], heard);
        Assert.Equal(["cell/bench-2/down/command"], overheard);
    }

    [Fact]
    public async Task Nobody_comes_in_without_a_certificate_or_with_a_foreign_one()
    {
        using var other = new TempAuthority();
        await StartAsync();
        await Assert.ThrowsAsync<MqttException>(() => ConnectAsync("bare", null, null));
        await Assert.ThrowsAsync<MqttException>(() =>
            ConnectAsync(
                "foreign",
                other.Folder.DeviceCertificate("bench-1"),
                other.Folder.DeviceKey("bench-1")
            )
        );
        // What a device would see of somebody who plays the broker.
        var options = Options(
            "trusting",
            _folder.DeviceCertificate("bench-1"),
            _folder.DeviceKey("bench-1")
        ) with
        {
            CertificateAuthorityFile = other.Folder.AuthorityCertificate,
        };
        await Assert.ThrowsAsync<MqttException>(() => StartAsync(options));
    }

    [Fact]
    public async Task A_revoked_certificate_and_one_that_was_replaced_count_no_more()
    {
        var copy = Path.Combine(_folder.Root, "stolen");
        Directory.CreateDirectory(copy);
        File.Copy(_folder.DeviceCertificate("bench-2"), Path.Combine(copy, "c"));
        File.Copy(_folder.DeviceKey("bench-2"), Path.Combine(copy, "k"));
        _authority.IssueDevice("bench-2");
        Assert.True(_authority.Revoke("bench-1"));
        Assert.False(_authority.Revoke("bench-1"));
        await StartAsync();

        await Assert.ThrowsAsync<MqttException>(() => DeviceAsync("bench-1"));
        await Assert.ThrowsAsync<MqttException>(() =>
            ConnectAsync("thief", Path.Combine(copy, "c"), Path.Combine(copy, "k"))
        );
        Assert.True((await DeviceAsync("bench-2")).IsConnected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("+")]
    [InlineData("#")]
    [InlineData("edgetester-host")]
    [InlineData("EdgeTester-Host")]
    [InlineData("../../x")]
    public void A_serial_that_would_widen_rights_or_leave_the_folder_is_refused(string serial) =>
        Assert.Throws<IdentityException>(() => _authority.IssueDevice(serial));

    [Fact]
    public void A_second_authority_does_not_overwrite_the_first()
    {
        var before = File.ReadAllText(_folder.AuthorityKey);
        Assert.Throws<IdentityException>(() =>
            LabAuthority.Create(_folder, "Test", [], 8883, TimeProvider.System)
        );
        Assert.Equal(before, File.ReadAllText(_folder.AuthorityKey));
    }

    [Fact]
    public void Keys_are_for_their_owner_only()
    {
        // Windows has no such modes.
        if (OperatingSystem.IsWindows())
            return;
        foreach (var key in new[] { _folder.AuthorityKey, _folder.HostKey, _folder.DeviceKey("bench-1") })
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private async Task StartAsync() =>
        _broker = await TestBroker.StartAsync(options =>
            options with
            {
                AllowAnonymous = false,
                ExtraLines = BrokerRights.ConfigurationLines(_folder),
            }
        );

    private Task<IMqttClient> DeviceAsync(string serial) =>
        ConnectAsync(serial, _folder.DeviceCertificate(serial), _folder.DeviceKey(serial));

    private Task<IMqttClient> ConnectAsync(string name, string? certificate, string? key) =>
        StartAsync(Options(name, certificate, key));

    private MqttOptions Options(string name, string? certificate, string? key) =>
        _broker!.Options(name) with
        {
            CertificateAuthorityFile = _folder.AuthorityCertificate,
            CertificateFile = certificate,
            PrivateKeyFile = key,
        };

    private async Task<IMqttClient> StartAsync(MqttOptions options)
    {
        var client = MqttClients.Create(options);
        _clients.Add(client);
        await client.StartAsync(false, Cancelled);
        return client;
    }

    private static async Task TrySubscribeAsync(IMqttClient client, string filter)
    {
        try
        {
            await client.SubscribeAsync(filter, Cancelled);
        }
        catch (MqttException)
        {
            // Refused at once is as good as granted and never served.
        }
    }

    private sealed class TempAuthority : IDisposable
    {
        public TempAuthority()
        {
            using var authority = LabAuthority.Create(Folder, "Other", [], 8883, TimeProvider.System);
            authority.IssueDevice("bench-1");
        }

        public IdentityFolder Folder { get; } =
            new(Directory.CreateTempSubdirectory("edgetester-other-").FullName);

        public void Dispose() => Directory.Delete(Folder.Root, true);
    }
}
