namespace EdgeTester.Mqtt;

/// <summary>
/// The one seam to MQTT: what the host and the virtual board need of a client, and no more. An implementation reconnects by
/// itself with back-off and subscribes again; it bounds its memory. Thread-safe.
/// </summary>
public interface IMqttClient : IAsyncDisposable
{
    /// <summary>Whether the broker has accepted the present connection.</summary>
    bool IsConnected { get; }

    /// <summary>Counts the connections that were accepted and on which the broker has answered for every subscription.</summary>
    int ConnectionCount { get; }

    /// <summary>Raised on the client's thread for every message; return soon. Set before <see cref="StartAsync"/>.</summary>
    Action<MqttMessage>? MessageReceived { get; set; }

    /// <summary>Raised with true when <see cref="ConnectionCount"/> rose (subscriptions are renewed) and with false when that connection was lost.</summary>
    Action<bool>? ConnectionChanged { get; set; }

    /// <summary>
    /// Connects; to be called once. Completes when the broker accepted. Where <paramref name="waitForBroker"/> is false,
    /// throws after the first failed attempt; where it is true, tries until cancelled, but still throws when the broker
    /// refuses for a reason that waiting does not heal (wrong password, not allowed).
    /// </summary>
    /// <exception cref="MqttException">The broker refused or cannot be reached; the message says what to do next.</exception>
    Task StartAsync(bool waitForBroker, CancellationToken cancellation);

    /// <summary>
    /// Subscribes now and after every reconnection, QoS 1 at most. While not connected it completes at once: the
    /// subscription comes with the connection.
    /// </summary>
    /// <exception cref="MqttException">The filter is malformed, or the broker does not allow it.</exception>
    Task SubscribeAsync(string filter, CancellationToken cancellation);

    /// <summary>Publishes; completes with the broker's acknowledgement (QoS 1) or when handed to the socket (QoS 0).</summary>
    /// <exception cref="MqttException">Not connected, or the connection broke before the acknowledgement.</exception>
    Task PublishAsync(
        string topic,
        ReadOnlyMemory<byte> payload,
        bool atLeastOnce,
        bool retain,
        CancellationToken cancellation
    );

    /// <summary>Hands a message over without waiting; false when not connected or when too much is on the way.</summary>
    bool TryPublish(string topic, ReadOnlySpan<byte> payload, bool atLeastOnce, bool retain);
}
