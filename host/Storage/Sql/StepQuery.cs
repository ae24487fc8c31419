using EdgeTester.Contracts;
using EdgeTester.Storage.Segments;

namespace EdgeTester.Storage.Sql;

/// <summary>Reads what each step did, from rows and the details of segments: no sample is decoded.</summary>
internal static class StepQuery
{
    public static List<StepSummary> Read(Connection connection, RunId run, byte channel)
    {
        if (StoreReader.FindStream(connection, run, channel) is not long stream)
            return [];
        using Statement segments = connection.Prepare(
            "SELECT first, detail FROM segments WHERE stream = ? ORDER BY first"
        );
        using Statement frames = connection.Prepare(
            """
            SELECT first, count, elapsed_first, elapsed_last, minimum_voltage, maximum_voltage, minimum_current,
                maximum_current, charge, step, step_count, cycle
            FROM frames WHERE stream = ? AND kind = 1 ORDER BY first
            """
        );
        var spans = new List<StepSpan>();
        bool hasSegment = segments.Add(stream).Step();
        bool hasFrame = frames.Add(stream).Step();
        while (hasSegment || hasFrame)
        {
            if (hasFrame && (!hasSegment || frames.Long(0) < segments.Long(0)))
            {
                StepSpan.Append(spans, SpanOf(frames));
                hasFrame = frames.Step();
                continue;
            }
            foreach (StepSpan span in StepsOf(segments))
                StepSpan.Append(spans, span);
            hasSegment = segments.Step();
        }
        return Summaries(spans);
    }

    private static List<StepSpan> StepsOf(Statement segment)
    {
        try
        {
            return SegmentDetail.ReadSteps(segment.Blob(1));
        }
        catch (InvalidDataException e)
        {
            throw new StoreException(
                StoreFailure.NotUsable,
                $"What is known of the segment at sequence {segment.Long(0)} is damaged: rebuild the store.",
                e
            );
        }
    }

    private static StepSpan SpanOf(Statement frame)
    {
        return new StepSpan
        {
            Samples = frame.Long(1),
            ElapsedFirst = frame.Long(2),
            ElapsedLast = frame.Long(3),
            MinimumVoltage = frame.Double(4),
            MaximumVoltage = frame.Double(5),
            MinimumCurrent = frame.Double(6),
            MaximumCurrent = frame.Double(7),
            ChargeFirst = frame.Double(8),
            ChargeLast = frame.Double(8),
            Step = (int)frame.Long(9),
            StepCount = (uint)frame.Long(10),
            Cycle = (uint)frame.Long(11),
        };
    }

    /// <summary>What the charge moved up to the first frame of a span happened in that span.</summary>
    private static List<StepSummary> Summaries(List<StepSpan> spans)
    {
        var summaries = new List<StepSummary>(spans.Count);
        double charge = 0;
        foreach (StepSpan span in spans)
        {
            double moved = span.ChargeFirst - charge;
            summaries.Add(
                new StepSummary
                {
                    Step = span.Step,
                    StepCount = span.StepCount,
                    Cycle = span.Cycle,
                    Samples = span.Samples,
                    ElapsedFirst = span.ElapsedFirst,
                    ElapsedLast = span.ElapsedLast,
                    MinimumVoltage = span.MinimumVoltage,
                    MaximumVoltage = span.MaximumVoltage,
                    MinimumCurrent = span.MinimumCurrent,
                    MaximumCurrent = span.MaximumCurrent,
                    ChargedCoulomb = span.Charged + Math.Max(0, moved),
                    DischargedCoulomb = span.Discharged + Math.Max(0, -moved),
                }
            );
            charge = span.ChargeLast;
        }
        return summaries;
    }
}
