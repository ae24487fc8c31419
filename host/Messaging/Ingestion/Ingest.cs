using System.Collections.Immutable;
using System.Threading.Channels;
using EdgeTester.Contracts;
using EdgeTester.Mqtt;
using EdgeTester.Storage;

namespace EdgeTester.Messaging;

/// <summary>
/// Takes in what devices say: checks it, makes it durable, and only then acknowledges it. Messages go from the network
/// thread through a bounded queue to a thread that decodes, and from there in batches to the store; while one batch
/// becomes durable, the next is decoded.
/// </summary>
public sealed class Ingest : IAsyncDisposable
{
    private const int BatchesOnTheWay = 2;

    private readonly IMqttClient client;
    private readonly IRunStore store;
    private readonly IngestOptions options;
    private readonly TimeProvider time;
    private readonly PersistedPublisher publisher;
    private readonly BatchWriter batchWriter;
    private readonly PresenceWatch presence;
    private readonly InboundQueue queue;
    private readonly Channel<IngestBatch> batches = Channel.CreateBounded<IngestBatch>(BatchesOnTheWay);
    private readonly CancellationTokenSource ending = new();
    private ImmutableList<IngestSubscription> subscriptions = [];
    private Task? working;
    private long messages;
    private long bytes;
    private long dropped;

    /// <summary>Prepares.</summary>
    /// <param name="client">A client of its own, not yet started; disposed with this.</param>
    /// <param name="store">Where data goes; not disposed.</param>
    /// <param name="options">Bounds and waits.</param>
    /// <param name="time">Measures the waits and gives the time of arrival.</param>
    public Ingest(IMqttClient client, IRunStore store, IngestOptions options, TimeProvider time)
    {
        this.client = client;
        this.store = store;
        this.options = options;
        this.time = time;
        queue = new InboundQueue(options.QueueMessages, options.QueueBytes);
        publisher = new PersistedPublisher(client, options, time);
        presence = new PresenceWatch(store, options.PresencePatience, time);
        batchWriter = new BatchWriter(store, publisher, options, time, Tell);
    }

    /// <summary>Whether the broker is connected.</summary>
    public bool IsConnected => client.IsConnected;

    /// <summary>Why the store refuses just now, or null.</summary>
    public StoreException? Trouble => store.Trouble;

    /// <summary>What has passed since the start.</summary>
    public IngestCounters Counters =>
        batchWriter.Counters with
        {
            Messages = Interlocked.Read(ref messages),
            Bytes = Interlocked.Read(ref bytes),
            Dropped = Interlocked.Read(ref dropped),
            Acknowledgements = publisher.Acknowledgements,
            ReplayRequests = publisher.Requests,
            Waiting = queue.Count,
        };

    /// <summary>Listens to what happens from now on.</summary>
    /// <param name="capacity">Notices that may wait; above that the oldest are lost.</param>
    public IngestSubscription Subscribe(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        var subscription = new IngestSubscription(
            capacity,
            leaving => ImmutableInterlocked.Update(ref subscriptions, list => list.Remove(leaving))
        );
        ImmutableInterlocked.Update(ref subscriptions, list => list.Add(subscription));
        return subscription;
    }

    /// <summary>Connects and begins; to be called once.</summary>
    /// <exception cref="MqttException">The broker refused or cannot be reached.</exception>
    public async Task StartAsync(bool waitForBroker, CancellationToken cancellation)
    {
        client.MessageReceived = Receive;
        client.ConnectionChanged = ChangeConnection;
        var decoder = new Thread(Decode) { IsBackground = true, Name = "ingest decoder" };
        decoder.Start();
        working = Task.WhenAll(Task.Run(WriteAsync), Task.Run(TickAsync));
        foreach (string filter in Filters())
            await client.SubscribeAsync(filter, cancellation).ConfigureAwait(false);
        await client.StartAsync(waitForBroker, cancellation).ConfigureAwait(false);
    }

    /// <summary>Leaves the broker, makes durable what came in, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.End();
        if (working == null)
            batches.Writer.TryComplete();
        ending.CancelAfter(TimeSpan.FromSeconds(10));
        await batches.Reader.Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ending.CancelAsync().ConfigureAwait(false);
        if (working != null)
            await working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await client.DisposeAsync().ConfigureAwait(false);
        foreach (IngestSubscription subscription in subscriptions)
            subscription.End();
    }

    private IEnumerable<string> Filters()
    {
        if (options.ShareGroup == null)
            return [Topics.UpFilter];
        const string up = Topics.Root + "/+/up/";
        return
        [
            "$share/" + options.ShareGroup + "/" + up + "+/records",
            up + "+/live",
            up + "birth",
            up + "state",
        ];
    }

    private void Receive(MqttMessage message)
    {
        Interlocked.Increment(ref messages);
        Interlocked.Add(ref bytes, message.Payload.Length);
        if (!queue.Add(message, options.QueuePatience))
            Interlocked.Increment(ref dropped);
    }

    private void Decode()
    {
        var sorter = new MessageSorter(publisher, presence, time, Tell);
        var taken = new List<MqttMessage>();
        while (queue.Take(taken, options.BatchMessages))
        {
            var batch = new IngestBatch();
            foreach (MqttMessage message in taken)
                sorter.Sort(message, batch);
            taken.Clear();
            if (!batch.IsEmpty && !TryHandOver(batch))
                break;
        }
        batches.Writer.TryComplete();
    }

    private bool TryHandOver(IngestBatch batch)
    {
        try
        {
            batches.Writer.WriteAsync(batch, ending.Token).AsTask().GetAwaiter().GetResult();
            return true;
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            return false;
        }
    }

    private async Task WriteAsync()
    {
        await foreach (IngestBatch batch in batches.Reader.ReadAllAsync(ending.Token).ConfigureAwait(false))
            await batchWriter.WriteAsync(batch, ending.Token).ConfigureAwait(false);
    }

    private async Task TickAsync()
    {
        using var timer = new PeriodicTimer(options.Tick, time);
        while (await timer.WaitForNextTickAsync(ending.Token).ConfigureAwait(false))
        {
            publisher.Tick();
            await MarkSilentAsync().ConfigureAwait(false);
        }
    }

    private async Task MarkSilentAsync()
    {
        try
        {
            foreach (string serial in presence.TakeSilent())
            {
                await store.SaveDeviceStateAsync(serial, false, ending.Token).ConfigureAwait(false);
                Tell(new DeviceStateChanged(serial, false));
            }
        }
        catch (StoreException)
        {
            // The batches that are written beside this say what is wrong with the store.
        }
    }

    private void ChangeConnection(bool connected)
    {
        if (connected)
            presence.Connected();
        else
            presence.Disconnected();
        Tell(new BrokerConnection(connected));
    }

    private void Tell(IngestNotice notice)
    {
        foreach (IngestSubscription subscription in subscriptions)
            subscription.Add(notice);
    }
}
