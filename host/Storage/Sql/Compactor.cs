using EdgeTester.Contracts;
using EdgeTester.Storage.Segments;

namespace EdgeTester.Storage.Sql;

/// <summary>
/// Packs sample frames into segments. The work is done beside the writer; only the exchange of a segment for its frames is
/// one short transaction, so whatever ends the program leaves either the frames or the segment.
/// </summary>
internal sealed class Compactor(StoreReader reader, StoreWriter writer, CompactionOptions options)
{
    /// <summary>What a row and its key take, about; a segment must be smaller than what it replaces.</summary>
    private const int RowBytes = 100;

    private readonly Queue<Replacement> underWay = new();
    private long segments;
    private long frames;
    private long samples;
    private long before;
    private long after;

    public async Task<CompactionReport> RunAsync(CancellationToken cancellation)
    {
        try
        {
            foreach (Target target in reader.Read(Targets))
                await PackAsync(target, cancellation).ConfigureAwait(false);
            while (underWay.Count > 0)
                await FinishOneAsync().ConfigureAwait(false);
        }
        finally
        {
            // What fails after the first failure fails for the same reason.
            await Task.WhenAll(underWay.Select(one => one.Done))
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return new CompactionReport(segments, frames, samples, before, after);
    }

    private async Task PackAsync(Target target, CancellationToken cancellation)
    {
        long from = 0;
        while (Find(target, from) is FrameGroup group)
        {
            cancellation.ThrowIfCancellationRequested();
            from = group.End;
            if (Pack(group) is not PackedGroup packed)
                continue;
            Replace(group, packed, cancellation);
            while (underWay.Count >= options.SegmentsAtOnce)
                await FinishOneAsync().ConfigureAwait(false);
        }
    }

    private FrameGroup? Find(Target target, long from)
    {
        bool rest = options.IncludeRest || target.IsComplete;
        return reader.Read(connection =>
            new FrameGrouper(connection, target.Stream, target.Next).Find(
                target.Run,
                target.Channel,
                from,
                options.SamplesPerSegment,
                rest
            )
        );
    }

    /// <summary>Null where it would save nothing, or a frame is damaged: verify names it, and its bytes are left as they are.</summary>
    private PackedGroup? Pack(FrameGroup group)
    {
        if (group.Bytes.Count != group.Payloads.Count)
            return null;
        try
        {
            byte[] packed = SegmentCodec.Pack(group.Bytes);
            SegmentDetail detail = SegmentDetail.Of(SegmentCodec.Unpack(packed, group.Run, group.Channel));
            long old = group.Bytes.Sum(bytes => (long)bytes.Length + RowBytes);
            if (packed.Length + RowBytes >= old)
                return null;
            options.Told?.Invoke(CompactionStep.Packed);
            return new PackedGroup(packed, detail);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private void Replace(FrameGroup group, PackedGroup packed, CancellationToken cancellation)
    {
        var job = new WriteJob<bool>(session =>
        {
            SegmentWriter.Replace(session, group, packed, options.Told);
            return true;
        });
        writer.Enqueue(job, cancellation);
        underWay.Enqueue(
            new Replacement(
                job.Done,
                group.Bytes.Count,
                group.Samples,
                group.Bytes.Sum(bytes => (long)bytes.Length),
                packed.Bytes.Length + packed.Detail.ToBytes().Length + packed.CoarseBins.Length
            )
        );
    }

    private async Task FinishOneAsync()
    {
        Replacement one = underWay.Peek();
        await one.Done.ConfigureAwait(false);
        underWay.Dequeue();
        options.Told?.Invoke(CompactionStep.Durable);
        segments++;
        frames += one.Frames;
        samples += one.Samples;
        before += one.Before;
        after += one.After;
    }

    private static List<Target> Targets(Connection connection)
    {
        using Statement rows = connection.Prepare(
            """
            SELECT r.id, r.run, r.channel, p.next, r.end_sequence FROM runs r
            JOIN progress p ON p.stream = r.id ORDER BY r.id
            """
        );
        return StoreReader.List(
            rows,
            row => new Target(
                row.Long(0),
                StreamKey.RunOf(row.Blob(1)),
                (byte)row.Long(2),
                row.Long(3),
                !row.IsNull(4) && row.Long(4) == row.Long(3)
            )
        );
    }

    private sealed record Target(long Stream, RunId Run, byte Channel, long Next, bool IsComplete);

    /// <summary>A segment on its way to the disk: its frames, samples and bytes.</summary>
    private sealed record Replacement(Task Done, int Frames, long Samples, long Before, long After);
}
