using EdgeTester.Contracts;

namespace EdgeTester.Storage.Sql;

/// <summary>Stores frames once each, inside a transaction.</summary>
internal static class FrameAppender
{
    /// <summary>Stores what can be stored; what cannot goes into quarantine.</summary>
    public static AppendResult Append(WriteSession session, IReadOnlyList<IncomingFrame> frames)
    {
        var outcomes = new AppendOutcome[frames.Count];
        var touched = new HashSet<StreamState>();
        var completed = new List<SpectrumKey>();
        for (int k = 0; k < frames.Count; k++)
        {
            IncomingFrame frame = frames[k];
            outcomes[k] = AppendOne(session, frame, completed, out StreamState? stream);
            if (outcomes[k] is AppendOutcome.Stored or AppendOutcome.Duplicate)
                touched.Add(stream!);
            else
                QuarantineWriter.Write(session, Refusal(session, frame, outcomes[k], stream));
        }
        return new AppendResult(outcomes, touched.Select(stream => stream.Report()).ToList(), completed);
    }

    private static AppendOutcome AppendOne(
        WriteSession session,
        IncomingFrame frame,
        List<SpectrumKey> completed,
        out StreamState? stream
    )
    {
        stream = session.Find(frame.Run, frame.Channel);
        if (stream == null)
        {
            if (IsTooFarAhead(session, frame, 0))
                return AppendOutcome.TooFarAhead;
            if (!RunWriter.AddUnknown(session, frame))
                return AppendOutcome.TooManyUnknownRuns;
            stream = session.Find(frame.Run, frame.Channel)!;
        }
        if (stream.Device != frame.Device)
            return AppendOutcome.ForeignRun;
        if (IsTooFarAhead(session, frame, stream.Next))
            return AppendOutcome.TooFarAhead;
        // It was durable once, and was deleted on purpose: the device need not keep it.
        if (frame.EndSequence <= stream.RemovedTo)
        {
            stream.Resent++;
            session.Touch(stream);
            return AppendOutcome.Duplicate;
        }
        // Above all that is there nothing can overlap: the usual case needs no question to the database.
        if (frame.FirstSequence < stream.Highest && Overlaps(session, stream, frame, out bool same))
        {
            if (!same)
                return AppendOutcome.Conflict;
            stream.Resent++;
            session.Touch(stream);
            return AppendOutcome.Duplicate;
        }
        session.Insert(stream, frame);
        Count(session, stream, frame);
        if (frame.Event != null)
            RunWriter.Apply(session, stream, frame.Event, completed);
        if (frame.Point != null)
            SpectrumWriter.Add(session, stream, frame.Point, completed);
        return AppendOutcome.Stored;
    }

    /// <summary>A host whose database is an old backup meets far leads that are true: then the run is as old as they say.</summary>
    private static bool IsTooFarAhead(WriteSession session, IncomingFrame frame, long next)
    {
        StoreOptions options = session.Options;
        long lead = frame.FirstSequence - next;
        return lead > options.MaximumLead
            || lead > options.PlausibleLead
                && frame.FirstSequence > frame.ElapsedLast / 1e6 * options.MaximumRate;
    }

    /// <summary>
    /// Stored frames never overlap each other, so the one with the highest first sequence below our end is the only
    /// one that can overlap us.
    /// </summary>
    private static bool Overlaps(WriteSession session, StreamState stream, IncomingFrame frame, out bool same)
    {
        Statement row = session
            .Prepare(
                """
                SELECT f.first, f.count, p.bytes FROM frames f JOIN payloads p ON p.id = f.payload
                WHERE f.stream = ? AND f.first < ? ORDER BY f.first DESC LIMIT 1
                """
            )
            .Add(stream.Id)
            .Add(frame.EndSequence);
        bool overlaps = row.Step() && row.Long(0) + row.Long(1) > frame.FirstSequence;
        same = overlaps && row.Blob(2).SequenceEqual(frame.Bytes);
        row.Reset();
        return overlaps
            || frame.FirstSequence < stream.CompactedTo
                && SegmentWriter.Overlaps(session, stream, frame, out same);
    }

    private static void Count(WriteSession session, StreamState stream, IncomingFrame frame)
    {
        stream.Cover(frame.FirstSequence, frame.EndSequence);
        if (frame.Kind == FrameKind.Samples)
        {
            stream.Samples += frame.Count;
            stream.Ungathered++;
            if (frame.FirstSequence < stream.GatheredTo[1])
                BlockGatherer.Spoil(session, stream, frame.FirstSequence);
        }
        stream.Points += frame.Kind == FrameKind.ImpedancePoints ? frame.Count : 0;
        stream.Events += frame.Kind == FrameKind.Event ? frame.Count : 0;
        stream.Overflow = Math.Max(stream.Overflow, frame.OverflowCount);
        stream.Elapsed = Math.Max(stream.Elapsed, frame.ElapsedLast);
        stream.Received = session.Now;
        session.Touch(stream);
    }

    private static QuarantinedMessage Refusal(
        WriteSession session,
        IncomingFrame frame,
        AppendOutcome outcome,
        StreamState? stream
    )
    {
        string key = $"run {frame.Run} channel {frame.Channel} sequence {frame.FirstSequence}";
        string text = outcome switch
        {
            AppendOutcome.Conflict => $"{key}: these sequences are stored with other content",
            AppendOutcome.ForeignRun => $"{key}: this run belongs to {stream!.Device}",
            AppendOutcome.TooFarAhead => $"{key}: stored without a gap is only up to {stream?.Next ?? 0}",
            _ => $"{key}: the device sends more unknown runs than {session.Options.MaximumUnknownRuns}",
        };
        return new QuarantinedMessage(
            session.Time.GetUtcNow(),
            Topics.Records(frame.Device, frame.Channel),
            frame.Device,
            outcome.ToString(),
            text,
            frame.Bytes.Length,
            frame.Bytes
        );
    }
}
