namespace EdgeTester.Plans;

/// <summary>Reads current pulses and checks for shorts.</summary>
internal static class PulseReader
{
    public static PlanStep ReadPulses(
        ObjectReader from,
        int number,
        StepQuantities quantities,
        SafetyLimits safety
    )
    {
        var current = quantities.Current();
        if (current is { } flowing)
            LimitChecks.Current(from, "", Math.Abs(flowing), safety);
        var between = from.Number("base_current_mA") * 1e-3 ?? 0;
        LimitChecks.Current(from, "base_current_mA", Math.Abs(between), safety);
        if (current == between)
            from.Mistake("base_current_mA", "this is the current of the pulses: there would be no pulse");
        if (from.Number("until_voltage_V") is { } voltage)
        {
            LimitChecks.Voltage(from, "until_voltage_V", voltage, safety);
            quantities.End(
                "until_voltage_V",
                Contracts.ConditionQuantity.Voltage,
                current >= between,
                voltage
            );
        }
        return new CurrentPulseStep
        {
            Number = number,
            Position = from.Node.Position,
            Current = current ?? 1e-3,
            BaseCurrent = between,
            PulseSeconds = from.Number("pulse_s") ?? 1,
            RelaxSeconds = from.Number("relax_s") ?? 1,
            Count = (uint)(from.Integer("pulse_count") ?? 1),
            Ends = quantities.Ends,
        };
    }

    public static PlanStep ReadCheck(
        ObjectReader from,
        int number,
        StepQuantities quantities,
        SafetyLimits safety
    )
    {
        var current = quantities.Current();
        if (current is { } flowing)
            LimitChecks.Current(from, "", Math.Abs(flowing), safety);
        return new ShortCheckStep
        {
            Number = number,
            Position = from.Node.Position,
            Current = current ?? 1e-3,
        };
    }
}
