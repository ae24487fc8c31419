using EdgeTester.Contracts;
using EdgeTester.Storage.Segments;

namespace EdgeTester.Storage.Sql;

/// <summary>Puts a segment in the place of its frames, inside a transaction.</summary>
internal static class SegmentWriter
{
    /// <summary>Replaces frames by the segment that was made of them.</summary>
    /// <exception cref="StoreException">They are no longer what it was made of: another program was quicker.</exception>
    public static void Replace(
        WriteSession session,
        FrameGroup group,
        PackedGroup packed,
        Action<CompactionStep>? told
    )
    {
        StreamState? stream = session.Find(group.Run, group.Channel);
        if (stream == null)
            throw Changed();
        long payload = session.InsertPayload(packed.Bytes);
        SegmentRow
            .Bind(
                session.Prepare(
                    """
                    INSERT INTO segments (stream, first, "end", frames, count, elapsed_first, elapsed_last,
                        minimum_voltage, maximum_voltage, minimum_current, maximum_current, detail, payload)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """
                ),
                stream.Id,
                packed.Detail
            )
            .Add(payload)
            .Run();
        session
            .Prepare("INSERT INTO segment_bins (stream, first, bins) VALUES (?, ?, ?)")
            .Add(stream.Id)
            .Add(group.First)
            .Add(packed.CoarseBins.AsSpan())
            .Run();
        told?.Invoke(CompactionStep.Inserted);
        long deleted = session
            .Prepare("DELETE FROM frames WHERE stream = ? AND kind = 1 AND first >= ? AND first < ?")
            .Add(stream.Id)
            .Add(group.First)
            .Add(group.End)
            .Count();
        if (deleted != group.Payloads.Count)
            throw Changed();
        told?.Invoke(CompactionStep.RowsDeleted);
        foreach (long bytes in group.Payloads)
            session.Prepare("DELETE FROM payloads WHERE id = ?").Add(bytes).Run();
        told?.Invoke(CompactionStep.BytesDeleted);
        session
            .Prepare("DELETE FROM blocks WHERE stream = ? AND first < ?")
            .Add(stream.Id)
            .Add(group.End)
            .Run();
        stream.CompactedTo = Math.Max(stream.CompactedTo, group.End);
        session.Touch(stream);
    }

    /// <summary>Where a stream is packed up to.</summary>
    public static long FindEnd(WriteSession session, long stream)
    {
        Statement row = session
            .Prepare("SELECT \"end\" FROM segments WHERE stream = ? ORDER BY first DESC LIMIT 1")
            .Add(stream);
        long end = row.Step() ? row.Long(0) : 0;
        row.Reset();
        return end;
    }

    /// <summary>Whether a frame covers sequences that are in a segment, and whether it is that very frame.</summary>
    public static bool Overlaps(WriteSession session, StreamState stream, IncomingFrame frame, out bool same)
    {
        same = false;
        Statement row = session
            .Prepare(
                """
                SELECT g.first, g."end", p.bytes FROM segments g JOIN payloads p ON p.id = g.payload
                WHERE g.stream = ? AND g.first < ? ORDER BY g.first DESC LIMIT 1
                """
            )
            .Add(stream.Id)
            .Add(frame.EndSequence);
        bool near = row.Step() && row.Long(1) > frame.FirstSequence;
        IReadOnlyList<byte[]>? packed = near ? session.Unpack(stream, row.Long(0), row.Blob(2)) : [];
        row.Reset();
        // What cannot be unpacked must not be stored a second time.
        if (packed == null)
            return true;
        foreach (byte[] bytes in packed)
        {
            var header = new FrameHeader();
            Frame.TryReadHeader(bytes, 0, bytes.Length, header);
            long first = (long)header.FirstSequence;
            if (first >= frame.EndSequence || first + header.RecordCount <= frame.FirstSequence)
                continue;
            same = bytes.AsSpan().SequenceEqual(frame.Bytes);
            return true;
        }
        return false;
    }

    private static StoreException Changed()
    {
        return new StoreException(
            StoreFailure.Busy,
            "Another program packs the same frames. What it has packed stays so; run this again for the rest."
        );
    }
}
