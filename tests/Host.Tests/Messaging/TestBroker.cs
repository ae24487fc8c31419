using EdgeTester.Messaging;
using EdgeTester.Mqtt;

namespace EdgeTester.Host.Tests.Messaging;

/// <summary>A real Mosquitto on a free port in a folder of its own; both are gone afterwards.</summary>
public sealed class TestBroker : IAsyncDisposable
{
    private static int clients;
    private readonly MosquittoBroker broker;

    private TestBroker(MosquittoBroker broker, string folder)
    {
        this.broker = broker;
        Folder = folder;
    }

    public string Folder { get; }
    public int Port => broker.Port;
    public MosquittoBroker Process => broker;

    public static async Task<TestBroker> StartAsync(
        Func<MosquittoBrokerOptions, MosquittoBrokerOptions>? with = null
    )
    {
        Assert.SkipUnless(
            MosquittoBroker.IsInstalled,
            "mosquitto is not installed: apt-get install mosquitto libmosquitto1"
        );
        string folder = Directory.CreateTempSubdirectory("edgetester-broker-").FullName;
        var options = new MosquittoBrokerOptions { Folder = folder, MessageSizeLimit = 0 };
        return new TestBroker(
            await MosquittoBroker.StartAsync(with?.Invoke(options) ?? options, default),
            folder
        );
    }

    /// <summary>Options of a client that comes back quickly.</summary>
    public MqttOptions Options(string? clientId = null)
    {
        return new MqttOptions
        {
            Host = broker.Host,
            Port = broker.Port,
            ClientId = clientId ?? "test-" + Interlocked.Increment(ref clients),
            ShortestReconnectMilliseconds = 20,
            LongestReconnectMilliseconds = 200,
        };
    }

    public async Task<IMqttClient> ConnectAsync()
    {
        IMqttClient client = MqttClients.Create(Options());
        await client.StartAsync(false, default);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await broker.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
