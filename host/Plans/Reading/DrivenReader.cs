using EdgeTester.Contracts;

namespace EdgeTester.Plans;

/// <summary>Reads rest, constant current and constant voltage.</summary>
internal static class DrivenReader
{
    public static PlanStep ReadRest(ObjectReader from, int number, StepQuantities quantities)
    {
        quantities.EndByTime();
        EndBySteadyVoltage(from, quantities);
        return new RestStep
        {
            Number = number,
            Position = from.Node.Position,
            Ends = quantities.Ends,
        };
    }

    public static PlanStep ReadCurrent(
        ObjectReader from,
        int number,
        StepQuantities quantities,
        SafetyLimits safety
    )
    {
        from.Choice("stop_voltage_reference");
        var current = quantities.Current();
        if (current is { } flowing)
            LimitChecks.Current(from, "", Math.Abs(flowing), safety);
        quantities.EndByTime();
        if (from.Number("until_voltage_V") is { } voltage)
        {
            LimitChecks.Voltage(from, "until_voltage_V", voltage, safety);
            quantities.End("until_voltage_V", ConditionQuantity.Voltage, current >= 0, voltage);
        }
        quantities.End(
            "until_absolute_voltage_V",
            ConditionQuantity.AbsoluteVoltage,
            true,
            from.Number("until_absolute_voltage_V")
        );
        quantities.EndByCharge();
        EndBySteadyVoltage(from, quantities);
        return new ConstantCurrentStep
        {
            Number = number,
            Position = from.Node.Position,
            Current = current ?? 0,
            Ends = quantities.Ends,
        };
    }

    public static PlanStep ReadVoltage(
        ObjectReader from,
        int number,
        StepQuantities quantities,
        SafetyLimits safety
    )
    {
        var voltage = from.Number("voltage_V");
        var relative = from.Flag("relative_to_ocv") ?? false;
        if (voltage is { } held && !relative)
            LimitChecks.Voltage(from, "voltage_V", held, safety);
        quantities.EndByTime();
        quantities.EndByCurrent();
        quantities.EndByCharge();
        var steady = from.Number("until_steady_percent_per_h") * WhenReader.PercentPerHour;
        quantities.End("until_steady_percent_per_h", ConditionQuantity.RelativeCurrentRate, false, steady);
        return new ConstantVoltageStep
        {
            Number = number,
            Position = from.Node.Position,
            Voltage = voltage ?? 0,
            RelativeToOpenCircuit = relative,
            Ends = quantities.Ends,
        };
    }

    private static void EndBySteadyVoltage(ObjectReader from, StepQuantities quantities)
    {
        var steady = from.Number("until_steady_mV_per_h") * WhenReader.MillivoltPerHour;
        quantities.End("until_steady_mV_per_h", ConditionQuantity.AbsoluteVoltageRate, false, steady);
    }
}
