using EdgeTester.Contracts;

namespace EdgeTester.Plans;

/// <summary>The totals of a run in words.</summary>
internal static class TotalWords
{
    public static IReadOnlyList<string> For(StepEstimate total, Plan plan) =>
        [Time(total), Charge(total, plan), Records(total), $"Step table: {plan.Steps.Count} rows."];

    private static string Time(StepEstimate total)
    {
        var cycles = total.Cycles > 0 ? $" in {Quantity.Count(total.Cycles)} cycle(s)" : "";
        if (total.Seconds.Exact)
            return $"Duration: {Quantity.Time(total.Seconds.Most)}{cycles}.";
        var likely = total.LikelySeconds is { } seconds ? $"about {Quantity.Time(seconds)}, " : "";
        return double.IsFinite(total.Seconds.Most)
            ? $"Duration: {(total.LikelySeconds < total.Seconds.Most ? likely : "")}at most {Quantity.Time(total.Seconds.Most)}{cycles}."
            : $"Duration: {likely}at least {Quantity.Time(total.Seconds.Least)}{cycles}; nothing bounds it from above.";
    }

    private static string Charge(StepEstimate total, Plan plan)
    {
        var text =
            $"Charge by constant currents: charging {Between(total.ChargingCoulomb, total.LikelyChargingCoulomb, plan)}, "
            + $"discharging {Between(total.DischargingCoulomb, total.LikelyDischargingCoulomb, plan)}";
        if (total.ChargingCoulomb.Exact && total.DischargingCoulomb.Exact)
            text += $", net {Quantity.Charge(total.ChargingCoulomb.Most - total.DischargingCoulomb.Most)}";
        return total.CellDecidesCharge
            ? text + "; what constant voltage and sweeps pass, the cell decides."
            : text + ".";
    }

    private static string Between(Bounds coulomb, double? likely, Plan plan) =>
        coulomb.Exact ? WithDensity(coulomb.Most, plan)
        : double.IsFinite(coulomb.Most) ? $"at most {WithDensity(coulomb.Most, plan)}"
        : likely is { } probable ? $"about {WithDensity(probable, plan)}"
        : $"at least {WithDensity(coulomb.Least, plan)}";

    private static string WithDensity(double coulomb, Plan plan) =>
        plan.Sample.Area is { } area && coulomb > 0
            ? $"{Quantity.Charge(coulomb)} ({Quantity.Text(coulomb / 3.6 / (area * 1e4), "mAh/cm2")})"
            : Quantity.Charge(coulomb);

    private static string Records(StepEstimate total)
    {
        var samples =
            total.Samples.Exact ? Quantity.Count(total.Samples.Most)
            : double.IsFinite(total.Samples.Most) ? $"at most {Quantity.Count(total.Samples.Most)}"
            : total.LikelySamples is { } likely ? $"about {Quantity.Count(likely)}"
            : $"at least {Quantity.Count(total.Samples.Least)}";
        var more = total.ChangesAddSamples ? " by time, more where voltage or current change" : "";
        var bytes =
            double.IsFinite(total.Bytes.Most) ? $"about {Quantity.Bytes(total.Bytes.Most)}"
            : total.LikelySamples is { } count
                ? $"about {Quantity.Bytes(Estimator.Bytes(count) + total.ImpedancePoints.Most * ImpedancePointCodec.Size)}"
            : $"at least {Quantity.Bytes(total.Bytes.Least)}";
        var spectra =
            total.Spectra.Most > 0
                ? $"{Quantity.Count(total.Spectra.Most)} spectra with {Quantity.Count(total.ImpedancePoints.Most)} impedance points, "
                : "";
        return $"Records: {spectra}{samples} samples{more}; {bytes}.";
    }
}
