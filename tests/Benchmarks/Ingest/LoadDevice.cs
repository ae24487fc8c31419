using System.Diagnostics;
using EdgeTester.Contracts;
using EdgeTester.Mqtt;

namespace EdgeTester.Benchmarks.Ingest;

/// <summary>
/// A device with many channels that sends blocks as fast as it is acknowledged, or at a rate, and measures how long each
/// block waits to be persisted. The blocks are made while sending.
/// </summary>
internal sealed class LoadDevice : IAsyncDisposable
{
    private readonly string serial;
    private readonly IMqttClient client;
    private readonly Line[] lines;
    private readonly BlockGenerator generator;
    private readonly int samples;

    public LoadDevice(string serial, MqttOptions options, int channels, int samples, int seed)
    {
        this.serial = serial;
        this.samples = samples;
        generator = new BlockGenerator(seed);
        var random = new Random(seed);
        lines = new Line[channels];
        for (int k = 0; k < channels; k++)
            lines[k] = new Line(new RunId((ulong)random.NextInt64(), (ulong)random.NextInt64() | 1), (byte)k);
        client = MqttClients.Create(options);
        client.MessageReceived = Receive;
    }

    /// <summary>Blocks that are acknowledged as durable.</summary>
    public long Durable => lines.Sum(line => Volatile.Read(ref line.Durable));

    /// <summary>Blocks that were sent.</summary>
    public long Sent { get; private set; }

    /// <summary>Bytes of all frames.</summary>
    public long Bytes { get; private set; }

    /// <summary>Time from sending to the acknowledgement, in milliseconds, of every block.</summary>
    public List<double> Latencies { get; } = [];

    public IEnumerable<(RunId Run, byte Channel)> Channels => lines.Select(line => (line.Run, line.Channel));

    public async Task StartAsync()
    {
        await client.SubscribeAsync(Topics.DownFilter(serial), default);
        await client.StartAsync(true, default);
    }

    /// <summary>Sends with at most a window of blocks unacknowledged on each channel, and at most so many a second (0 = no limit).</summary>
    public void Send(int window, double blocksPerSecond, CancellationToken until)
    {
        var clock = Stopwatch.StartNew();
        while (!until.IsCancellationRequested)
        {
            bool sent = false;
            foreach (Line line in lines)
            {
                if (blocksPerSecond > 0 && Sent >= clock.Elapsed.TotalSeconds * blocksPerSecond)
                    break;
                if (line.Waiting >= window)
                    continue;
                SendBlock(line);
                sent = true;
            }
            if (!sent)
                Thread.Sleep(1);
        }
    }

    public ValueTask DisposeAsync()
    {
        return client.DisposeAsync();
    }

    private void SendBlock(Line line)
    {
        ReadOnlySpan<byte> frame = generator.Write(line.Run, line.Channel, line.Next, samples);
        line.Begin(samples);
        string topic = Topics.Records(serial, line.Channel);
        while (!client.TryPublish(topic, frame, atLeastOnce: true, retain: false))
            Thread.Sleep(1);
        Sent++;
        Bytes += frame.Length;
    }

    private void Receive(MqttMessage message)
    {
        var persisted = new Persisted();
        byte[] bytes = message.Payload;
        if (persisted.TryDecode(bytes, 0, bytes.Length, new FrameHeader()) != FrameError.None)
            return;
        lines[persisted.Channel].Finish((long)persisted.NextSequence, Latencies);
    }

    private sealed class Line(RunId run, byte channel)
    {
        private readonly Queue<(long End, long SentAt)> waiting = new();

        public RunId Run { get; } = run;
        public byte Channel { get; } = channel;
        public long Durable;

        public long Next { get; private set; }

        public int Waiting
        {
            get
            {
                lock (waiting)
                    return waiting.Count;
            }
        }

        public void Begin(int samples)
        {
            lock (waiting)
                waiting.Enqueue((Next + samples, Stopwatch.GetTimestamp()));
            Next += samples;
        }

        public void Finish(long next, List<double> latencies)
        {
            lock (waiting)
                while (waiting.TryPeek(out (long End, long SentAt) first) && first.End <= next)
                {
                    waiting.Dequeue();
                    latencies.Add(Stopwatch.GetElapsedTime(first.SentAt).TotalMilliseconds);
                    Durable++;
                }
        }
    }
}
