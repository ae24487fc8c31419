using EdgeTester.Contracts;

namespace EdgeTester.Storage.Sql;

/// <summary>Reads events, spectra and results.</summary>
internal static class SpectrumQueries
{
    private const string OtherFrames =
        "SELECT p.bytes FROM frames f{other} JOIN payloads p ON p.id = f.payload "
        + "WHERE f.stream = ? AND f.kind = ? AND f.kind <> 1 AND f.first BETWEEN ? AND ? ORDER BY f.first";

    public static List<RunEvent> Events(Connection connection, RunId run, byte channel)
    {
        var events = new List<RunEvent>();
        if (StoreReader.FindStream(connection, run, channel) is not long stream)
            return events;
        var header = new FrameHeader();
        var reader = new ByteReader();
        using var rows = connection.Prepare(OtherFrames);
        rows.Add(stream).Add((long)FrameKind.Event).Add(0).Add(long.MaxValue);
        while (rows.Step())
        {
            byte[] bytes = rows.Blob(0).ToArray();
            var record = new RunEvent();
            if (RunEventCodec.TryDecode(bytes, 0, bytes.Length, record, header, reader) == FrameError.None)
                events.Add(record);
        }
        return events;
    }

    public static List<SpectrumSummary> List(Connection connection, RunId run, byte channel)
    {
        if (StoreReader.FindStream(connection, run, channel) is not long stream)
            return [];
        using var rows = connection.Prepare(
            """
            SELECT spectrum, present, coalesce(ended, expected), complete, step, step_count, cycle, elapsed_first,
                elapsed_last FROM spectra WHERE stream = ? ORDER BY spectrum
            """
        );
        rows.Add(stream);
        return StoreReader.List(
            rows,
            row => new SpectrumSummary(
                (uint)row.Long(0),
                (int)row.Long(1),
                (int)row.Long(2),
                row.Long(3) != 0,
                (int)row.Long(4),
                (uint)row.Long(5),
                (uint)row.Long(6),
                row.Long(7),
                row.Long(8)
            )
        );
    }

    public static List<ImpedancePoint> Points(Connection connection, RunId run, byte channel, uint spectrum)
    {
        var points = new SortedDictionary<int, ImpedancePoint>();
        if (StoreReader.FindStream(connection, run, channel) is not long stream)
            return [];
        using var span = connection.Prepare(
            "SELECT first_sequence, last_sequence FROM spectra WHERE stream = ? AND spectrum = ?"
        );
        if (!span.Add(stream).Add(spectrum).Step())
            return [];
        var header = new FrameHeader();
        var reader = new ByteReader();
        using var rows = connection.Prepare(OtherFrames);
        rows.Add(stream).Add((long)FrameKind.ImpedancePoints).Add(span.Long(0)).Add(span.Long(1));
        while (rows.Step())
        {
            byte[] bytes = rows.Blob(0).ToArray();
            var point = new ImpedancePoint();
            FrameError error = ImpedancePointCodec.TryDecode(bytes, 0, bytes.Length, point, header, reader);
            if (error == FrameError.None && point.Spectrum == spectrum)
                points[point.Index] = point;
        }
        return [.. points.Values];
    }

    public static List<SpectrumKey> Unanalysed(Connection connection, string method, int version, int maximum)
    {
        using var rows = connection.Prepare(
            """
            SELECT r.run, r.channel, s.spectrum FROM spectra s JOIN runs r ON r.id = s.stream
            WHERE s.complete = 1 AND r.removed IS NULL AND NOT EXISTS (SELECT 1 FROM results x
                WHERE x.stream = s.stream AND x.spectrum = s.spectrum AND x.method = ? AND x.version = ?)
            ORDER BY s.stream, s.spectrum LIMIT ?
            """
        );
        rows.Add(method).Add(version).Add(maximum);
        return StoreReader.List(
            rows,
            row => new SpectrumKey(StreamKey.RunOf(row.Blob(0)), (byte)row.Long(1), (uint)row.Long(2))
        );
    }

    public static List<ResultNews> News(Connection connection, long after, int maximum)
    {
        using Statement rows = connection.Prepare(
            """
            SELECT n.id, r.run, r.channel, n.spectrum, n.worker FROM result_news n JOIN runs r ON r.id = n.stream
            WHERE n.id > ? ORDER BY n.id DESC LIMIT ?
            """
        );
        rows.Add(after).Add(maximum);
        List<ResultNews> news = StoreReader.List(
            rows,
            row => new ResultNews(
                row.Long(0),
                new SpectrumKey(StreamKey.RunOf(row.Blob(1)), (byte)row.Long(2), (uint)row.Long(3)),
                row.Text(4)
            )
        );
        news.Reverse();
        return news;
    }

    public static List<uint> Open(Connection connection, AnalysisJob job, string method, int version)
    {
        if (StoreReader.FindStream(connection, job.Run, job.Channel) is not long stream)
            return [];
        using Statement rows = connection.Prepare(
            """
            SELECT s.spectrum FROM spectra s WHERE s.stream = ? AND s.spectrum >= ? AND s.spectrum < ?
                AND s.complete = 1 AND NOT EXISTS (SELECT 1 FROM results x WHERE x.stream = s.stream
                AND x.spectrum = s.spectrum AND x.method = ? AND x.version = ?) ORDER BY s.spectrum
            """
        );
        rows.Add(stream).Add(job.FirstSpectrum).Add(job.EndSpectrum).Add(method).Add(version);
        return StoreReader.List(rows, row => (uint)row.Long(0));
    }

    public static List<AnalysisResult> Results(
        Connection connection,
        RunId run,
        byte channel,
        uint? spectrum,
        string? method
    )
    {
        if (StoreReader.FindStream(connection, run, channel) is not long stream)
            return [];
        using var rows = connection.Prepare(
            """
            SELECT spectrum, method, version, created, json FROM results WHERE stream = ?1
                AND (?2 IS NULL OR spectrum = ?2) AND (?3 = '' OR method = ?3) ORDER BY spectrum, method, version
            """
        );
        rows.Add(stream).Add((long?)spectrum).Add(method ?? "");
        return StoreReader.List(
            rows,
            row => new AnalysisResult
            {
                Run = run,
                Channel = channel,
                Spectrum = row.Long(0) < 0 ? null : (uint)row.Long(0),
                Method = row.Text(1),
                Version = (int)row.Long(2),
                Created = StoreReader.Time(row, 3)!.Value,
                Json = row.Text(4),
            }
        );
    }
}
