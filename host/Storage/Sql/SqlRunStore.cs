using EdgeTester.Contracts;
using EdgeTester.Storage.Sqlite;

namespace EdgeTester.Storage.Sql;

/// <summary><see cref="IRunStore"/> on a database that speaks SQL: one writing thread, reads beside it.</summary>
public abstract class SqlRunStore : IRunStore
{
    private const int LongestOverview = 100_000;
    private const int LongestSegment = 100_000;
    private const int MostSegmentsAtOnce = 256;
    private readonly StoreReader reader;
    private readonly StoreWriter writer;

    private readonly TimeProvider time;

    private protected SqlRunStore(StoreReader reader, StoreWriter writer, TimeProvider time)
    {
        this.reader = reader;
        this.writer = writer;
        this.time = time;
        Jobs = new SqlJobs(reader, writer);
    }

    /// <inheritdoc/>
    public IAnalysisJobs Jobs { get; }

    /// <inheritdoc/>
    public StoreException? Trouble => writer.Trouble;

    /// <inheritdoc/>
    public Task<AppendResult> AppendAsync(IReadOnlyList<IncomingFrame> frames, CancellationToken cancellation)
    {
        var job = new WriteJob<AppendResult>(session => FrameAppender.Append(session, frames))
        {
            Weight = frames.Count,
            NeedsRoom = true,
            Frames = frames,
        };
        writer.Enqueue(job, cancellation);
        return job.Done;
    }

    /// <inheritdoc/>
    public Task QuarantineAsync(IReadOnlyList<QuarantinedMessage> messages, CancellationToken cancellation)
    {
        return writer.DoAsync(
            session =>
            {
                foreach (QuarantinedMessage message in messages)
                    QuarantineWriter.Write(session, message);
            },
            cancellation
        );
    }

    /// <inheritdoc/>
    public Task RegisterRunAsync(RunDefinition definition, CancellationToken cancellation)
    {
        return writer.DoAsync(session => RunWriter.Register(session, definition), cancellation);
    }

    /// <inheritdoc/>
    public Task SaveDeviceAsync(string serial, byte[] description, CancellationToken cancellation)
    {
        return writer.DoAsync(session => RecordWriter.SaveDevice(session, serial, description), cancellation);
    }

    /// <inheritdoc/>
    public Task SaveDeviceStateAsync(string serial, bool online, CancellationToken cancellation)
    {
        return writer.DoAsync(session => RecordWriter.SaveDeviceState(session, serial, online), cancellation);
    }

    /// <inheritdoc/>
    public Task SaveCommandAsync(CommandRecord command, CancellationToken cancellation)
    {
        return writer.DoAsync(session => RecordWriter.SaveCommand(session, command), cancellation);
    }

    /// <inheritdoc/>
    public Task SaveResultAsync(AnalysisResult result, CancellationToken cancellation)
    {
        return writer.DoAsync(session => RecordWriter.SaveResult(session, result), cancellation);
    }

    /// <inheritdoc/>
    public Task<ChannelProgress?> FindProgressAsync(RunId run, byte channel, CancellationToken cancellation)
    {
        return writer.DoAsync(session => session.Find(run, channel)?.Report(), cancellation);
    }

    /// <inheritdoc/>
    public Task<ChannelProgress?> DeclareLostAsync(
        string device,
        RunId run,
        byte channel,
        long nextSequence,
        CancellationToken cancellation
    )
    {
        return writer.DoAsync(
            session => LossWriter.Declare(session, device, run, channel, nextSequence),
            cancellation
        );
    }

    /// <inheritdoc/>
    public Task<RebuildReport> RebuildAsync(CancellationToken cancellation)
    {
        return writer.DoAsync(Rebuilder.Run, cancellation);
    }

