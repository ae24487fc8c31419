using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Tests.Chips;

/// <summary>A bus that writes down what goes over it, before a chip or without one.</summary>
internal sealed class RecordingBus(ISpiBus? behind = null) : ISpiBus
{
    public List<string> Frames { get; } = [];

    public Queue<byte[]> Replies { get; } = new();

    public void Transfer(int chipSelect, byte[] write, byte[] read, int count)
    {
        Frames.Add(Convert.ToHexString(write, 0, count));
        if (behind is not null)
            behind.Transfer(chipSelect, write, read, count);
        else if (Replies.TryDequeue(out byte[]? reply))
            reply.AsSpan(0, Math.Min(count, reply.Length)).CopyTo(read);
        else
            read.AsSpan(0, count).Clear();
    }
}
