namespace EdgeTester.Plans;

/// <summary>Reads safety limits into SI units.</summary>
internal static class SafetyReader
{
    public static SafetyLimits Read(ObjectReader? from)
    {
        if (from is null)
            return SafetyLimits.None;
        var (low, high) = (from.Number("min_voltage_V"), from.Number("max_voltage_V"));
        if (low >= high)
            from.Mistake("max_voltage_V", "max_voltage_V must be above min_voltage_V");
        var (cold, hot) = (from.Number("min_temperature_C"), from.Number("max_temperature_C"));
        if (cold >= hot)
            from.Mistake("max_temperature_C", "max_temperature_C must be above min_temperature_C");
        return new SafetyLimits
        {
            MinimumVoltage = low,
            MaximumVoltage = high,
            MaximumCurrent = ReadCurrent(from),
            MaximumCharge = from.Number("max_capacity_mAh") * 3.6,
            MinimumTemperature = cold,
            MaximumTemperature = hot,
            DelaySeconds = from.Number("delay_s") ?? 0,
            ShortVoltageShare = from.Number("short_voltage_share"),
        };
    }

    private static double? ReadCurrent(ObjectReader from)
    {
        var (most, least) = (from.Number("max_current_mA"), from.Number("min_current_mA"));
        // The tester watches |I|, so of two limits that differ the stricter one holds in both directions.
        if (most is { } a && least is { } b && a != -b)
            from.Warning(
                "min_current_mA",
                FormattableString.Invariant(
                    $"the tester watches |current|: {Math.Min(a, -b):G6} mA holds for charging and discharging"
                )
            );
        return Math.Min(most ?? double.PositiveInfinity, -least ?? double.PositiveInfinity) switch
        {
            double.PositiveInfinity => null,
            var limit => limit * 1e-3,
        };
    }
}
