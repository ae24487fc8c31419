using System.Collections.Concurrent;
using MQTTnet;

namespace EdgeTester.Mqtt.MqttNet;

/// <summary>
/// <see cref="IMqttClient"/> over MQTTnet, MQTT 3.1.1. One task owns one connection after the other; each has a client of
/// MQTTnet's of its own, since that must not be connected again while others publish through it. Whoever publishes takes a slot
/// that is free again with the broker's acknowledgement, so no more than <see cref="MqttOptions.MaximumInFlight"/> are on the way.
/// </summary>
public sealed class MqttNetClient : IMqttClient
{
    private readonly MqttOptions options;
    private readonly TimeProvider time;
    private readonly Backoff backoff;
    private readonly SemaphoreSlim slots;
    private readonly ConcurrentDictionary<string, bool> filters = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource started = NewSource();
    private readonly TaskCompletionSource ended = NewSource();
    private readonly AsyncLocal<bool> insideCallback = new();
    private int startCount;
    private bool waitForBroker;
    private volatile MqttNetConnection? current;
    private int connectionCount;

    /// <summary>Makes a client that is not yet connected.</summary>
    /// <param name="options">Broker and identity.</param>
    /// <param name="time">Waits and time-outs.</param>
    /// <param name="random">Jitter of the reconnections.</param>
    /// <exception cref="ArgumentException">An option cannot be used; the message names it.</exception>
    public MqttNetClient(MqttOptions options, TimeProvider time, Random random)
    {
        MqttOptionsCheck.Check(options);
        this.options = options;
        this.time = time;
        int shortest = options.ShortestReconnectMilliseconds;
        backoff = new Backoff(shortest, options.LongestReconnectMilliseconds, random);
        slots = new SemaphoreSlim(options.MaximumInFlight, options.MaximumInFlight);
    }

    /// <inheritdoc/>
    public bool IsConnected => current is { IsUp: true };

    /// <inheritdoc/>
    public int ConnectionCount => Volatile.Read(ref connectionCount);

    /// <inheritdoc/>
    public Action<MqttMessage>? MessageReceived { get; set; }

    /// <inheritdoc/>
    public Action<bool>? ConnectionChanged { get; set; }

    /// <inheritdoc/>
    public async Task StartAsync(bool waitForBroker, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(stopping.IsCancellationRequested, this);
        if (Interlocked.Increment(ref startCount) > 1)
            throw new InvalidOperationException("The client was started before.");
        this.waitForBroker = waitForBroker;
        _ = Task.Run(RunAsync, CancellationToken.None);
        await started.Task.WaitAsync(cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task SubscribeAsync(string filter, CancellationToken cancellation)
    {
        filters[filter] = true;
        MqttNetConnection? connection = current;
        if (connection == null)
            return;
        try
        {
            if (await connection.SubscribeAsync(filter, cancellation).ConfigureAwait(false))
                return;
        }
        catch (MqttException)
        {
            filters.TryRemove(filter, out _);
            throw;
        }
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
        // Who gives up waiting does not take the message back: its slot is free when the broker has answered.
        Task sending = SendAsync(topic, payload.ToArray(), atLeastOnce, retain);
        await sending.WaitAsync(cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public bool TryPublish(string topic, ReadOnlySpan<byte> payload, bool atLeastOnce, bool retain)
    {
        if (!IsConnected || !slots.Wait(0))
            return false;
        Task sending = SendAsync(topic, payload.ToArray(), atLeastOnce, retain);
        _ = sending.ContinueWith(
            static task => _ = task.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default
        );
        return !sending.IsFaulted;
    }

    /// <summary>Says goodbye, ends the task and frees everything; whoever still waits gets an <see cref="MqttException"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        bool wasStarted = Interlocked.Exchange(ref startCount, int.MaxValue / 2) > 0;
        await stopping.CancelAsync().ConfigureAwait(false);
        // A callback may dispose: it must not wait for the task that it runs on.
        if (wasStarted && !insideCallback.Value)
            await ended.Task.ConfigureAwait(false);
    }

    private async Task SendAsync(string topic, byte[] payload, bool atLeastOnce, bool retain)
    {
        try
        {
            MqttNetConnection connection = current ?? throw MqttFailure.NotConnected(options);
            await connection.PublishAsync(topic, payload, atLeastOnce, retain).ConfigureAwait(false);
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task RunAsync()
    {
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                long opened = time.GetTimestamp();
                MqttException? failure = await LiveAsync().ConfigureAwait(false);
                if (failure != null && started.TrySetException(failure))
                    return;
                if (time.GetElapsedTime(opened).TotalMilliseconds > options.LongestReconnectMilliseconds)
                    backoff.Reset();
                await Task.Delay(TimeSpan.FromMilliseconds(backoff.Next()), time, stopping.Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
    private async Task<MqttException?> LiveAsync()
    {
        await using var connection = new MqttNetConnection(options, Received);
        MqttConnectOutcome outcome = await connection.OpenAsync(stopping.Token).ConfigureAwait(false);
        if (outcome.Failure != null)
            return waitForBroker && outcome.IsWorthWaiting ? null : outcome.Failure;
        // First visible, then the filters: a filter that is added meanwhile is seen here or sees the connection there.
        current = connection;
        bool announced = false;
        try
        {
            foreach (string filter in filters.Keys)
                await connection.SubscribeAsync(filter, stopping.Token).ConfigureAwait(false);
            if (connection.Ended.IsCompleted)
                return null;
            announced = true;
            Interlocked.Increment(ref connectionCount);
            started.TrySetResult();
            Guard(() => ConnectionChanged?.Invoke(true));
            await connection.Ended.WaitAsync(stopping.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or MqttException)
        {
            // Disposed, or gone while it subscribed: both end this connection, and the loop goes on or not.
        }
        finally
        {
            current = null;
            await connection.CloseAsync().ConfigureAwait(false);
            if (announced)
                Guard(() => ConnectionChanged?.Invoke(false));
        }
        return null;
    }

    private void Received(MqttMessage message)
    {
        Guard(() => MessageReceived?.Invoke(message));
    }

    /// <summary>An exception of the user's must not end our task or MQTTnet's.</summary>
    private void Guard(Action callback)
    {
        insideCallback.Value = true;
        try
        {
            callback();
        }
        catch (Exception e)
        {
            options.CallbackFailed?.Invoke(e);
        }
        finally
        {
            insideCallback.Value = false;
        }
    }

    private static TaskCompletionSource NewSource()
    {
        return new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
