namespace EdgeTester.Storage.Sql;

/// <summary>A frame as a row of the table frames.</summary>
internal static class FrameRow
{
    /// <summary>Binds stream, first, count, kind, times, voltages, currents, charge, step, step count, cycle: fourteen values.</summary>
    public static Statement Bind(Statement statement, long stream, IncomingFrame frame)
    {
        return statement
            .Add(stream)
            .Add(frame.FirstSequence)
            .Add(frame.Count)
            .Add((long)frame.Kind)
            .Add(frame.ElapsedFirst)
            .Add(frame.ElapsedLast)
            .Add(frame.MinimumVoltage)
            .Add(frame.MaximumVoltage)
            .Add(frame.MinimumCurrent)
            .Add(frame.MaximumCurrent)
            .Add(frame.ChargeCoulomb)
            .Add(frame.Step)
            .Add(frame.StepCount)
            .Add(frame.Cycle);
    }
}
