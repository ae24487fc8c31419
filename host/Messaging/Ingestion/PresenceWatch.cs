using System.Collections.Concurrent;
using EdgeTester.Storage;

namespace EdgeTester.Messaging;

/// <summary>
/// Finds devices that went away unseen: a will is lost when the broker dies with it. After every connection to the broker
/// each device that is there says something, if only its retained state; who has not after a while is not there.
/// Thread-safe.
/// </summary>
internal sealed class PresenceWatch(IRunStore store, TimeSpan patience, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, bool> heard = new();
    private readonly Lock gate = new();
    private const int MostHeard = 200_000;
    private long? connectedAt;
    private bool isListening;

    /// <summary>The broker is connected: everybody has to speak from now on.</summary>
    public void Connected()
    {
        lock (gate)
        {
            heard.Clear();
            connectedAt = time.GetTimestamp();
            isListening = true;
        }
    }

    /// <summary>The broker is gone: nobody can speak.</summary>
    public void Disconnected()
    {
        lock (gate)
            connectedAt = null;
    }

    /// <summary>A device said something.</summary>
    public void Heard(string serial)
    {
        // Whoever invents names must not fill the memory.
        if (Volatile.Read(ref isListening) && !heard.ContainsKey(serial) && heard.Count < MostHeard)
            heard.TryAdd(serial, true);
    }

    /// <summary>Devices that the store believes to be there and that have been silent for too long; asked once a connection.</summary>
    public IReadOnlyList<string> TakeSilent()
    {
        lock (gate)
        {
            if (connectedAt == null || time.GetElapsedTime(connectedAt.Value) < patience)
                return [];
            connectedAt = null;
        }
        isListening = false;
        if (heard.Count >= MostHeard)
            return [];
        return
        [
            .. store
                .ListDevices()
                .Where(device => device.Online && !heard.ContainsKey(device.Serial))
                .Select(device => device.Serial),
        ];
    }
}
