namespace EdgeTester.Mqtt;

/// <summary>How to reach a broker and who we are there.</summary>
public sealed record MqttOptions
{
    /// <summary>Name or address of the broker.</summary>
    public required string Host { get; init; }

    /// <summary>Port, 1 to 65535.</summary>
    public required int Port { get; init; }

    /// <summary>Client identity, unique at the broker.</summary>
    public required string ClientId { get; init; }

    /// <summary>The broker forgets subscriptions and queued messages when we leave.</summary>
    public bool CleanSession { get; init; } = true;

    /// <summary>Keep-alive in seconds.</summary>
    public int KeepAliveSeconds { get; init; } = 15;

    /// <summary>Topic of the will, or null.</summary>
    public string? WillTopic { get; init; }

    /// <summary>Text of the will; QoS 1.</summary>
    public string WillPayload { get; init; } = "";

    /// <summary>Bytes of the will where it is no text; null = <see cref="WillPayload"/> in UTF-8.</summary>
    public byte[]? WillBytes { get; init; }

    /// <summary>Whether the broker keeps the will for later subscribers.</summary>
    public bool WillRetained { get; init; } = true;

    /// <summary>User name, or null.</summary>
    public string? UserName { get; init; }

    /// <summary>Password, or null.</summary>
    public string? Password { get; init; }

    /// <summary>File with the certificate authority that the broker's certificate must come from; null = no TLS.</summary>
    public string? CertificateAuthorityFile { get; init; }

    /// <summary>File with our certificate, or null.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>File with our private key, or null.</summary>
    public string? PrivateKeyFile { get; init; }

    /// <summary>The most messages of QoS 1 that may be on the way.</summary>
    public int MaximumInFlight { get; init; } = 100;

    /// <summary>Shortest wait before a reconnection in milliseconds; it doubles up to <see cref="LongestReconnectMilliseconds"/>.</summary>
    public int ShortestReconnectMilliseconds { get; init; } = 200;

    /// <summary>Longest wait before a reconnection in milliseconds.</summary>
    public int LongestReconnectMilliseconds { get; init; } = 10_000;

    /// <summary>Hears of every exception that a callback of the client's user let through; must not throw itself.</summary>
    public Action<Exception>? CallbackFailed { get; init; }
}
