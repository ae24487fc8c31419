using System.Collections.Concurrent;

namespace EdgeTester.Mqtt.Mosquitto;

/// <summary>
/// <see cref="IMqttClient"/> over libmosquitto, MQTT 3.1.1. One thread owns one connection after the other: it loops
/// it, destroys it when it breaks, waits with back-off and opens the next. Whoever publishes takes a slot that is
/// free again with the broker's acknowledgement, so the library never queues more than
/// <see cref="MqttOptions.MaximumInFlight"/> messages.
/// </summary>
public sealed class MosquittoClient : IMqttClient
{
    private const int LoopMilliseconds = 100;
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);

    private readonly MqttOptions options;
    private readonly TimeProvider time;
    private readonly Backoff backoff;
    private readonly SemaphoreSlim slots;
    private readonly ConcurrentDictionary<string, bool> filters = new();
    private readonly ManualResetEventSlim stopping = new();
    private readonly TaskCompletionSource started = NewSource();
    private readonly TaskCompletionSource ended = NewSource();
    private readonly Lock gate = new();
    private bool waitForBroker;
    private Thread? thread;
    private volatile MosquittoConnection? current;
    private int connectionCount;

    // Only the connection's thread reads and writes it.
    private bool announced;

    /// <summary>Makes a client that is not yet connected.</summary>
    /// <param name="options">Broker and identity.</param>
    /// <param name="time">Measures how long a broker takes to answer.</param>
    /// <param name="random">Jitter of the reconnections.</param>
    /// <exception cref="ArgumentException">An option cannot be used; the message names it.</exception>
    public MosquittoClient(MqttOptions options, TimeProvider time, Random random)
    {
        MqttOptionsCheck.Check(options);
        this.options = options;
        this.time = time;
        int shortest = options.ShortestReconnectMilliseconds;
        backoff = new Backoff(shortest, options.LongestReconnectMilliseconds, random);
        slots = new SemaphoreSlim(options.MaximumInFlight, options.MaximumInFlight);
    }

    /// <inheritdoc/>
    public bool IsConnected => current != null;

    /// <inheritdoc/>
    public int ConnectionCount => Volatile.Read(ref connectionCount);

    /// <inheritdoc/>
    public Action<MqttMessage>? MessageReceived { get; set; }

    /// <inheritdoc/>
    public Action<bool>? ConnectionChanged { get; set; }

    /// <inheritdoc/>
    public async Task StartAsync(bool waitForBroker, CancellationToken cancellation)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(stopping.IsSet, this);
            if (thread != null)
                throw new InvalidOperationException("The client was started before.");
            this.waitForBroker = waitForBroker;
            thread = new Thread(Run) { IsBackground = true, Name = "mqtt " + options.ClientId };
            thread.Start();
        }
        await started.Task.WaitAsync(cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task SubscribeAsync(string filter, CancellationToken cancellation)
    {
        filters[filter] = true;
        var granted = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        int code =
            current?.Subscribe(filter, answer => granted.TrySetResult(answer)) ?? MosquittoCode.NoConnection;
        if (code == MosquittoCode.NoConnection)
            return;
        if (code != MosquittoCode.Success)
        {
            filters.TryRemove(filter, out _);
            throw new MqttException(
                $"\"{filter}\" is not a topic filter: {MosquittoCode.Describe(code)}. Check it."
            );
        }
        if (
            await granted.Task.WaitAsync(cancellation).ConfigureAwait(false)
            < MosquittoCode.SubscriptionDenied
        )
            return;
        filters.TryRemove(filter, out _);
        throw MqttFailure.SubscriptionDenied(filter);
    }

    /// <inheritdoc/>
    public async Task PublishAsync(
        string topic,
        ReadOnlyMemory<byte> payload,
        bool atLeastOnce,
        bool retain,
        CancellationToken cancellation
    )
    {
        if (!IsConnected)
            throw MqttFailure.NotConnected(options);
        await slots.WaitAsync(cancellation).ConfigureAwait(false);
        var done = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        int code = Send(topic, payload.Span, atLeastOnce, retain, done);
        if (code == MosquittoCode.NoConnection)
            throw MqttFailure.NotConnected(options);
        if (code != MosquittoCode.Success)
            throw new MqttException($"Cannot publish to \"{topic}\": {MosquittoCode.Describe(code)}.");
        int answer = await done.Task.WaitAsync(cancellation).ConfigureAwait(false);
        if (answer == Rendezvous.ConnectionEnded)
            throw MqttFailure.BrokenOnTheWay();
    }

    /// <inheritdoc/>
    public bool TryPublish(string topic, ReadOnlySpan<byte> payload, bool atLeastOnce, bool retain)
    {
        if (!IsConnected || !slots.Wait(0))
            return false;
        return Send(topic, payload, atLeastOnce, retain, null) == MosquittoCode.Success;
    }

    /// <summary>Says goodbye, ends the thread and frees everything; whoever still waits gets an <see cref="MqttException"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        Thread? toJoin;
        lock (gate)
        {
            stopping.Set();
            toJoin = thread;
        }
        current?.Disconnect();
        // The thread itself may dispose, from a callback: it must not wait for its own end.
        if (toJoin != null && toJoin != Thread.CurrentThread)
            await ended.Task.ConfigureAwait(false);
    }

    /// <summary>Called by the connection's thread when the broker accepted it.</summary>
    internal void Accepted(MosquittoConnection connection)
    {
        // First visible, then the filters: one that is added meanwhile is seen here or sees the connection there.
        current = connection;
        int missing = 1;
        foreach (string filter in filters.Keys)
        {
            missing++;
            int code = connection.Subscribe(filter, Granted);
            // A filter that the library refuses, given while there was no connection, must not hold up the others.
            if (code != MosquittoCode.Success)
                Granted(code == MosquittoCode.NoConnection ? Rendezvous.ConnectionEnded : code);
        }
        Granted(MosquittoCode.Success);

        void Granted(int answer)
        {
            if (answer != Rendezvous.ConnectionEnded && --missing == 0)
                Announce();
        }
    }

    /// <summary>
    /// The connection counts once the broker has answered for every filter: whoever sends on because of the new
    /// connection can rely on hearing what that brings.
    /// </summary>
    private void Announce()
    {
        announced = true;
        Interlocked.Increment(ref connectionCount);
        started.TrySetResult();
        Guard(static (client, _) => client.ConnectionChanged?.Invoke(true), default);
    }

    /// <summary>Called by the connection's thread for every message.</summary>
    internal void Received(MqttMessage message)
    {
        Guard(static (client, message) => client.MessageReceived?.Invoke(message), message);
    }

    private int Send(
        string topic,
        ReadOnlySpan<byte> payload,
        bool atLeastOnce,
        bool retain,
        TaskCompletionSource<int>? done
    )
    {
        int code = MosquittoCode.NoConnection;
        try
        {
            Action<int> waiter = answer =>
            {
                slots.Release();
                done?.TrySetResult(answer);
            };
            code = current?.Publish(topic, payload, atLeastOnce, retain, waiter) ?? code;
        }
        finally
        {
            if (code != MosquittoCode.Success)
                slots.Release();
        }
        return code;
    }

    private void Run()
    {
        try
        {
            while (!stopping.IsSet)
            {
                long opened = time.GetTimestamp();
                MqttException? failure = Live(opened);
                if (failure != null && started.TrySetException(failure))
                    return;
                if (time.GetElapsedTime(opened).TotalMilliseconds > options.LongestReconnectMilliseconds)
                    backoff.Reset();
                stopping.Wait(backoff.Next());
            }
        }
        finally
        {
            started.TrySetException(MqttFailure.DisposedEarly());
            // Observed here, so that nobody has to: a client may be disposed without anyone awaiting its start.
            _ = started.Task.Exception;
            ended.SetResult();
        }
    }

    /// <summary>One connection from its opening to its end; gives what to tell <see cref="StartAsync"/>, if it is to fail.</summary>
    private MqttException? Live(long opened)
    {
        MosquittoConnection connection;
        try
        {
            connection = new MosquittoConnection(options, this);
        }
        catch (MqttException e)
        {
            return e;
        }
        int code;
        announced = false;
        try
        {
            code = connection.Open(options);
            while (code == MosquittoCode.Success && !stopping.IsSet)
            {
                code = connection.Loop(LoopMilliseconds);
                if (!announced && time.GetElapsedTime(opened) > AnswerTimeout)
                    break;
            }
            if (stopping.IsSet)
                Farewell(connection);
        }
        finally
        {
            current = null;
            connection.Close();
            if (announced)
                Guard(static (client, _) => client.ConnectionChanged?.Invoke(false), default);
        }
        return Explain(connection.Answer, code);
    }

    /// <summary>Lets the library send its DISCONNECT, so that the broker does not publish our will.</summary>
    private static void Farewell(MosquittoConnection connection)
    {
        if (connection.Answer != 0)
            return;
        connection.Disconnect();
        for (int round = 0; round < 5; round++)
            if (connection.Loop(10) != MosquittoCode.Success)
                return;
    }

    private MqttException? Explain(int? answer, int code)
    {
        if (answer is > 0)
        {
            bool hopeless = !waitForBroker || !MqttFailure.IsWorthWaiting(answer.Value);
            return hopeless ? MqttFailure.Refused(options, answer.Value) : null;
        }
        if (answer == 0 || waitForBroker)
            return null;
        return MosquittoCode.Unreachable(options, code);
    }

    /// <summary>An exception of the user's must not unwind through native frames: that would end the process.</summary>
    private void Guard(Action<MosquittoClient, MqttMessage> callback, MqttMessage message)
    {
        try
        {
            callback(this, message);
        }
        catch (Exception e)
        {
            options.CallbackFailed?.Invoke(e);
        }
    }

    private static TaskCompletionSource NewSource()
    {
        return new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
