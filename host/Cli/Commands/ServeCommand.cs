using System.CommandLine;
using System.Diagnostics;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Cli.Output;
using EdgeTester.Cli.Processes;
using EdgeTester.Messaging;
using EdgeTester.Messaging.Identities;
using EdgeTester.Service;
using EdgeTester.Service.Access;
using EdgeTester.Storage;

namespace EdgeTester.Cli.Commands;

/// <summary><c>edgetester serve</c></summary>
internal static class ServeCommand
{
    private const int DefaultBrokerPort = 1883;

    public static Command Create()
    {
        var data = new Option<string>("--data")
        {
            Description = "Folder of the store",
            HelpName = "DIR",
            DefaultValueFactory = _ => "edgetester-data",
        };
        var store = new Option<string?>("--store")
        {
            Description = "The store; default: a SQLite file in the folder of --data",
            HelpName = "postgres://USER:PASSWORD@HOST:PORT/DATABASE|FILE",
        };
        var share = new Option<string?>("--share")
        {
            Description =
                "Share the records with all hosts of this group, which use the same broker and PostgreSQL",
            HelpName = "GROUP",
        };
        var noAnalyses = new Option<bool>("--no-analyses")
        {
            Description = "Leave the spectra to 'edgetester worker'",
        };
        var port = new Option<int>("--port")
        {
            Description = "Port of page and API",
            HelpName = "N",
            DefaultValueFactory = _ => 5080,
        };
        var listen = new Option<string>("--listen")
        {
            Description = "Address of page and API",
            HelpName = "ADDRESS",
            DefaultValueFactory = _ => "127.0.0.1",
        };
        var open = new Option<bool>("--allow-other-addresses")
        {
            Description =
                "Allow --listen to be other than loopback without TLS and tokens: everybody may then read and command",
        };
        var certificate = new Option<string?>("--tls-certificate")
        {
            Description = "PEM certificate of page and API ('edgetester provision' makes one)",
            HelpName = "FILE",
        };
        var key = new Option<string?>("--tls-key")
        {
            Description = "PEM key of that certificate; default: in the same file",
            HelpName = "FILE",
        };
        var broker = new Option<string?>("--broker")
        {
            Description = "A broker that runs already; default: one of our own on the loopback address",
            HelpName = "HOST[:PORT]",
        };
        var brokerPort = new Option<int>("--broker-port")
        {
            Description = "Port of our own broker",
            HelpName = "N",
            DefaultValueFactory = _ => DefaultBrokerPort,
        };
        var identities = new Option<string?>("--identities")
        {
            Description =
                "Folder from 'edgetester provision init': our broker then takes devices with certificates on every address",
            HelpName = "DIR",
        };
        var collector = new Option<Uri?>("--otlp")
        {
            Description =
                "OpenTelemetry collector for metrics and traces: http://host:4317 (gRPC) or http://host:4318/v1; Prometheus reads /metrics",
            HelpName = "URL",
        };
        var format = new Option<string>("--log-format")
        {
            Description = "How lines of the log look: text, or json for machines",
            HelpName = "text|json",
            DefaultValueFactory = _ => "text",
        };
        format.AcceptOnlyFromAmong("text", "json");
        var parent = new Option<int>("--exit-with")
        {
            Description = "End when this process has ended",
            HelpName = "PID",
        };
        var command = new Command(
            "serve",
            """
            Run a host: it takes data in over MQTT, stores it, analyses each spectrum, and serves the page and the API, until Ctrl-C.

            Examples:
              edgetester serve
              edgetester serve --data /srv/edgetester --broker lab-broker:1883 --port 8080
              edgetester serve --listen 0.0.0.0 --tls-certificate host.crt --tls-key host.key   (after 'edgetester token add')
              edgetester serve --store postgres://tester:secret@lab-db/edgetester --broker lab-broker:1883
            """
        )
        {
            data,
            store,
            share,
            noAnalyses,
            port,
            listen,
            certificate,
            key,
            open,
            broker,
            brokerPort,
            identities,
            collector,
            format,
            parent,
        };
        command.SetAction(
            async (result, cancellation) =>
            {
                using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                using var watch = WatchParent(result.GetValue(parent), stopping);
                var folder = Path.GetFullPath(result.GetValue(data)!);
                var pki = result.GetValue(identities) is { } path ? new IdentityFolder(path) : null;
                var log = LogLines.To(Console.Error, result.GetValue(format) == "json", TimeProvider.System);
                var patience = new Patience(folder, log);
                await using var own = result.GetValue(broker) is null
                    ? await patience.TryAsync(
                        () => StartBrokerAsync(folder, result.GetValue(brokerPort), pki, stopping.Token),
                        stopping.Token
                    )
                    : null;
                var address = Identified(
                    own is not null
                        ? new BrokerAddress(own.Host, own.Port)
                        : AddressOf(result.GetValue(broker)!),
                    pki
                );
                var database = result.GetValue(store) ?? Path.Combine(folder, EdgeTesterHost.DatabaseName);
                var options = new HostOptions
                {
                    DatabasePath = database,
                    Folder = RunStores.FolderOf(database, folder),
                    ShareGroup = GroupOf(result.GetValue(share)),
                    AnalysisCores = result.GetValue(noAnalyses) ? -1 : 0,
                    Broker = address,
                    HttpAddress = result.GetValue(listen)!,
                    HttpPort = result.GetValue(port),
                    AllowOtherAddresses = result.GetValue(open),
                    AccessTokensPath = AccessTokens.PathIn(folder),
                    TlsCertificatePath = result.GetValue(certificate),
                    TlsKeyPath = result.GetValue(key),
                    TelemetryCollector = result.GetValue(collector),
                    Log = log,
                };
                return await ServeAsync(options, patience, stopping.Token);
            }
        );
        return command;
    }

