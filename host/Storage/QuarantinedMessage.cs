namespace EdgeTester.Storage;

/// <summary>A message that is not taken in, with the reason.</summary>
/// <param name="Received">When it came.</param>
/// <param name="Topic">Where it was said, cut to 200 characters.</param>
/// <param name="Device">Serial in the topic; empty where there is none.</param>
/// <param name="Reason">One word for counting, for example "WrongChecksum".</param>
/// <param name="Text">What is wrong with it, for people.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Bytes">Its bytes, as far as they are kept.</param>
public sealed record QuarantinedMessage(
    DateTimeOffset Received,
    string Topic,
    string Device,
    string Reason,
    string Text,
    int Size,
    byte[] Bytes
)
{
    /// <summary>How many messages of the same device and reason this one stands for.</summary>
    public int Count { get; init; } = 1;
}
