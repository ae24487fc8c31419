using System.Diagnostics;
using EdgeTester.Contracts;
using EdgeTester.Storage;

namespace EdgeTester.Messaging;

/// <summary>Makes one batch after the other durable, then acknowledges it and tells the listeners.</summary>
internal sealed class BatchWriter(
    IRunStore store,
    PersistedPublisher publisher,
    IngestOptions options,
    TimeProvider time,
    Action<IngestNotice> tell
)
{
    private const int RememberedDevices = 100_000;
    private readonly Dictionary<string, byte[]> descriptions = new();
    private readonly FrameHeader header = new();
    private readonly ByteReader reader = new();
    private IngestCounters counters = new();
    private static readonly ActivitySource Traces = new("EdgeTester.Messaging");
    private bool troubled;

    /// <summary>What was stored, refused and put aside so far.</summary>
    public IngestCounters Counters => Volatile.Read(ref counters);

    /// <summary>Writes a batch. Where the store refuses, its frames are dropped without an acknowledgement: the devices keep them.</summary>
    public async Task WriteAsync(IngestBatch batch, CancellationToken cancellation)
    {
        using Activity? activity = Traces.StartActivity("write batch");
        activity?.SetTag("edgetester.frames", batch.Frames.Count);
        Task others = WriteOthersAsync(batch, cancellation);
        try
        {
            if (batch.Frames.Count > 0)
                Finish(
                    batch.Frames,
                    await store.AppendAsync(batch.Frames, cancellation).ConfigureAwait(false)
                );
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Count(c => c with { Refused = c.Refused + batch.Frames.Count });
            await PauseAsync(e, cancellation).ConfigureAwait(false);
        }
        try
        {
            await others.ConfigureAwait(false);
            if (troubled && store.Trouble == null)
            {
                troubled = false;
                tell(new StoreTrouble(null));
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await PauseAsync(e, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Nothing may end the ingest: it says what is wrong once, and goes on with the next batch.</summary>
    private async Task PauseAsync(Exception reason, CancellationToken cancellation)
    {
        if (!troubled)
            tell(
                new StoreTrouble(
                    reason as StoreException
                        ?? new StoreException(
                            StoreFailure.Failed,
                            "Storing failed: " + reason.Message,
                            reason
                        )
                )
            );
        troubled = true;
        await Task.Delay(options.StorePatience, time, cancellation).ConfigureAwait(false);
    }

    private async Task WriteOthersAsync(IngestBatch batch, CancellationToken cancellation)
    {
        if (batch.Quarantined.Count > 0)
        {
            long count = 0;
            foreach (QuarantinedMessage message in batch.Quarantined)
            {
                count += message.Count;
                tell(new MessageQuarantined(message));
            }
            Count(c => c with { Quarantined = c.Quarantined + count });
            await store.QuarantineAsync([.. batch.Quarantined], cancellation).ConfigureAwait(false);
        }
        foreach ((string serial, byte[] bytes) in batch.Descriptions)
            await DescribeAsync(serial, bytes, cancellation).ConfigureAwait(false);
        foreach ((string serial, bool online) in batch.States)
            await store.SaveDeviceStateAsync(serial, online, cancellation).ConfigureAwait(false);
        foreach ((string serial, LiveStatus status) in batch.Losses)
            await DeclareLostAsync(serial, status, cancellation).ConfigureAwait(false);
    }

    /// <summary>Another host may have stored what we miss: the store knows, and then nothing changes but our view.</summary>
    private async Task DeclareLostAsync(string serial, LiveStatus status, CancellationToken cancellation)
    {
        ChannelProgress? before = await store
            .FindProgressAsync(status.Run, status.Channel, cancellation)
            .ConfigureAwait(false);
        if (before == null || before.Device != serial)
            return;
        long next = (long)status.NextUnpersisted;
        ChannelProgress? after = before;
        if (before.NextSequence < next)
        {
            after = await store
                .DeclareLostAsync(serial, status.Run, status.Channel, next, cancellation)
                .ConfigureAwait(false);
            tell(new RecordsLost(serial, status.Run, status.Channel, next));
        }
        if (after != null)
            publisher.Report(after);
    }

    /// <summary>A device that comes back after a restart is told for each of its channels what is durable.</summary>
    private async Task DescribeAsync(string serial, byte[] bytes, CancellationToken cancellation)
    {
        bool known = descriptions.TryGetValue(serial, out byte[]? last) && last.AsSpan().SequenceEqual(bytes);
        if (!known)
        {
            await store.SaveDeviceAsync(serial, bytes, cancellation).ConfigureAwait(false);
            if (descriptions.Count >= RememberedDevices)
                descriptions.Clear();
            descriptions[serial] = bytes;
        }
        var description = new DeviceDescription();
        description.TryDecode(bytes, 0, bytes.Length, header, reader);
        for (int channel = 0; channel < description.Channels.Length; channel++)
        {
            RunId run = description.Channels[channel].Run;
            if (run.IsEmpty)
                continue;
            ChannelProgress? progress = await store
                .FindProgressAsync(run, (byte)channel, cancellation)
                .ConfigureAwait(false);
            if (progress != null && progress.Device == serial)
                publisher.Report(progress);
        }
    }

    private void Finish(List<IncomingFrame> frames, AppendResult result)
    {
        foreach (ChannelProgress progress in result.Progress)
            publisher.Report(progress);
        long stored = 0;
        long records = 0;
        long duplicates = 0;
        long refused = 0;
        for (int k = 0; k < frames.Count; k++)
        {
            switch (result.Outcomes[k])
            {
                case AppendOutcome.Stored:
                    stored++;
                    records += frames[k].Count;
                    TellOf(frames[k]);
                    break;
                case AppendOutcome.Duplicate:
                    duplicates++;
                    break;
                default:
                    refused++;
                    TellOfRefusal(frames[k], result.Outcomes[k]);
                    break;
            }
        }
        foreach (SpectrumKey spectrum in result.CompletedSpectra)
            tell(new SpectrumCompleted(spectrum));
        Count(c =>
            c with
            {
                Stored = c.Stored + stored,
                Records = c.Records + records,
                Duplicates = c.Duplicates + duplicates,
                Quarantined = c.Quarantined + refused,
            }
        );
    }

    private void TellOf(IncomingFrame frame)
    {
        if (frame.Point != null)
            tell(new PointStored(frame.Device, frame.Point));
        else if (frame.Event == null)
            tell(new BlockStored(frame));
        else
        {
            tell(new EventStored(frame.Device, frame.Event));
            if (frame.Event.Code == RunEventCode.RunStarted)
                tell(new RunBegan(frame.Device, frame.Event));
            if (frame.Event.Code == RunEventCode.RunEnded)
                tell(new RunEnded(frame.Device, frame.Event));
        }
    }

    private void TellOfRefusal(IncomingFrame frame, AppendOutcome outcome)
    {
        tell(
            new MessageQuarantined(
                new QuarantinedMessage(
                    time.GetUtcNow(),
                    Topics.Records(frame.Device, frame.Channel),
                    frame.Device,
                    outcome.ToString(),
                    $"run {frame.Run} channel {frame.Channel} sequence {frame.FirstSequence}",
                    frame.Bytes.Length,
                    frame.Bytes
                )
            )
        );
    }

    private void Count(Func<IngestCounters, IngestCounters> change)
    {
        Volatile.Write(ref counters, change(counters));
    }
}
