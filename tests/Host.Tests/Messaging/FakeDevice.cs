using System.Collections.Concurrent;
using EdgeTester.Contracts;
using EdgeTester.Mqtt;

namespace EdgeTester.Host.Tests.Messaging;

/// <summary>
/// A device that follows the protocol and nothing else: keeps every frame until the host says that it is persisted, and
/// sends what is not, again and again.
/// </summary>
public sealed class FakeDevice : IAsyncDisposable
{
    private const int Window = 64;
    private readonly string serial;
    private readonly IMqttClient client;
    private readonly ConcurrentDictionary<(string Run, byte Channel), Journal> journals = new();
    private readonly CancellationTokenSource ending = new();
    private readonly TimeSpan resend;
    private Task sending = Task.CompletedTask;

    public FakeDevice(string serial, MqttOptions options, TimeSpan? resend = null)
    {
        this.serial = serial;
        this.resend = resend ?? TimeSpan.FromMilliseconds(300);
        client = MqttClients.Create(
            options with
            {
                WillTopic = Topics.State(serial),
                WillPayload = Topics.Offline,
            }
        );
        client.MessageReceived = Receive;
    }

    public IMqttClient Client => client;
    public int ReplaysAsked;
    public long Sent;

    /// <summary>All that it ever recorded is persisted.</summary>
    public bool IsDone => journals.Values.All(journal => journal.IsEmpty);

    public async Task StartAsync()
    {
        await client.SubscribeAsync(Topics.DownFilter(serial), default);
        await client.StartAsync(true, default);
        client.TryPublish(
            Topics.State(serial),
            System.Text.Encoding.UTF8.GetBytes(Topics.Online),
            true,
            true
        );
        sending = Task.Run(SendAsync);
    }

    public void Record(byte[] frame)
    {
        var header = new FrameHeader();
        Assert.Equal(FrameError.None, Frame.TryReadHeader(frame, 0, frame.Length, header));
        Journal journal = journals.GetOrAdd((header.Run.ToString(), header.Channel), _ => new Journal());
        journal.Add((long)header.FirstSequence, header.RecordCount, header.Channel, frame);
    }

    /// <summary>As if what it has recorded in this range had been sent just now.</summary>
    public void PretendSent(long first, long end)
    {
        foreach (Journal journal in journals.Values)
            journal.Mark(first, end, Environment.TickCount64);
    }

    public async ValueTask DisposeAsync()
    {
        if (ending.IsCancellationRequested)
            return;
        await ending.CancelAsync();
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await client.DisposeAsync();
    }

    private async Task SendAsync()
    {
        while (!ending.IsCancellationRequested)
        {
            bool sent = false;
            foreach (Journal journal in journals.Values)
            foreach ((byte channel, byte[] frame) in journal.Due(Window, resend))
            {
                client.TryPublish(Topics.Records(serial, channel), frame, true, false);
                Sent++;
                sent = true;
            }
            if (!sent)
                await Task.Delay(2, ending.Token);
        }
    }

    private void Receive(MqttMessage message)
    {
        var header = new FrameHeader();
        var persisted = new Persisted();
        byte[] bytes = message.Payload;
        if (persisted.TryDecode(bytes, 0, bytes.Length, header) == FrameError.None)
        {
            if (journals.TryGetValue((persisted.Run.ToString(), persisted.Channel), out Journal? journal))
                journal.Forget((long)persisted.NextSequence);
            return;
        }
        var replay = new ReplayRequest();
        if (replay.TryDecode(bytes, 0, bytes.Length, header) != FrameError.None)
            return;
        Interlocked.Increment(ref ReplaysAsked);
        if (journals.TryGetValue((replay.Run.ToString(), replay.Channel), out Journal? gap))
            gap.Mark((long)replay.FirstSequence, (long)replay.EndSequence, 0);
    }

    private sealed class Journal
    {
        private readonly SortedDictionary<long, Entry> entries = new();

        public bool IsEmpty
        {
            get
            {
                lock (entries)
                    return entries.Count == 0;
            }
        }

        public void Add(long first, int count, byte channel, byte[] frame)
        {
            lock (entries)
                entries.Add(first, new Entry(first + count, channel, frame));
        }

        public List<(byte, byte[])> Due(int window, TimeSpan resend)
        {
            long now = Environment.TickCount64;
            var due = new List<(byte, byte[])>();
            lock (entries)
                foreach (Entry entry in entries.Values.Take(window))
                {
                    if (entry.SentAt != 0 && now - entry.SentAt < resend.TotalMilliseconds)
                        continue;
                    entry.SentAt = now;
                    due.Add((entry.Channel, entry.Frame));
                }
            return due;
        }

        public void Forget(long next)
        {
            lock (entries)
                foreach (long first in entries.Where(e => e.Value.End <= next).Select(e => e.Key).ToList())
                    entries.Remove(first);
        }

        public void Mark(long first, long end, long sentAt)
        {
            lock (entries)
                foreach (KeyValuePair<long, Entry> entry in entries)
                    if (entry.Key < end && entry.Value.End > first)
                        entry.Value.SentAt = sentAt;
        }

        private sealed class Entry(long end, byte channel, byte[] frame)
        {
            public long End { get; } = end;
            public byte Channel { get; } = channel;
            public byte[] Frame { get; } = frame;
            public long SentAt { get; set; }
        }
    }
}
