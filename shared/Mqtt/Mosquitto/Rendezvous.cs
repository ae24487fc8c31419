using System.Collections.Concurrent;

namespace EdgeTester.Mqtt.Mosquitto;

/// <summary>
/// Brings together who waits for the answer to a message number and the answer, whichever comes first: the library's
/// thread can be told of an acknowledgement before the call that sent the message has returned its number.
/// </summary>
internal sealed class Rendezvous
{
    /// <summary>The answer to all that still wait when the connection ends.</summary>
    public const int ConnectionEnded = -1;

    private readonly ConcurrentDictionary<int, object> waiting = new();

    /// <summary>Somebody waits for the answer to this number.</summary>
    public void Expect(int id, Action<int> waiter)
    {
        if (!waiting.TryAdd(id, waiter) && waiting.TryRemove(id, out object? answer))
            waiter((int)answer);
    }

    /// <summary>The answer is here.</summary>
    public void Arrive(int id, int answer)
    {
        if (!waiting.TryAdd(id, answer) && waiting.TryRemove(id, out object? waiter))
            ((Action<int>)waiter)(answer);
    }

    /// <summary>There will be no more answers.</summary>
    public void End()
    {
        foreach (int id in waiting.Keys)
            if (waiting.TryRemove(id, out object? waiter))
                (waiter as Action<int>)?.Invoke(ConnectionEnded);
    }
}
