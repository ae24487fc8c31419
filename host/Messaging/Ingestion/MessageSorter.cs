using System.Text;
using EdgeTester.Contracts;
using EdgeTester.Mqtt;
using EdgeTester.Storage;

namespace EdgeTester.Messaging;

/// <summary>Checks every message to its last byte and sorts it into a batch. Any topic and any bytes are allowed. One thread.</summary>
internal sealed class MessageSorter(
    PersistedPublisher publisher,
    PresenceWatch presence,
    TimeProvider time,
    Action<IngestNotice> tell
)
{
    private const int KeptOfHugeMessages = 1024;
    private readonly FrameDecoder decoder = new();
    private readonly FrameHeader header = new();
    private readonly ByteReader reader = new();

    /// <summary>Sorts one message.</summary>
    public void Sort(MqttMessage message, IngestBatch batch)
    {
        if (!UpTopic.TryParse(message.Topic, out UpTopic topic))
        {
            Quarantine(batch, message, "", "UnknownTopic", "no device says anything on this topic");
            return;
        }
        if (!(topic.Kind == UpTopicKind.State && message.Payload.Length == 0))
            presence.Heard(topic.Serial);
        if (message.Payload.Length > Frame.MaximumSize)
        {
            string text = $"{message.Payload.Length} bytes: a frame has at most {Frame.MaximumSize}";
            Quarantine(batch, message, topic.Serial, "HugeFrame", text);
            return;
        }
        switch (topic.Kind)
        {
            case UpTopicKind.Records:
                SortRecords(message, topic, batch);
                break;
            case UpTopicKind.Live:
                SortLive(message, topic, batch);
                break;
            case UpTopicKind.Birth:
                SortBirth(message, topic, batch);
                break;
            case UpTopicKind.State:
                SortState(message, topic, batch);
                break;
        }
    }

    private void SortRecords(MqttMessage message, UpTopic topic, IngestBatch batch)
    {
        FrameError error = decoder.TryDecode(topic.Serial, message.Payload, out IncomingFrame? frame);
        if (error != FrameError.None)
            Refuse(batch, message, topic, error);
        else if (frame!.Channel != topic.Channel)
            Mismatch(batch, message, topic, $"channel {frame.Channel}");
        else
            batch.Frames.Add(frame);
    }

    private void SortLive(MqttMessage message, UpTopic topic, IngestBatch batch)
    {
        var status = new LiveStatus();
        byte[] bytes = message.Payload;
        FrameError error = status.TryDecode(bytes, 0, bytes.Length, header, reader);
        if (error != FrameError.None)
            Refuse(batch, message, topic, error);
        else if (status.Channel != topic.Channel)
            Mismatch(batch, message, topic, $"channel {status.Channel}");
        else
        {
            if (publisher.Compare(topic.Serial, status))
                batch.Losses.Add((topic.Serial, status));
            tell(new LiveReceived(topic.Serial, status));
        }
    }

    private void SortBirth(MqttMessage message, UpTopic topic, IngestBatch batch)
    {
        // No bytes at all clear what the broker had retained.
        if (message.Payload.Length == 0)
            return;
        var description = new DeviceDescription();
        byte[] bytes = message.Payload;
        FrameError error = description.TryDecode(bytes, 0, bytes.Length, header, reader);
        if (error != FrameError.None)
            Refuse(batch, message, topic, error);
        else if (description.Serial != topic.Serial)
            Mismatch(batch, message, topic, $"serial \"{description.Serial}\"");
        else
        {
            batch.Descriptions.Add((topic.Serial, bytes));
            tell(new DeviceDescribed(description));
        }
    }

    private void SortState(MqttMessage message, UpTopic topic, IngestBatch batch)
    {
        if (message.Payload.Length == 0)
            return;
        string text = Encoding.UTF8.GetString(message.Payload);
        if (text != Topics.Online && text != Topics.Offline)
        {
            Quarantine(batch, message, topic.Serial, "UnknownState", "neither online nor offline");
            return;
        }
        batch.States.Add((topic.Serial, text == Topics.Online));
        tell(new DeviceStateChanged(topic.Serial, text == Topics.Online));
    }

    private void Refuse(IngestBatch batch, MqttMessage message, UpTopic topic, FrameError error)
    {
        string text = $"{message.Payload.Length} bytes that are not the frame this topic is for: {error}";
        Quarantine(batch, message, topic.Serial, error.ToString(), text);
    }

    private void Mismatch(IngestBatch batch, MqttMessage message, UpTopic topic, string said)
    {
        Quarantine(
            batch,
            message,
            topic.Serial,
            "TopicMismatch",
            $"the frame names {said}, its topic does not"
        );
    }

    private void Quarantine(IngestBatch batch, MqttMessage message, string device, string reason, string text)
    {
        byte[] bytes = message.Payload;
        byte[] kept = bytes.Length > Frame.MaximumSize ? bytes[..KeptOfHugeMessages] : bytes;
        batch.Quarantine(
            new QuarantinedMessage(time.GetUtcNow(), message.Topic, device, reason, text, bytes.Length, kept)
        );
    }
}
