using EdgeTester.Contracts;

namespace EdgeTester.Storage.Sql;

/// <summary>Keeps the index of spectra: which are there, and which are complete.</summary>
internal static class SpectrumWriter
{
    public static void Add(
        WriteSession session,
        StreamState stream,
        ImpedancePoint point,
        List<SpectrumKey> completed
    )
    {
        Statement upsert = session.Prepare(
            """
            INSERT INTO spectra (stream, spectrum, expected, present, ended, complete, first_sequence,
                last_sequence, step, step_count, cycle, elapsed_first, elapsed_last)
            VALUES (?1, ?2, ?3, 1, NULL, 0, ?4, ?4, ?5, ?6, ?7, ?8, ?8)
            ON CONFLICT (stream, spectrum) DO UPDATE SET
                present = spectra.present + 1,
                expected = {larger}(spectra.expected, excluded.expected),
                first_sequence = {smaller}(spectra.first_sequence, excluded.first_sequence),
                last_sequence = {larger}(spectra.last_sequence, excluded.last_sequence),
                step = excluded.step, step_count = excluded.step_count, cycle = excluded.cycle,
                elapsed_first = {smaller}(spectra.elapsed_first, excluded.elapsed_first),
                elapsed_last = {larger}(spectra.elapsed_last, excluded.elapsed_last)
            """
        );
        upsert
            .Add(stream.Id)
            .Add(point.Spectrum)
            .Add(point.PointCount)
            .Add((long)point.Sequence)
            .Add(point.Step)
            .Add(point.StepCount)
            .Add(point.Cycle)
            .Add((long)point.ElapsedMicroseconds)
            .Run();
        Complete(session, stream, point.Spectrum, completed);
    }

    /// <summary>The device ended a spectrum, perhaps with fewer points than planned.</summary>
    public static void End(
        WriteSession session,
        StreamState stream,
        RunEvent record,
        List<SpectrumKey> completed
    )
    {
        if (
            record.Value1 is not (>= 0 and <= uint.MaxValue)
            || record.Value2 is not (>= 0 and <= ushort.MaxValue)
        )
            return;
        uint spectrum = (uint)record.Value1;
        // The event may overtake the points on the way.
        Statement upsert = session.Prepare(
            """
            INSERT INTO spectra (stream, spectrum, expected, present, ended, complete, first_sequence,
                last_sequence, step, step_count, cycle, elapsed_first, elapsed_last)
            VALUES (?1, ?2, ?3, 0, ?3, 0, ?4, ?4, ?5, ?6, ?7, ?8, ?8)
            ON CONFLICT (stream, spectrum) DO UPDATE SET ended = excluded.ended
            """
        );
        upsert
            .Add(stream.Id)
            .Add(spectrum)
            .Add((long)record.Value2)
            .Add((long)record.Sequence)
            .Add(record.Step)
            .Add(record.StepCount)
            .Add(record.Cycle)
            .Add((long)record.ElapsedMicroseconds)
            .Run();
        Complete(session, stream, spectrum, completed);
    }

    private static void Complete(
        WriteSession session,
        StreamState stream,
        uint spectrum,
        List<SpectrumKey> completed
    )
    {
        long changed = session
            .Prepare(
                """
                UPDATE spectra SET complete = 1 WHERE stream = ? AND spectrum = ? AND complete = 0
                    AND present > 0 AND present >= coalesce(ended, expected)
                """
            )
            .Add(stream.Id)
            .Add(spectrum)
            .Count();
        if (changed == 0)
            return;
        JobWriter.Add(session, stream.Id, spectrum);
        completed.Add(new SpectrumKey(stream.Run, stream.Channel, spectrum));
    }
}
