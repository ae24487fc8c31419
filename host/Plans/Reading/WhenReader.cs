using EdgeTester.Contracts;
using static EdgeTester.Contracts.ConditionQuantity;

namespace EdgeTester.Plans;

/// <summary>Reads the quantity of one condition.</summary>
internal static class WhenReader
{
    /// <summary>The condition, or null where its number is wrong (then it was noted).</summary>
    public static EndCondition? Read(ObjectReader item, string field, Sample sample)
    {
        var value = field == "capacity_mAh_cm2" ? OnArea(item, field, sample) : item.Number(field);
        if (value is not { } number)
            return null;
        var (quantity, above, factor) = field switch
        {
            "time_s" => (StepTime, true, 1.0),
            "voltage_above_V" => (Voltage, true, 1),
            "voltage_below_V" => (Voltage, false, 1),
            "absolute_voltage_above_V" => (AbsoluteVoltage, true, 1),
            "absolute_voltage_below_V" => (AbsoluteVoltage, false, 1),
            "absolute_current_above_mA" => (AbsoluteCurrent, true, 1e-3),
            "absolute_current_below_mA" => (AbsoluteCurrent, false, 1e-3),
            "capacity_mAh" or "capacity_mAh_cm2" => (StepCharge, true, 3.6),
            "voltage_drift_below_mV_per_h" => (AbsoluteVoltageRate, false, MillivoltPerHour),
            "voltage_drift_above_mV_per_h" => (AbsoluteVoltageRate, true, MillivoltPerHour),
            "resistance_above_ohm" => (Resistance, true, 1),
            "resistance_below_ohm" => (Resistance, false, 1),
            "current_drift_below_percent_per_h" => (RelativeCurrentRate, false, PercentPerHour),
            "temperature_above_C" => (Temperature, true, 1),
            _ => (Temperature, false, 1),
        };
        return new EndCondition(quantity, above, number * factor);
    }

    /// <summary>One mV/h in V/s.</summary>
    public const double MillivoltPerHour = 1e-3 / 3600;

    /// <summary>One percent an hour in 1/s.</summary>
    public const double PercentPerHour = 0.01 / 3600;

    /// <summary>A quantity a square centimetre times the sample's area; null where either is not there (a missing area is noted).</summary>
    public static double? OnArea(ObjectReader from, string field, Sample sample)
    {
        if (from.Number(field) is not { } value)
            return null;
        if (sample.Area is { } area)
            return value * area * 1e4;
        from.Mistake(field, "this needs the sample's area: give sample.area_cm2");
        return null;
    }
}
