using System.Collections.Concurrent;
using System.Diagnostics;
using EdgeTester.Firmware.Ports;
using EdgeTester.Mqtt;

namespace EdgeTester.Firmware.Virtual.Ports;

/// <summary>The firmware's uplink over an MQTT client: bounded both ways, never blocking.</summary>
public sealed class MqttUplink : IUplink
{
    private const int MostWaiting = 256;
    private readonly IMqttClient client;
    private readonly ConcurrentQueue<byte[]> received = new();
    private long dropped;

    /// <summary>Listens to a client that has not been started.</summary>
    public MqttUplink(IMqttClient client)
    {
        this.client = client;
        client.MessageReceived = message =>
        {
            if (received.Count < MostWaiting)
                received.Enqueue(message.Payload);
            else
                Interlocked.Increment(ref dropped);
            MessageArrived?.Invoke();
        };
    }

    /// <summary>Raised on the client's thread when a message waits; the composition wakes its loop.</summary>
    public Action? MessageArrived { get; set; }

    /// <summary>Messages that came faster than they were taken, or were larger than the taker's buffer.</summary>
    public long Dropped => Interlocked.Read(ref dropped);

    /// <inheritdoc/>
    public long LinkMicroseconds => Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1_000_000);

    /// <inheritdoc/>
    public bool IsConnected => client.IsConnected;

    /// <inheritdoc/>
    public int ConnectionCount => client.ConnectionCount;

    /// <inheritdoc/>
    public bool TryPublish(string topic, byte[] payload, int count, bool atLeastOnce, bool retain) =>
        client.TryPublish(topic, payload.AsSpan(0, count), atLeastOnce, retain);

    /// <inheritdoc/>
    public bool TryReceive(byte[] buffer, out int count)
    {
        while (received.TryDequeue(out var message))
        {
            if (message.Length > buffer.Length)
            {
                Interlocked.Increment(ref dropped);
                continue;
            }
            message.CopyTo(buffer, 0);
            count = message.Length;
            return true;
        }
        count = 0;
        return false;
    }
}
