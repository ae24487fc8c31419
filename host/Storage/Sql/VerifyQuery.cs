using EdgeTester.Contracts;

namespace EdgeTester.Storage.Sql;

/// <summary>Counts what is really stored of a channel of a run, frame by frame.</summary>
internal sealed class VerifyQuery
{
    private readonly List<SequenceRange> gaps = [];
    private readonly FrameDecoder decoder = new();
    private long covered;
    private long records;
    private long doubled;
    private long outOfOrder;
    private long corrupt;
    private long overflow;
    private long samples;
    private long points;
    private long events;
    private long latest;

    public static VerifyReport? Run(Connection connection, RunId run, byte channel)
    {
        if (StoreReader.FindStream(connection, run, channel) is not long stream)
            return null;
        var query = new VerifyQuery();
        using var head = connection.Prepare(
            """
            SELECT r.device, r.end_sequence, r.made_samples, r.made_points, r.made_events, p.resent,
                coalesce(r.removed_to, 0)
            FROM runs r JOIN progress p ON p.stream = r.id WHERE r.id = ?
            """
        );
        head.Add(stream).Step();
        query.covered = head.Long(6);
        query.Walk(connection, stream, head.Text(0), run, channel);
        long expected = head.IsNull(1) ? query.covered : Math.Max(head.Long(1), query.covered);
        if (expected > query.covered)
            query.gaps.Add(new SequenceRange(query.covered, expected));
        bool counted =
            head.Long(1) == expected
            && Agrees(head, 2, query.samples)
            && Agrees(head, 3, query.points)
            && Agrees(head, 4, query.events);
        long missing = query.gaps.Sum(gap => gap.Count);
        return new VerifyReport
        {
            Run = run,
            Channel = channel,
            Device = head.Text(0),
            Records = query.records,
            Expected = expected,
            Missing = missing,
            Doubled = query.doubled,
            OutOfOrder = query.outOfOrder,
            Corrupt = query.corrupt,
            Overflow = query.overflow,
            Samples = query.samples,
            Points = query.points,
            Events = query.events,
            Resent = head.Long(5),
            Removed = head.Long(6),
            Gaps = query.gaps,
            Complete = !head.IsNull(1) && missing == 0 && query.corrupt == 0 && counted,
        };
    }

    private static bool Agrees(Statement head, int column, long stored)
    {
        return head.IsNull(column) || head.Long(column) == stored;
    }

    private void Walk(Connection connection, long stream, string device, RunId run, byte channel)
    {
        foreach (RawFrame raw in RawFrames.Walk(connection, stream, run, channel))
        {
            Cover(raw.First, raw.First + raw.Count);
            FrameError error = decoder.TryDecode(device, raw.Bytes, out IncomingFrame? frame);
            bool asKeyed =
                error == FrameError.None
                && frame!.FirstSequence == raw.First
                && frame.Count == raw.Count
                && (long)frame.Kind == raw.Kind
                && frame.Run.SameAs(run)
                && frame.Channel == channel;
            if (!asKeyed)
            {
                corrupt++;
                continue;
            }
            Tally(frame!);
        }
    }

    private void Cover(long first, long end)
    {
        if (first > covered)
            gaps.Add(new SequenceRange(covered, first));
        long overlap = Math.Clamp(covered - first, 0, end - first);
        doubled += overlap;
        records += end - first - overlap;
        covered = Math.Max(covered, end);
    }

    private void Tally(IncomingFrame frame)
    {
        samples += frame.Kind == FrameKind.Samples ? frame.Count : 0;
        points += frame.Kind == FrameKind.ImpedancePoints ? frame.Count : 0;
        events += frame.Kind == FrameKind.Event ? frame.Count : 0;
        overflow = Math.Max(overflow, frame.OverflowCount);
        // Inside a frame the codec has checked the order; a frame that starts too early is wrong up to its last record.
        if (frame.ElapsedFirst < latest)
            outOfOrder += frame.Count;
        latest = Math.Max(latest, frame.ElapsedLast);
    }
}