    /// <inheritdoc/>
    public async Task<CompactionReport> CompactAsync(
        CompactionOptions options,
        CancellationToken cancellation
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.SamplesPerSegment, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.SamplesPerSegment, LongestSegment);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.SegmentsAtOnce, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.SegmentsAtOnce, MostSegmentsAtOnce);
        var compactor = new Compactor(reader, writer, options);
        CompactionReport report = await Task.Run(() => compactor.RunAsync(cancellation), cancellation)
            .ConfigureAwait(false);
        if (options.Shrink)
            await Task.Run(Shrink, cancellation).ConfigureAwait(false);
        return report;
    }

    /// <inheritdoc/>
    public abstract long MeasureSize();

    /// <summary>Gives free room back to the file system.</summary>
    private protected abstract void Shrink();

    /// <inheritdoc/>
    public async Task BackupAsync(string target, CancellationToken cancellation)
    {
        await Task.Run(() => WriteBackup(target, cancellation), cancellation).ConfigureAwait(false);
        List<BackupMark> marks = await Task.Run(() => SqliteBackup.Check(target), cancellation)
            .ConfigureAwait(false);
        await writer
            .DoAsync(session => BackupMark.Save(session, marks, Path.GetFullPath(target)), cancellation)
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<RetainedRun>> RemoveOldAsync(
        RetentionOptions options,
        CancellationToken cancellation
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.OlderThan, TimeSpan.Zero);
        var remover = new Remover(reader, writer, options, time);
        return Task.Run(() => remover.RunAsync(cancellation), cancellation);
    }

    /// <summary>Writes a copy of one moment.</summary>
    private protected abstract void WriteBackup(string target, CancellationToken cancellation);

    /// <inheritdoc/>
    public IReadOnlyList<RunSummary> ListRuns(int maximum, string? device = null)
    {
        return reader.Read(connection => RunQueries.List(connection, maximum, device));
    }

    /// <inheritdoc/>
    public IReadOnlyList<RunSummary> FindRun(RunId run)
    {
        return reader.Read(connection => RunQueries.Find(connection, run));
    }

    /// <inheritdoc/>
    public RunDefinition? FindDefinition(RunId run, byte channel)
    {
        return reader.Read(connection => RunQueries.Definition(connection, run, channel));
    }

    /// <inheritdoc/>
    public IReadOnlyList<DeviceRecord> ListDevices()
    {
        return reader.Read(RunQueries.Devices);
    }

    /// <inheritdoc/>
    public IReadOnlyList<CommandRecord> ListCommands(int maximum, RunId? run = null)
    {
        return reader.Read(connection => RunQueries.Commands(connection, maximum, run));
    }

    /// <inheritdoc/>
    public IEnumerable<SampleBlock> ReadBlocks(
        RunId run,
        byte channel,
        long from = 0,
        long to = long.MaxValue
    )
    {
        return SampleQueries.Blocks(reader, run, channel, from, to);
    }

    /// <inheritdoc/>
    public IEnumerable<byte[]> ReadFrames(RunId run, byte channel)
    {
        return RawFrames.Read(reader, run, channel);
    }

    /// <inheritdoc/>
    public IReadOnlyList<StepSummary> ReadSteps(RunId run, byte channel)
    {
        return reader.Read(connection => StepQuery.Read(connection, run, channel));
    }

    /// <inheritdoc/>
    public SampleColumns ReadSamples(RunId run, byte channel, long from, long to, int maximum)
    {
        return SampleQueries.Columns(reader, run, channel, from, to, maximum);
    }

    /// <inheritdoc/>
    public Overview ReadOverview(RunId run, byte channel, long from, long to, int buckets)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(buckets, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(buckets, LongestOverview);
        return reader.Read(connection => OverviewQuery.Read(connection, run, channel, from, to, buckets));
    }

    /// <inheritdoc/>
    public IReadOnlyList<RunEvent> ReadEvents(RunId run, byte channel)
    {
        return reader.Read(connection => SpectrumQueries.Events(connection, run, channel));
    }

    /// <inheritdoc/>
    public IReadOnlyList<SpectrumSummary> ListSpectra(RunId run, byte channel)
    {
        return reader.Read(connection => SpectrumQueries.List(connection, run, channel));
    }

    /// <inheritdoc/>
    public IReadOnlyList<ImpedancePoint> ReadSpectrum(RunId run, byte channel, uint spectrum)
    {
        return reader.Read(connection => SpectrumQueries.Points(connection, run, channel, spectrum));
    }

    /// <inheritdoc/>
    public IReadOnlyList<SpectrumKey> ListUnanalysed(string method, int version, int maximum)
    {
        return reader.Read(connection => SpectrumQueries.Unanalysed(connection, method, version, maximum));
    }

    /// <inheritdoc/>
    public IReadOnlyList<AnalysisResult> ReadResults(
        RunId run,
        byte channel,
        uint? spectrum = null,
        string? method = null
    )
    {
        return reader.Read(connection => SpectrumQueries.Results(connection, run, channel, spectrum, method));
    }

    /// <inheritdoc/>
    public VerifyReport? Verify(RunId run, byte channel)
    {
        return reader.Read(connection => VerifyQuery.Run(connection, run, channel));
    }

    /// <inheritdoc/>
    public IReadOnlyList<QuarantineCount> CountQuarantined()
    {
        return reader.Read(QuarantineQueries.Counts);
    }

    /// <inheritdoc/>
    public IReadOnlyList<QuarantinedMessage> ListQuarantined(int maximum, string? device = null)
    {
        return reader.Read(connection => QuarantineQueries.List(connection, maximum, device));
    }

    /// <summary>Writes what waits and closes the database.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        await Task.Run(writer.Dispose).ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }
}
