using EdgeTester.Contracts;
using EdgeTester.Mqtt;
using EdgeTester.Storage;

namespace EdgeTester.Messaging;

/// <summary>
/// Tells devices what is durable, and asks for what is missing. An acknowledgement is cumulative, so only the latest of
/// a channel matters; what cannot be sent now is sent at the next tick. Thread-safe.
/// </summary>
internal sealed class PersistedPublisher(IMqttClient client, IngestOptions options, TimeProvider time)
{
    private const int RememberedChannels = 50_000;
    private const int RequestsAtOnce = 4;
    private static readonly TimeSpan ReminderPause = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Dictionary<(ulong, ulong, byte), ChannelLine> lines = new();
    private readonly HashSet<ChannelLine> restless = [];
    private readonly byte[] buffer = new byte[ReplayRequest.Size];
    private readonly FrameHeader scratch = new();
    private long acknowledgements;
    private long requests;

    /// <summary>Acknowledgements sent.</summary>
    public long Acknowledgements => Interlocked.Read(ref acknowledgements);

    /// <summary>Requests for missing records sent.</summary>
    public long Requests => Interlocked.Read(ref requests);

    /// <summary>A channel is durable up to here: tells its device.</summary>
    public void Report(ChannelProgress progress)
    {
        lock (gate)
        {
            ChannelLine line = LineOf(progress);
            line.Advance(progress, time.GetTimestamp(), options.GapPatience);
            line.Unsent = true;
            Acknowledge(line);
        }
    }

    /// <summary>
    /// A device has said up to where it believes its records to be durable. Where that is old, it is told again. True
    /// where it has said for a while that it has forgotten more than we have.
    /// </summary>
    public bool Compare(string device, LiveStatus status)
    {
        lock (gate)
        {
            if (!lines.TryGetValue((status.Run.High, status.Run.Low, status.Channel), out ChannelLine? line))
                return false;
            if (line.Progress.Device != device || status.NextUnpersisted > long.MaxValue)
                return false;
            long difference = (long)status.NextUnpersisted - line.Progress.NextSequence;
            if (difference < 0 && time.GetElapsedTime(line.SentAt) >= ReminderPause)
            {
                line.Unsent = true;
                Acknowledge(line);
            }
            return line.IsLossSettled(difference > 0, time.GetTimestamp(), options.LossPatience);
        }
    }

    /// <summary>Sends what could not be sent, and asks for gaps that have stayed too long.</summary>
    public void Tick()
    {
        lock (gate)
        {
            foreach (ChannelLine line in restless.ToArray())
            {
                Acknowledge(line);
                if (line.Progress.Gaps.Count > 0 && time.GetTimestamp() >= line.AskAt)
                    AskAgain(line);
                Settle(line);
            }
        }
    }

    private ChannelLine LineOf(ChannelProgress progress)
    {
        (ulong, ulong, byte) key = (progress.Run.High, progress.Run.Low, progress.Channel);
        if (lines.TryGetValue(key, out ChannelLine? line))
            return line;
        // Forgetting costs only reminders: the next frame brings a channel back.
        if (lines.Count >= RememberedChannels)
            lines.Clear();
        line = new ChannelLine(progress, time.TimestampFrequency);
        lines.Add(key, line);
        return line;
    }

    private void Acknowledge(ChannelLine line)
    {
        if (line.Unsent)
        {
            var message = new Persisted
            {
                Run = line.Progress.Run,
                Channel = line.Progress.Channel,
                NextSequence = (ulong)line.Progress.NextSequence,
            };
            int length = message.Encode(buffer, 0, scratch);
            if (Send(line, length))
            {
                line.Unsent = false;
                line.SentAt = time.GetTimestamp();
                Interlocked.Increment(ref acknowledgements);
            }
        }
        Settle(line);
    }

    private void AskAgain(ChannelLine line)
    {
        foreach (SequenceRange gap in line.Progress.Gaps.Take(RequestsAtOnce))
        {
            var message = new ReplayRequest
            {
                Run = line.Progress.Run,
                Channel = line.Progress.Channel,
                FirstSequence = (ulong)gap.First,
                EndSequence = (ulong)gap.End,
            };
            if (Send(line, message.Encode(buffer, 0, scratch)))
                Interlocked.Increment(ref requests);
        }
        line.Wait(time.GetTimestamp(), options.LongestGapPatience);
    }

    private bool Send(ChannelLine line, int length)
    {
        string topic = Topics.Persisted(line.Progress.Device);
        return client.TryPublish(topic, buffer.AsSpan(0, length), atLeastOnce: false, retain: false);
    }

    private void Settle(ChannelLine line)
    {
        if (line.Unsent || line.Progress.Gaps.Count > 0)
            restless.Add(line);
        else
            restless.Remove(line);
    }
}
