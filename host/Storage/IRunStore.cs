using EdgeTester.Contracts;

namespace EdgeTester.Storage;

/// <summary>
/// Keeps runs: raw frames as they came, and what is derived from them. Writing is done by one thread that gathers what
/// is there into one durable commit; a task that is complete means durable. Reading runs beside it, on the caller's
/// thread. Thread-safe; more than one process may use one database.
/// </summary>
public interface IRunStore : IAsyncDisposable
{
    /// <summary>Why frames are refused just now, or null while they are taken.</summary>
    StoreException? Trouble { get; }

    /// <summary>
    /// Stores each frame once. A frame that cannot be stored has its outcome and is put into quarantine with its
    /// bytes; it does not hinder the others.
    /// </summary>
    /// <exception cref="StoreException">Nothing was stored.</exception>
    Task<AppendResult> AppendAsync(IReadOnlyList<IncomingFrame> frames, CancellationToken cancellation);

    /// <summary>Keeps messages that were not taken in; counts every one, keeps a bounded number of them.</summary>
    Task QuarantineAsync(IReadOnlyList<QuarantinedMessage> messages, CancellationToken cancellation);

    /// <summary>Makes a run known before it is started. Doing it again with the same content changes nothing.</summary>
    /// <exception cref="StoreException">The run is known with another device or plan.</exception>
    Task RegisterRunAsync(RunDefinition definition, CancellationToken cancellation);

    /// <summary>Keeps what a device says of itself (the frame as it came).</summary>
    Task SaveDeviceAsync(string serial, byte[] description, CancellationToken cancellation);

    /// <summary>Keeps whether a device is connected.</summary>
    Task SaveDeviceStateAsync(string serial, bool online, CancellationToken cancellation);

    /// <summary>Writes a line of the audit, or completes it (same device and number).</summary>
    Task SaveCommandAsync(CommandRecord command, CancellationToken cancellation);

    /// <summary>Keeps a result; one of the same run, channel, spectrum, method and version is replaced.</summary>
    /// <exception cref="StoreException">The run is not known.</exception>
    Task SaveResultAsync(AnalysisResult result, CancellationToken cancellation);

    /// <summary>How far a channel of a run is durable; null where the run is not known.</summary>
    Task<ChannelProgress?> FindProgressAsync(RunId run, byte channel, CancellationToken cancellation);

    /// <summary>
    /// The device keeps nothing below a sequence any more, so what is missing below it will never come: does not wait for
    /// it any longer. It stays missing for <see cref="Verify"/>. Happens when a database is new or was restored while
    /// a run goes on. Null where the run is not known with this device.
    /// </summary>
    Task<ChannelProgress?> DeclareLostAsync(
        string device,
        RunId run,
        byte channel,
        long nextSequence,
        CancellationToken cancellation
    );

    /// <summary>The table from which workers draw spectra to analyse.</summary>
    IAnalysisJobs Jobs { get; }

    /// <summary>Makes all that is derived from raw frames again; nothing is stored meanwhile.</summary>
    Task<RebuildReport> RebuildAsync(CancellationToken cancellation);

    /// <summary>
    /// Packs sample frames into segments of about an hour, a third of the size, from which each frame can be made again to
    /// the last bit. A crash at any time loses nothing. Others read and write meanwhile.
    /// </summary>
    /// <exception cref="StoreException">Reading or writing failed; what was packed before stays packed.</exception>
    Task<CompactionReport> CompactAsync(CompactionOptions options, CancellationToken cancellation);

    /// <summary>
    /// Writes a copy of one moment, a SQLite file whatever the store is, while the store goes on; checks it, and remembers
    /// what is in it. To restore, open the copy or see <see cref="RunStores.RestoreAsync"/>.
    /// </summary>
    /// <exception cref="StoreException">The target exists already, or cannot be written.</exception>
    Task BackupAsync(string target, CancellationToken cancellation);

    /// <summary>
    /// Deletes the raw data of old runs; definitions, results and the audit stay. What is in no backup is kept, unless the
    /// options say otherwise.
    /// </summary>
    /// <returns>All runs that are old enough, with what became of them.</returns>
    Task<IReadOnlyList<RetainedRun>> RemoveOldAsync(RetentionOptions options, CancellationToken cancellation);

