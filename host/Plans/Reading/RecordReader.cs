namespace EdgeTester.Plans;

/// <summary>Reads a rule for recording.</summary>
internal static class RecordReader
{
    /// <summary>The rule, or null where there is none.</summary>
    public static RecordRule? Read(ObjectReader? from)
    {
        if (from is null)
            return null;
        if (!from.Has("time_s") && !from.Has("voltage_V") && !from.Has("current_mA"))
            from.Mistake("", "nothing would be recorded: give time_s, voltage_V or current_mA");
        return new RecordRule
        {
            IntervalSeconds = from.Number("time_s") ?? 0,
            VoltageChange = from.Number("voltage_V") ?? 0,
            CurrentChange = from.Number("current_mA") * 1e-3 ?? 0,
        };
    }
}
