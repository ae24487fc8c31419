using EdgeTester.Contracts;
using Microsoft.Data.Sqlite;

namespace EdgeTester.Storage.Sqlite;

/// <summary>
/// <see cref="IRunStore"/> in one SQLite file: write-ahead log, every commit on the disk before it is said to be, one
/// writing thread. What survives a kill -9 or a power cut is exactly what was acknowledged, and perhaps the last commit
/// that was not yet.
/// </summary>
public sealed class SqliteRunStore : IRunStore
{
    private const int LongestOverview = 100_000;
    private const int PageSize = 4096;
    private readonly SqliteReader reader;
    private readonly SqliteWriter writer;

    private SqliteRunStore(SqliteReader reader, SqliteWriter writer)
    {
        this.reader = reader;
        this.writer = writer;
    }

    /// <inheritdoc/>
    public StoreException? Trouble => writer.Trouble;

    /// <summary>Opens a database, makes it where it is missing, and brings it to this program's version.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="time">Gives the time of arrival.</param>
    /// <exception cref="StoreException">It cannot be opened; the message says what to do.</exception>
    public static SqliteRunStore Open(SqliteOptions options, TimeProvider time)
    {
        string path = Path.GetFullPath(options.Path);
        SqliteConnection? connection = null;
        try
        {
            string folder = Path.GetDirectoryName(path)!;
            Directory.CreateDirectory(folder);
            Func<long> freeBytes = options.FreeBytes ?? (() => new DriveInfo(folder).AvailableFreeSpace);
            options = options with { Path = path, FreeBytes = freeBytes };
            var reader = new SqliteReader(options);
            connection = reader.Open();
            SqliteSchema.Execute(connection, $"PRAGMA page_size = {PageSize}");
            SqliteSchema.Execute(connection, "PRAGMA journal_mode = WAL");
            SqliteSchema.Execute(connection, "PRAGMA journal_size_limit = 67108864");
            SqliteSchema.Execute(connection, "PRAGMA synchronous = FULL");
            SqliteSchema.Execute(connection, "PRAGMA wal_autocheckpoint = 4000");
            SqliteSchema.Execute(connection, "PRAGMA cache_size = -65536");
            if (options.MaximumBytes is long most)
                SqliteSchema.Execute(connection, $"PRAGMA max_page_count = {Math.Max(64, most / PageSize)}");
            SqliteSchema.Migrate(connection, path);
            return new SqliteRunStore(reader, new SqliteWriter(new WriteSession(connection, options, time)));
        }
        catch (Exception e)
        {
            connection?.Dispose();
            throw e switch
            {
                SqliteException s => SqliteFailure.Explain(s, path),
                IOException or UnauthorizedAccessException => new StoreException(
                    StoreFailure.NotUsable,
                    $"{path} cannot be made: {e.Message} Give a path that may be written.",
                    e
                ),
                _ => e,
            };
        }
    }

    /// <inheritdoc/>
    public Task<AppendResult> AppendAsync(IReadOnlyList<IncomingFrame> frames, CancellationToken cancellation)
    {
        var job = new WriteJob<AppendResult>(session => FrameAppender.Append(session, frames))
        {
            Weight = frames.Count,
            NeedsRoom = true,
        };
        writer.Enqueue(job, cancellation);
        return job.Done;
    }

    /// <inheritdoc/>
    public Task QuarantineAsync(IReadOnlyList<QuarantinedMessage> messages, CancellationToken cancellation)
    {
        return DoAsync(
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
        return DoAsync(session => RunWriter.Register(session, definition), cancellation);
    }

    /// <inheritdoc/>
    public Task SaveDeviceAsync(string serial, byte[] description, CancellationToken cancellation)
    {
        return DoAsync(session => RecordWriter.SaveDevice(session, serial, description), cancellation);
    }

    /// <inheritdoc/>
    public Task SaveDeviceStateAsync(string serial, bool online, CancellationToken cancellation)
    {
        return DoAsync(session => RecordWriter.SaveDeviceState(session, serial, online), cancellation);
    }

    /// <inheritdoc/>
    public Task SaveCommandAsync(CommandRecord command, CancellationToken cancellation)
    {
        return DoAsync(session => RecordWriter.SaveCommand(session, command), cancellation);
    }

    /// <inheritdoc/>
    public Task SaveResultAsync(AnalysisResult result, CancellationToken cancellation)
    {
        return DoAsync(session => RecordWriter.SaveResult(session, result), cancellation);
    }

    /// <inheritdoc/>
    public Task<ChannelProgress?> FindProgressAsync(RunId run, byte channel, CancellationToken cancellation)
    {
        var job = new WriteJob<ChannelProgress?>(session => session.Find(run, channel)?.Report());
        writer.Enqueue(job, cancellation);
        return job.Done;
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
        var job = new WriteJob<ChannelProgress?>(session =>
            LossWriter.Declare(session, device, run, channel, nextSequence)
        );
        writer.Enqueue(job, cancellation);
        return job.Done;
    }

    /// <inheritdoc/>
    public Task<RebuildReport> RebuildAsync(CancellationToken cancellation)
    {
        var job = new WriteJob<RebuildReport>(Rebuilder.Run);
        writer.Enqueue(job, cancellation);
        return job.Done;
    }

    /// <inheritdoc/>
    public Task BackupAsync(string target, CancellationToken cancellation)
    {
        return Task.Run(() => SqliteBackup.Write(reader, target), cancellation);
    }

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

    /// <summary>Writes what waits and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.Run(writer.Dispose).ConfigureAwait(false);
        using SqliteConnection pooled = reader.Open();
        SqliteConnection.ClearPool(pooled);
    }

    private Task DoAsync(Action<WriteSession> work, CancellationToken cancellation)
    {
        var job = new WriteJob<bool>(session =>
        {
            work(session);
            return true;
        });
        writer.Enqueue(job, cancellation);
        return job.Done;
    }
}
