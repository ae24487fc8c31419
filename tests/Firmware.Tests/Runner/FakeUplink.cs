using EdgeTester.Contracts;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Tests.Runner;

/// <summary>Broker and host in memory: keeps every record by its sequence and, when asked to, says that it is persisted.</summary>
public sealed class FakeUplink(IClock clock) : IUplink
{
    private readonly Queue<byte[]> down = new();
    private readonly FrameHeader header = new();

    public bool IsConnected { get; set; } = true;
    public int ConnectionCount { get; set; } = 1;
    public long LinkMicroseconds => clock.ElapsedMicroseconds;

    /// <summary>Whether the host answers with Persisted.</summary>
    public bool Acknowledges { get; set; } = true;

    /// <summary>Records nothing: the link only counts, so that it does not allocate.</summary>
    public bool IsDeaf { get; set; }

    public int MostMessages { get; set; } = int.MaxValue;
    public Func<bool>? Loses { get; set; }
    public int Published { get; private set; }
    public int Conflicts { get; private set; }
    public Dictionary<string, byte[]> Retained { get; } = [];
    public List<byte[]> Acknowledgements { get; } = [];
    public List<byte[]> Lives { get; } = [];

    /// <summary>Frames by run, channel and first sequence.</summary>
    public SortedDictionary<(string Run, int Channel, ulong First), byte[]> Frames { get; } = [];

    private readonly Dictionary<(string Run, int Channel), ulong> next = [];

    public bool TryPublish(string topic, byte[] payload, int count, bool atLeastOnce, bool retain)
    {
        if (!IsConnected || Published >= MostMessages)
            return false;
        Published++;
        if (IsDeaf)
            return true;
        var bytes = payload.AsSpan(0, count).ToArray();
        if (retain)
            Retained[topic] = bytes;
        if (topic.EndsWith("/ack", StringComparison.Ordinal))
            Acknowledgements.Add(bytes);
        else if (topic.EndsWith("/live", StringComparison.Ordinal))
            Lives.Add(bytes);
        else if (topic.EndsWith("/records", StringComparison.Ordinal) && Loses?.Invoke() != true)
            Store(bytes);
        return true;
    }

    public bool TryReceive(byte[] buffer, out int count)
    {
        count = 0;
        if (!IsConnected || !down.TryDequeue(out var message))
            return false;
        message.CopyTo(buffer, 0);
        count = message.Length;
        return true;
    }

    public void Send(byte[] message) => down.Enqueue(message);

    public void Send(Command command)
    {
        var buffer = new byte[command.EncodedSize];
        var length = command.Encode(buffer, 0, new FrameHeader(), new ByteWriter());
        Assert.Equal(buffer.Length, length);
        Send(buffer);
    }

    /// <summary>The first sequence that the host lacks.</summary>
    public ulong NextOf(RunId run, int channel) =>
        next.TryGetValue((run.ToString(), channel), out var value) ? value : 0;

    /// <summary>Says what is persisted of every run.</summary>
    public void SayPersisted()
    {
        foreach (var (run, channel) in next.Keys)
        {
            Assert.True(RunId.TryParse(run, out var id));
            SayPersisted(id, channel);
        }
    }

    private void SayPersisted(RunId run, int channel)
    {
        var persisted = new Persisted
        {
            Run = run,
            Channel = (byte)channel,
            NextSequence = NextOf(run, channel),
        };
        var buffer = new byte[Persisted.Size];
        persisted.Encode(buffer, 0, new FrameHeader());
        Send(buffer);
    }

    private void Store(byte[] bytes)
    {
        Assert.Equal(FrameError.None, Frame.TryReadHeader(bytes, 0, bytes.Length, header));
        var run = header.Run.ToString();
        var key = (run, (int)header.Channel, header.FirstSequence);
        if (Frames.TryGetValue(key, out var before))
        {
            if (!before.AsSpan().SequenceEqual(bytes))
                Conflicts++;
            if (Acknowledges)
                SayPersisted(header.Run, header.Channel);
            return;
        }
        Frames[key] = bytes;
        var end = header.FirstSequence + header.RecordCount;
        var at = (run, (int)header.Channel);
        var have = next.GetValueOrDefault(at);
        if (header.FirstSequence > have)
            return;
        while (true)
        {
            have = Math.Max(have, end);
            if (!Frames.TryGetValue((run, at.Item2, have), out var following))
                break;
            Frame.TryReadHeader(following, 0, following.Length, header);
            end = header.FirstSequence + header.RecordCount;
        }
        next[at] = have;
        if (Acknowledges)
            SayPersisted(header.Run, header.Channel);
    }
}
