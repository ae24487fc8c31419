using EdgeTester.Mqtt;
using EdgeTester.Service.Live;

namespace EdgeTester.Service.Bridges;

/// <summary>
/// Carries the present state of the channels to another system's broker, once a second what changed. It only tells: no order comes in this
/// way. Each connection has a client of its own, since what is said at its beginning and in its will belongs to that connection.
/// </summary>
internal abstract class Bridge(BridgeBroker broker, ChannelBoard board, TimeProvider time, Action<string> log)
{
    private static readonly TimeSpan Pulse = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private Dictionary<ChannelKey, ChannelView> told = [];

    /// <summary>What it is called in the log.</summary>
    protected abstract string Name { get; }

    /// <summary>The clock.</summary>
    protected TimeProvider Time => time;

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var isTroubled = false;
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await ConnectAndTellAsync(() => isTroubled = false, cancellation).ConfigureAwait(false);
            }
            catch (MqttException failure)
            {
                if (!isTroubled)
                    log($"The bridge to {Name} waits: {failure.Message}");
                isTroubled = true;
            }
            await Task.Delay(Pause, time, cancellation)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Options of the next connection, with its will.</summary>
    protected abstract MqttOptions Next(MqttOptions options);

    /// <summary>What is said and subscribed first.</summary>
    protected abstract Task BeginAsync(
        IMqttClient client,
        IReadOnlyList<ChannelView> all,
        CancellationToken cancellation
    );

    /// <summary>What is said when channels changed; a tester that is new comes with all its channels.</summary>
    protected abstract Task TellAsync(
        IMqttClient client,
        IReadOnlyList<ChannelView> all,
        IReadOnlyList<ChannelView> changed,
        CancellationToken cancellation
    );

    /// <summary>What is said last, before a goodbye.</summary>
    protected abstract Task EndAsync(IMqttClient client, CancellationToken cancellation);

    /// <summary>A message of the other system; called on the client's thread.</summary>
    protected virtual void Hear(MqttMessage message) { }

    /// <summary>Whether everything has to be said again.</summary>
    protected virtual bool TakeRebirth() => false;

    private async Task ConnectAndTellAsync(Action connected, CancellationToken cancellation)
    {
        var options = Next(
            new MqttOptions
            {
                Host = broker.Host,
                Port = broker.Port,
                ClientId = $"edgetester-bridge-{Guid.NewGuid().ToString("n")[..8]}",
                UserName = broker.User,
                Password = broker.Password,
                CertificateAuthorityFile = broker.CertificateAuthorityFile,
            }
        );
        await using var client = MqttClients.Create(options);
        client.MessageReceived = Hear;
        await client.StartAsync(waitForBroker: false, cancellation).ConfigureAwait(false);
        connected();
        var connection = client.ConnectionCount;
        var all = board.All();
        await BeginAsync(client, all, cancellation).ConfigureAwait(false);
        told = all.ToDictionary(KeyOf);
        while (client.IsConnected && client.ConnectionCount == connection)
        {
            await Task.Delay(Pulse, time, cancellation)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellation.IsCancellationRequested)
            {
                using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
                await EndAsync(client, limit.Token).ConfigureAwait(false);
                return;
            }
            all = board.All();
            if (TakeRebirth())
                await BeginAsync(client, all, cancellation).ConfigureAwait(false);
            else if (
                all.Where(c => !told.TryGetValue(KeyOf(c), out var old) || old != c).ToList() is
                { Count: > 0 } changed
            )
                await TellAsync(client, all, changed, cancellation).ConfigureAwait(false);
            told = all.ToDictionary(KeyOf);
        }
    }

    private static ChannelKey KeyOf(ChannelView channel) => new(channel.Device, (byte)channel.Channel);
}