    private static async Task<int> ServeAsync(
        HostOptions options,
        Patience patience,
        CancellationToken stopping
    )
    {
        EdgeTesterHost host;
        try
        {
            host = await patience.TryAsync(
                () => EdgeTesterHost.StartAsync(options, TimeProvider.System, stopping),
                stopping
            );
        }
        catch (Exception e) when (e is HostException or StoreException)
        {
            throw new CliException(ExitCode.Unavailable, e.Message);
        }
        await using (host)
        {
            Console.WriteLine($"page:   {host.Address}");
            Console.WriteLine($"broker: {options.Broker!.Host}:{options.Broker.Port}");
            Console.WriteLine($"store:  {RunStores.Shown(options.DatabasePath)}");
            try
            {
                await Task.Delay(Timeout.Infinite, stopping);
            }
            catch (OperationCanceledException)
            {
                Console.WriteLine("ending ...");
            }
        }
        return ExitCode.Success;
    }

    private static async Task<MosquittoBroker> StartBrokerAsync(
        string folder,
        int port,
        IdentityFolder? identities,
        CancellationToken cancellation
    )
    {
        var options = new MosquittoBrokerOptions
        {
            Folder = Path.Combine(folder, "broker"),
            Port = port,
            KeepRunning = true,
        };
        if (identities is not null)
            options = options with
            {
                ListenAddress = "0.0.0.0",
                AllowAnonymous = false,
                ExtraLines = BrokerRights.ConfigurationLines(identities),
            };
        try
        {
            return await MosquittoBroker.StartAsync(options, cancellation);
        }
        catch (BrokerException e)
        {
            throw new CliException(
                ExitCode.Unavailable,
                $"{e.Message} (--broker-port chooses another port, --broker a broker that runs already)"
            );
        }
    }

    private static BrokerAddress Identified(BrokerAddress address, IdentityFolder? identities) =>
        identities is null
            ? address
            : address with
            {
                CertificateAuthorityFile = identities.AuthorityCertificate,
                CertificateFile = identities.HostCertificate,
                PrivateKeyFile = identities.HostKey,
            };

    private static string? GroupOf(string? text) =>
        text is null || (text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            ? text
            : throw new CliException(
                ExitCode.Usage,
                $"--share '{text}': expected letters, digits, '-' and '_'"
            );

    private static BrokerAddress AddressOf(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon < 0)
            return new BrokerAddress(text, DefaultBrokerPort);
        return colon > 0 && int.TryParse(text[(colon + 1)..], out var port) && port is >= 1 and <= 65535
            ? new BrokerAddress(text[..colon], port)
            : throw new CliException(ExitCode.Usage, $"--broker '{text}': expected HOST or HOST:PORT");
    }

    private static Timer? WatchParent(int processId, CancellationTokenSource stopping) =>
        processId == 0
            ? null
            : new Timer(
                _ =>
                {
                    try
                    {
                        using var process = Process.GetProcessById(processId);
                    }
                    catch (ArgumentException)
                    {
                        stopping.Cancel();
                    }
                },
                null,
                TimeSpan.FromSeconds(1),
                TimeSpan.FromSeconds(1)
            );
}