    /// <summary>Runs, newest first.</summary>
    /// <param name="maximum">At most this many.</param>
    /// <param name="device">Only of this device, or null.</param>
    IReadOnlyList<RunSummary> ListRuns(int maximum, string? device = null);

    /// <summary>All channels of one run; empty where it is not known.</summary>
    IReadOnlyList<RunSummary> FindRun(RunId run);

    /// <summary>What was registered for a run; null where it is not known.</summary>
    RunDefinition? FindDefinition(RunId run, byte channel);

    /// <summary>All devices by serial.</summary>
    IReadOnlyList<DeviceRecord> ListDevices();

    /// <summary>The audit, newest first.</summary>
    IReadOnlyList<CommandRecord> ListCommands(int maximum, RunId? run = null);

    /// <summary>Sample blocks that touch a time window, in the order of their sequence, decoded one by one as they are asked for; each is a new object.</summary>
    /// <param name="run">The run.</param>
    /// <param name="channel">Channel from 0.</param>
    /// <param name="from">Microseconds since the run began.</param>
    /// <param name="to">Up to and with this time.</param>
    IEnumerable<SampleBlock> ReadBlocks(RunId run, byte channel, long from = 0, long to = long.MaxValue);

    /// <summary>All frames of a channel of a run as they came, to the last bit, in the order of their sequence.</summary>
    /// <exception cref="StoreException">One of them is damaged.</exception>
    IEnumerable<byte[]> ReadFrames(RunId run, byte channel);

    /// <summary>Samples of a time window as columns.</summary>
    /// <param name="run">The run.</param>
    /// <param name="channel">Channel from 0.</param>
    /// <param name="from">Microseconds since the run began.</param>
    /// <param name="to">Up to and with this time.</param>
    /// <param name="maximum">At most this many.</param>
    SampleColumns ReadSamples(RunId run, byte channel, long from, long to, int maximum);

    /// <summary>
    /// A time window in few points: lowest and highest voltage and current of each bucket. Every sample counts once. Where
    /// there are many stored blocks to a bucket, the edges between buckets lie between blocks; the times say what a
    /// bucket really spans.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="channel">Channel from 0.</param>
    /// <param name="from">Microseconds since the run began.</param>
    /// <param name="to">Up to and with this time; <see cref="long.MaxValue"/> = the end of the data.</param>
    /// <param name="buckets">At most this many, 1 to 100,000.</param>
    Overview ReadOverview(RunId run, byte channel, long from, long to, int buckets);

    /// <summary>What each step did, in their order, from the sample blocks.</summary>
    IReadOnlyList<StepSummary> ReadSteps(RunId run, byte channel);

    /// <summary>Events in the order of their sequence.</summary>
    IReadOnlyList<RunEvent> ReadEvents(RunId run, byte channel);

    /// <summary>Spectra by number.</summary>
    IReadOnlyList<SpectrumSummary> ListSpectra(RunId run, byte channel);

    /// <summary>Points of a spectrum by index; of an index that came twice, the later one.</summary>
    IReadOnlyList<ImpedancePoint> ReadSpectrum(RunId run, byte channel, uint spectrum);

    /// <summary>Complete spectra that have no result of this method and version yet, oldest first.</summary>
    IReadOnlyList<SpectrumKey> ListUnanalysed(string method, int version, int maximum);

    /// <summary>Results of a run, by spectrum and method.</summary>
    IReadOnlyList<AnalysisResult> ReadResults(
        RunId run,
        byte channel,
        uint? spectrum = null,
        string? method = null
    );

    /// <summary>Reads every stored frame of a channel of a run and counts; null where the run is not known.</summary>
    VerifyReport? Verify(RunId run, byte channel);

    /// <summary>Bytes that the database takes on the disk.</summary>
    long MeasureSize();

    /// <summary>How often messages were not taken in, by device and reason.</summary>
    IReadOnlyList<QuarantineCount> CountQuarantined();

    /// <summary>Messages that were not taken in, newest first.</summary>
    IReadOnlyList<QuarantinedMessage> ListQuarantined(int maximum, string? device = null);
}
