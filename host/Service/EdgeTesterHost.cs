using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using EdgeTester.Contracts;
using EdgeTester.Messaging;
using EdgeTester.Mqtt;
using EdgeTester.Plans;
using EdgeTester.Service.Access;
using EdgeTester.Service.Alarms;
using EdgeTester.Service.Analyses;
using EdgeTester.Service.Api;
using EdgeTester.Service.Bridges;
using EdgeTester.Service.Calibration;
using EdgeTester.Service.Commands;
using EdgeTester.Service.Live;
using EdgeTester.Service.Methods;
using EdgeTester.Service.Operations;
using EdgeTester.Service.Runs;
using EdgeTester.Storage;
using Microsoft.AspNetCore.Builder;

namespace EdgeTester.Service;

/// <summary>
/// A whole host in this process: it takes in what testers say, keeps it, analyses each finished spectrum, and serves the page and the API.
/// </summary>
public sealed class EdgeTesterHost : IAsyncDisposable
{
    /// <summary>Name of the database file in a host's folder.</summary>
    public const string DatabaseName = "edgetester.db";

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>What was stored may be heard so much later.</summary>
    private static readonly TimeSpan HeardLate = TimeSpan.FromMinutes(1);
    private const int TicksPerCount = 2;
    private const int TicksPerNews = 4;
    private const int TicksPerPulse = 32;
    private const int TicksPerLook = 8;

    private readonly CancellationTokenSource _stopping = new();
    private readonly HostOptions _options;
    private readonly TimeProvider _time;
    private readonly long _begun;
    private readonly IRunStore _store;
    private readonly RunPlans _plans;
    private readonly ChannelBoard _board;
    private readonly StreamHub _hub;
    private readonly RunReader _reader;
    private readonly RunReports _reports;
    private readonly AnalysisQueue _analyses;
    private readonly ResultWatch _results;
    private readonly AlarmBoard _alarms;
    private readonly AlarmOutlets _outlets;
    private readonly AlarmWatch _watch;
    private readonly AlarmMemory _memory;
    private readonly DeviceCalibrations _calibrations;
    private readonly IReadOnlyList<Metric> _metrics;
    private readonly Telemetry? _telemetry;
    private readonly List<Task> _working = [];
    private Ingest? _ingest;
    private DeviceCommander? _commander;
    private CommandDesk? _desk;
    private WebApplication? _web;

    private EdgeTesterHost(HostOptions options, AlarmSettings alarms, TimeProvider time, IRunStore store)
    {
        _options = options;
        _time = time;
        _begun = time.GetTimestamp();
        _store = store;
        _plans = new RunPlans(store);
        _board = new ChannelBoard(store, _plans, time);
        _hub = new StreamHub(_board);
        _reader = new RunReader(store, _plans, _board);
        _calibrations = new DeviceCalibrations(
            store,
            new CertificateStore(CertificateStore.PathIn(options.Folder)),
            () => alarms.CalibrationDays,
            time
        );
        _reports = new RunReports(store, _plans, _reader, _calibrations, time);
        var cores =
            options.AnalysisCores > 0 ? options.AnalysisCores : Math.Max(1, Environment.ProcessorCount / 2);
        var workerName = $"host on {Environment.MachineName}, port {options.HttpPort}";
        _results = new ResultWatch(
            store,
            workerName,
            key =>
            {
                _hub.Tell("spectrum", SpectrumNews.Of(key));
                _board.MarkStored(key.Run, key.Channel);
            }
        );
        var worker = new JobWorker(
            store,
            time,
            workerName,
            Lease,
            key => _hub.Tell("spectrum", SpectrumNews.Of(key)),
            Log
        );
        _analyses = new AnalysisQueue(time, cores, worker, Log);
        _alarms = new AlarmBoard(time) { Changed = Tell };
        _outlets = new AlarmOutlets(alarms, time, Log, TimeSpan.FromSeconds(5));
        var disk = new StoreDisk(options.Folder);
        _watch = new AlarmWatch(
            _alarms,
            _board,
            _plans,
            alarms,
            new HostState(
                disk.FreeBytes,
                () => options.Broker is null || IsBrokerConnected,
                () => store.Trouble is null
            ),
            _calibrations.DueOf,
            time
        );
        _memory = new AlarmMemory(_alarms, AlarmMemory.PathIn(options.Folder), time, Log);
        _metrics = HostMetrics.Of(
            () => Counters,
            () => IsBrokerConnected,
            _board,
            _analyses,
            _alarms,
            _outlets,
            disk.FreeBytes,
            () => time.GetElapsedTime(_begun).TotalSeconds
        );
        _telemetry = options.TelemetryCollector is { } collector ? new Telemetry(collector, _metrics) : null;
    }

    /// <summary>Where the page is.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>What is stored.</summary>
    public IRunStore Store => _store;

    /// <summary>What has been taken in since the start; null without a broker.</summary>
    public IngestCounters? Counters => _ingest?.Counters;

    /// <summary>Whether the MQTT broker is connected.</summary>
    public bool IsBrokerConnected => _ingest?.IsConnected ?? false;

