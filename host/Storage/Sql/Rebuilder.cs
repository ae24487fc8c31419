using EdgeTester.Contracts;
using EdgeTester.Storage.Segments;

namespace EdgeTester.Storage.Sql;

/// <summary>Makes all that is derived from raw frames again: summaries, spectra, gathered blocks, ends of runs, counters.</summary>
internal sealed class Rebuilder(WriteSession session)
{
    private readonly FrameDecoder decoder = new();
    private readonly List<SpectrumKey> completed = [];
    private long frames;
    private long changed;
    private long corrupt;

    /// <summary>Does it inside the present transaction.</summary>
    public static RebuildReport Run(WriteSession session)
    {
        var rebuilder = new Rebuilder(session);
        List<(RunId Run, byte Channel)> channels = rebuilder.Channels();
        foreach ((RunId run, byte channel) in channels)
            rebuilder.Rebuild(session.Find(run, channel)!);
        return new RebuildReport(channels.Count, rebuilder.frames, rebuilder.changed, rebuilder.corrupt);
    }

    private List<(RunId, byte)> Channels()
    {
        Statement rows = session.Prepare("SELECT run, channel FROM runs WHERE removed IS NULL ORDER BY id");
        List<(RunId, byte)> channels = StoreReader.List(
            rows,
            row => (StreamKey.RunOf(row.Blob(0)), (byte)row.Long(1))
        );
        rows.Reset();
        return channels;
    }

    private void Rebuild(StreamState stream)
    {
        Clear(stream);
        var source = new StoredPieces(session.Link, stream.Id, samplesOnly: false);
        for (long? next = 0; next != null; )
        {
            (List<StoredPiece> pieces, next) = source.Page(next.Value);
            foreach (StoredPiece piece in pieces)
                if (piece.IsSegment)
                    RebuildSegment(stream, piece);
            foreach (RawFrame raw in RawFrames.Of(pieces, stream.Run, stream.Channel))
                Rebuild(stream, raw);
        }
        session.Touch(stream);
    }

    /// <summary>How far it is durable stays: what was declared lost does not come back by counting.</summary>
    private void Clear(StreamState stream)
    {
        stream.Samples = 0;
        stream.Points = 0;
        stream.Events = 0;
        stream.Overflow = 0;
        stream.Elapsed = 0;
        BlockGatherer.Spoil(session, stream, -1);
        session.Prepare("DELETE FROM spectra WHERE stream = ?").Add(stream.Id).Run();
        session
            .Prepare(
                """
                UPDATE runs SET end_sequence = NULL, made_samples = NULL, made_points = NULL, made_events = NULL
                WHERE id = ?
                """
            )
            .Add(stream.Id)
            .Run();
    }

    private void Rebuild(StreamState stream, RawFrame raw)
    {
        frames++;
        bool whole =
            decoder.TryDecode(stream.Device, raw.Bytes, out IncomingFrame? frame) == FrameError.None
            && frame!.FirstSequence == raw.First
            && frame.Run.SameAs(stream.Run)
            && frame.Channel == stream.Channel;
        if (whole)
            Derive(stream, frame!, raw.IsPacked);
        else
            corrupt++;
    }

    private void RebuildSegment(StreamState stream, StoredPiece piece)
    {
        SegmentDetail detail;
        try
        {
            detail = SegmentDetail.Of(SegmentCodec.Unpack(piece.Bytes, stream.Run, stream.Channel));
        }
        catch (InvalidDataException)
        {
            // Its frames are counted as damaged, one by one.
            return;
        }
        changed += SegmentRow
            .Bind(
                session.Prepare(
                    """
                    UPDATE segments SET "end" = ?3, frames = ?4, count = ?5, elapsed_first = ?6, elapsed_last = ?7,
                        minimum_voltage = ?8, maximum_voltage = ?9, minimum_current = ?10, maximum_current = ?11,
                        detail = ?12
                    WHERE stream = ?1 AND first = ?2 AND ("end", frames, count, elapsed_first, elapsed_last,
                        minimum_voltage, maximum_voltage, minimum_current, maximum_current, detail)
                        IS DISTINCT FROM (?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
                    """
                ),
                stream.Id,
                detail
            )
            .Count();
        changed += session
            .Prepare(
                """
                INSERT INTO segment_bins (stream, first, bins) VALUES (?, ?, ?)
                ON CONFLICT (stream, first) DO UPDATE SET bins = excluded.bins WHERE segment_bins.bins <> excluded.bins
                """
            )
            .Add(stream.Id)
            .Add(piece.First)
            .Add(CoarseBins.Of(detail.Bins).AsSpan())
            .Count();
    }

    private void Derive(StreamState stream, IncomingFrame frame, bool isPacked)
    {
        if (!isPacked)
            changed += Update(stream, frame);
        stream.Samples += frame.Kind == FrameKind.Samples ? frame.Count : 0;
        stream.Points += frame.Kind == FrameKind.ImpedancePoints ? frame.Count : 0;
        stream.Events += frame.Kind == FrameKind.Event ? frame.Count : 0;
        stream.Overflow = Math.Max(stream.Overflow, frame.OverflowCount);
        stream.Elapsed = Math.Max(stream.Elapsed, frame.ElapsedLast);
        if (frame.Event != null)
            RunWriter.Apply(session, stream, frame.Event, completed);
        if (frame.Point != null)
            SpectrumWriter.Add(session, stream, frame.Point, completed);
    }

    private long Update(StreamState stream, IncomingFrame frame)
    {
        return FrameRow
            .Bind(
                session.Prepare(
                    """
                    UPDATE frames SET count = ?3, kind = ?4, elapsed_first = ?5, elapsed_last = ?6,
                        minimum_voltage = ?7, maximum_voltage = ?8, minimum_current = ?9, maximum_current = ?10,
                        charge = ?11, step = ?12, step_count = ?13, cycle = ?14
                    WHERE stream = ?1 AND first = ?2 AND (count, kind, elapsed_first,
                        elapsed_last, minimum_voltage, maximum_voltage, minimum_current, maximum_current, charge,
                        step, step_count, cycle) IS DISTINCT FROM (?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
                    """
                ),
                stream.Id,
                frame
            )
            .Count();
    }
}
