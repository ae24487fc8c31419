using EdgeTester.Mqtt;

namespace EdgeTester.Messaging;

/// <summary>Messages on their way from the network thread to the decoding thread, bounded in number and bytes.</summary>
internal sealed class InboundQueue(int maximumMessages, long maximumBytes)
{
    private readonly object gate = new();
    private readonly Queue<MqttMessage> messages = new();
    private long bytes;
    private bool ended;

    /// <summary>Messages that wait.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return messages.Count;
        }
    }

    /// <summary>Adds a message; false where there was no room for as long as patience lasts.</summary>
    public bool Add(MqttMessage message, TimeSpan patience)
    {
        long deadline = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        lock (gate)
        {
            while (!ended && messages.Count > 0 && !HasRoom(message))
            {
                long left = deadline - Environment.TickCount64;
                if (left <= 0)
                    return false;
                Monitor.Wait(gate, (int)left);
            }
            if (ended)
                return false;
            messages.Enqueue(message);
            bytes += message.Payload.Length;
            if (messages.Count == 1)
                Monitor.PulseAll(gate);
            return true;
        }
    }

    /// <summary>Waits for messages and takes what is there; false at the end.</summary>
    public bool Take(List<MqttMessage> taken, int maximum)
    {
        lock (gate)
        {
            while (messages.Count == 0 && !ended)
                Monitor.Wait(gate);
            while (taken.Count < maximum && messages.TryDequeue(out MqttMessage message))
            {
                bytes -= message.Payload.Length;
                taken.Add(message);
            }
            Monitor.PulseAll(gate);
            return taken.Count > 0;
        }
    }

    /// <summary>Nothing more will be added.</summary>
    public void End()
    {
        lock (gate)
        {
            ended = true;
            Monitor.PulseAll(gate);
        }
    }

    private bool HasRoom(MqttMessage message)
    {
        return messages.Count < maximumMessages && bytes + message.Payload.Length <= maximumBytes;
    }
}
