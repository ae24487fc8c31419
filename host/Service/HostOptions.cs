using EdgeTester.Contracts;
using EdgeTester.Service.Alarms;
using EdgeTester.Service.Bridges;
using EdgeTester.Storage;

namespace EdgeTester.Service;

/// <summary>What a host needs to know to start.</summary>
public sealed record HostOptions
{
    private readonly string? folder;

    /// <summary>Path of the database file, made where it is missing; or postgres://user:password@host:port/database.</summary>
    public required string DatabasePath { get; init; }

    /// <summary>Where the MQTT broker is; null = no broker: the host shows what is stored and takes nothing in.</summary>
    public BrokerAddress? Broker { get; init; }

    /// <summary>Folder of what is this host's own: settings, tokens, alarms. Default: that of the database, or the present one where it is a server.</summary>
    public string Folder
    {
        get => folder ?? RunStores.FolderOf(DatabasePath);
        init => folder = value;
    }

    /// <summary>
    /// Name of a group of hosts that share the records among them, on one PostgreSQL: the broker hands each record to one of them. Null:
    /// all records come here.
    /// </summary>
    public string? ShareGroup { get; init; }

    /// <summary>Address on which the page and the API are served.</summary>
    public string HttpAddress { get; init; } = "127.0.0.1";

    /// <summary>Port, 0 = any that is free.</summary>
    public int HttpPort { get; init; } = 5080;

    /// <summary>
    /// The explicit word that allows an address other than the loopback one without TLS and tokens: whoever reaches the port, or listens
    /// on the way, can then read everything and stop every run.
    /// </summary>
    public bool AllowOtherAddresses { get; init; }

    /// <summary>PEM file with the certificate (and its chain) of page and API; null = no TLS.</summary>
    public string? TlsCertificatePath { get; init; }

    /// <summary>PEM file with its private key; null = in the same file.</summary>
    public string? TlsKeyPath { get; init; }

    /// <summary>File of the access tokens; null = beside the database. As long as it names nobody, no token is asked for.</summary>
    public string? AccessTokensPath { get; init; }

    /// <summary>Mean rate of requests that one asker may make, in 1/s; ten times as many may come at once.</summary>
    public double RequestsPerSecond { get; init; } = 200;

    /// <summary>Who is told of alarms; null = alarms.json beside the database, or nobody where there is none.</summary>
    public AlarmSettings? Alarms { get; init; }

    /// <summary>Other systems that are told; null = bridges.json beside the database, or none where there is none.</summary>
    public BridgeSettings? Bridges { get; init; }

    /// <summary>OpenTelemetry collector for metrics and traces (OTLP); null = none.</summary>
    public Uri? TelemetryCollector { get; init; }

    /// <summary>How long a device may take to answer a command.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often sample frames are packed into segments; zero = never.</summary>
    public TimeSpan CompactEvery { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Cores that analyses may use; 0 = half of them, negative = none: workers of their own do them.</summary>
    public int AnalysisCores { get; init; }

    /// <summary>Makes the identity of a new run; null = from the system's cryptographic source.</summary>
    public Func<RunId>? NewRunId { get; init; }

    /// <summary>Told of what an operator should know, one line each; null = nobody.</summary>
    public Action<string>? Log { get; init; }
}

/// <summary>Where an MQTT broker listens.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">Port, 1 to 65535.</param>
public sealed record BrokerAddress(string Host, int Port)
{
    /// <summary>PEM file of the authority that the broker's certificate must come from; null = no TLS.</summary>
    public string? CertificateAuthorityFile { get; init; }

    /// <summary>PEM file with the host's certificate as a client; null = none.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>PEM file with its key; null = none.</summary>
    public string? PrivateKeyFile { get; init; }
}
