using EdgeTester.Contracts;
using EdgeTester.Storage;

namespace EdgeTester.Messaging;

/// <summary>What was decoded of messages that came together.</summary>
internal sealed class IngestBatch
{
    private readonly Dictionary<(string Device, string Reason), QuarantinedMessage> quarantined = new();

    /// <summary>Frames to be stored.</summary>
    public List<IncomingFrame> Frames { get; } = [];

    /// <summary>Descriptions of devices: serial and bytes.</summary>
    public List<(string Serial, byte[] Bytes)> Descriptions { get; } = [];

    /// <summary>States of devices.</summary>
    public List<(string Serial, bool Online)> States { get; } = [];

    /// <summary>Channels whose device keeps nothing below a sequence that we do not have.</summary>
    public List<(string Serial, LiveStatus Status)> Losses { get; } = [];

    /// <summary>Messages that are not taken in; one stands for all of the same device and reason, so that a flood of them costs little.</summary>
    public IReadOnlyCollection<QuarantinedMessage> Quarantined => quarantined.Values;

    /// <summary>There is nothing to write.</summary>
    public bool IsEmpty =>
        Frames.Count + Descriptions.Count + States.Count + Losses.Count + quarantined.Count == 0;

    /// <summary>Puts a message aside.</summary>
    public void Quarantine(QuarantinedMessage message)
    {
        (string Device, string Reason) key = (message.Device, message.Reason);
        quarantined[key] = quarantined.TryGetValue(key, out QuarantinedMessage? first)
            ? first with
            {
                Count = first.Count + 1,
            }
            : message;
    }
}