    /// <summary>Starts a host; what was started is ended again where it cannot.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="HostException">An address that is refused, a port that is taken, a broker that does not answer.</exception>
    /// <exception cref="StoreException">The database cannot be opened.</exception>
    public static async Task<EdgeTesterHost> StartAsync(
        HostOptions options,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var address = HttpAddressOf(options);
        var certificate = TlsCertificate.Load(options);
        var tokens = new AccessTokens(options.AccessTokensPath ?? AccessTokens.PathIn(options.Folder), time);
        Exposure.Check(address, options, tokens);
        var alarms = options.Alarms ?? AlarmSettings.Load(AlarmSettings.PathIn(options.Folder));
        var bridges = options.Bridges ?? BridgeSettings.Load(BridgeSettings.PathIn(options.Folder));
        var store = RunStores.Open(options.DatabasePath, time);
        var host = new EdgeTesterHost(options, alarms, time, store);
        try
        {
            var heard = host._memory.Restore();
            host._board.Restore();
            if (heard is { } since)
                host._watch.Recover(store, since - HeardLate);
            host._memory.Save();
            await host.ConnectAsync(cancellation).ConfigureAwait(false);
            await host.ServeAsync(address, certificate, tokens, cancellation).ConfigureAwait(false);
            host.Work(bridges);
            return host;
        }
        catch
        {
            await host.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Completes when every complete spectrum that is stored has been analysed.</summary>
    public Task WhenAnalysedAsync(CancellationToken cancellation)
    {
        _analyses.Wake();
        return _analyses.WhenIdleAsync(cancellation);
    }

    /// <summary>Registers a run and starts it on a tester; waits for the answer.</summary>
    /// <param name="device">Serial of the tester.</param>
    /// <param name="channel">Channel from 0.</param>
    /// <param name="name">Name of the run; empty = the plan's.</param>
    /// <param name="planJson">The plan as it was written.</param>
    /// <param name="plan">The same plan, compiled.</param>
    /// <param name="cancellation">Ends the wait; the tester may still do it.</param>
    public async Task<(RunId Run, CommandOutcome Outcome)> StartRunAsync(
        string device,
        byte channel,
        string name,
        string planJson,
        CompiledRun plan,
        CancellationToken cancellation
    )
    {
        var answer = await _desk!
            .StartAsync(device, channel, name, planJson, plan, "host", cancellation)
            .ConfigureAwait(false);
        _hub.Tell("run", new RunNews(answer.Run.ToString(), channel));
        return answer;
    }

    /// <summary>Stops, pauses or resumes a run; waits for the answer.</summary>
    public Task<CommandOutcome> CommandAsync(
        string device,
        byte channel,
        RunId run,
        CommandVerb verb,
        CancellationToken cancellation
    ) =>
        _desk!.SendAsync(
            device,
            new Command
            {
                Verb = verb,
                Run = run,
                Channel = channel,
            },
            "host",
            cancellation
        );

    /// <summary>The report of a run: one self-contained HTML file.</summary>
    /// <exception cref="ArgumentException">The run is not known.</exception>
    public string WriteReport(RunId run, byte channel) => _reports.Write(run, channel);

    /// <summary>The circuit parameters that were fitted to a spectrum, or null where there is no fit yet.</summary>
    public FittedSpectrum? FindFit(RunId run, byte channel, uint spectrum) =>
        FittedSpectrum.Of(new StoredAnalyses(_store).Fit(new SpectrumKey(run, channel, spectrum)));

    /// <summary>Leaves the broker, ends the web server and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        if (_web is not null)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await _web.StopAsync(limit.Token).ConfigureAwait(false);
            await _web.DisposeAsync().ConfigureAwait(false);
        }
        if (_commander is not null)
            await _commander.DisposeAsync().ConfigureAwait(false);
        if (_ingest is not null)
            await _ingest.DisposeAsync().ConfigureAwait(false);
        await Task.WhenAll(_working).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _outlets.DisposeAsync().ConfigureAwait(false);
        _telemetry?.Dispose();
        await _store.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task ConnectAsync(CancellationToken cancellation)
    {
        if (_options.Broker is { } broker)
        {
            var identity = Guid.NewGuid().ToString("n")[..12];
            _ingest = new Ingest(
                Client($"host-{identity}"),
                _store,
                new IngestOptions { ShareGroup = _options.ShareGroup },
                _time
            );
            _commander = new DeviceCommander(Client($"orders-{identity}"), _time);
            // Not through the thread pool: the pump listens when this returns, before the first message can come.
            var pump = new NoticePump(_ingest, _board, _hub, _analyses, _watch, Log);
            _working.Add(Forever("notices", pump.RunAsync));
            try
            {
                await _ingest.StartAsync(waitForBroker: false, cancellation).ConfigureAwait(false);
                await _commander.StartAsync(waitForBroker: false, cancellation).ConfigureAwait(false);
            }
            catch (MqttException failure)
            {
                throw new HostException(
                    $"The MQTT broker at {broker.Host}:{broker.Port} cannot be used: {failure.Message}",
                    failure
                );
            }

            IMqttClient Client(string name) =>
                MqttClients.Create(
                    new MqttOptions
                    {
                        Host = broker.Host,
                        Port = broker.Port,
                        ClientId = name,
                        CertificateAuthorityFile = broker.CertificateAuthorityFile,
                        CertificateFile = broker.CertificateFile,
                        PrivateKeyFile = broker.PrivateKeyFile,
                    }
                );
        }
        _desk = new CommandDesk(_store, _commander, _options, _time);
    }

    private async Task ServeAsync(
        IPAddress address,
        X509Certificate2? certificate,
        AccessTokens tokens,
        CancellationToken cancellation
    )
    {
        _web = WebServer.Build(
            address,
            _options.HttpPort,
            certificate,
            tokens,
            new RateLimits(_options.RequestsPerSecond, 10 * _options.RequestsPerSecond, _time),
            Log,
            _stopping.Token,
            api =>
            {
                StateEndpoints.Map(api, _board, _store, _hub, Health);
                RunEndpoints.Map(api, _reader, _reports);
                MethodEndpoints.Map(api, _store);
                CommandEndpoints.Map(api, _desk!, _board, _store, _hub);
                CalibrationEndpoints.Map(api, _desk!, _board, _calibrations, _time);
                AlarmEndpoints.Map(api, _alarms);
            },
            app => OperationEndpoints.Map(app, _metrics, Health)
        );
        try
        {
            await _web.StartAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            throw new HostException(
                $"The page cannot be served on {address} port {_options.HttpPort}: {failure.Message} "
                    + "Choose another port (0 = any free one).",
                failure
            );
        }
        Address = new Uri(_web.Urls.First());
    }

    private void Work(BridgeSettings bridges)
    {
        if (bridges.Sparkplug is { } sparkplug)
            Run("Sparkplug B", new SparkplugBridge(sparkplug, _board, _time, Log).RunAsync);
        if (bridges.HomeAssistant is { } home)
            Run("Home Assistant", new HomeAssistantBridge(home, _board, _time, Log).RunAsync);
        if (_options.AnalysisCores >= 0)
            Run("analyses", _analyses.RunAsync);
        Run("memory of the alarms", _memory.RunAsync);
        Run("care of the store", new StoreCare(_store, _time, _options.CompactEvery, Log).RunAsync);
        Run("pages", TellPagesAsync);
    }

    private void Run(string name, Func<CancellationToken, Task> work) =>
        _working.Add(Task.Run(() => Forever(name, work)));

    private async Task TellPagesAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Tick, _time);
        for (long tick = 0; await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false); tick++)
        {
            if (tick % TicksPerNews == 0)
                _results.Look();
            if (tick % TicksPerCount == 0)
                await _board.CountAsync(cancellation).ConfigureAwait(false);
            if (_board.TakeChanges() is { Count: > 0 } changed)
                _hub.Tell("channels", changed);
            if (tick % TicksPerLook == 0)
                _watch.Look();
            if (tick % TicksPerPulse == 0)
                _hub.Tell("alive", new object());
        }
    }

    // A failure is told and the work goes on: a host that is left alone for a year must not lose a part of itself silently.
    private async Task Forever(string name, Func<CancellationToken, Task> work)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await work(_stopping.Token).ConfigureAwait(false);
                return;
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                Log($"The part \"{name}\" of the host failed and begins again: {failure}");
                await Task.Delay(TimeSpan.FromSeconds(1), _time, _stopping.Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private HealthView Health()
    {
        var counters = Counters;
        var trouble = _store.Trouble?.Message;
        var isConnected = _options.Broker is null || IsBrokerConnected;
        return new HealthView
        {
            Status = trouble is null && isConnected ? "ok" : "degraded",
            Version = HostVersion.Number,
            UptimeS = _time.GetElapsedTime(_begun).TotalSeconds,
            BrokerConnected = IsBrokerConnected,
            StoreTrouble = trouble,
            RecordsStored = counters?.Records ?? 0,
            FramesQuarantined = counters?.Quarantined ?? 0,
            FramesRefused = counters?.Refused ?? 0,
            MessagesWaiting = counters?.Waiting ?? 0,
            AnalysesMade = _analyses.Made,
        };
    }

    private void Tell(Alarm alarm)
    {
        Log(alarm.Ended is null ? $"ALARM: {alarm.Text}" : $"Alarm over: {alarm.Text}");
        _outlets.Tell(alarm);
        _hub.Tell("alarm", AlarmView.Of(alarm));
    }

    private void Log(string line)
    {
        try
        {
            _options.Log?.Invoke(line);
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            // The disk of the log may be full, or its reader gone: nothing of the host may end by that.
        }
    }

    private static IPAddress HttpAddressOf(HostOptions options)
    {
        var text = options.HttpAddress == "localhost" ? "127.0.0.1" : options.HttpAddress;
        if (!IPAddress.TryParse(text, out var address))
            throw new HostException(
                $"\"{options.HttpAddress}\" is no IP address. Use 127.0.0.1, or the address of one of this machine's interfaces."
            );
        if (options.HttpPort is < 0 or > 65535)
            throw new HostException($"{options.HttpPort} is no port: 0 to 65535 are possible.");
        return address;
    }
}
