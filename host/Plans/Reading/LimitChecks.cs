namespace EdgeTester.Plans;

/// <summary>Judges set-points against the safety limits of plan and step: a step that must trip a limit is a mistake.</summary>
internal static class LimitChecks
{
    public static void Voltage(ObjectReader from, string field, double volt, SafetyLimits safety)
    {
        if (volt > safety.MaximumVoltage)
            Note(from, field, volt, "V", "max_voltage_V of safety", safety.MaximumVoltage.Value);
        else if (volt < safety.MinimumVoltage)
            Note(from, field, volt, "V", "min_voltage_V of safety", safety.MinimumVoltage.Value);
    }

    public static void Current(ObjectReader from, string field, double ampere, SafetyLimits safety)
    {
        if (ampere > safety.MaximumCurrent * (1 + 1e-9))
            Note(
                from,
                field,
                ampere * 1e3,
                "mA",
                "the limit of the current in safety",
                safety.MaximumCurrent!.Value * 1e3
            );
    }

    private static void Note(
        ObjectReader from,
        string field,
        double value,
        string unit,
        string limit,
        double at
    ) =>
        from.Mistake(
            field,
            FormattableString.Invariant($"{value:G6} {unit} is beyond {limit} ({at:G6} {unit})")
        );
}
