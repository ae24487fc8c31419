using System.Globalization;
using EdgeTester.Contracts;
using EdgeTester.Report.Html;

namespace EdgeTester.Service.Runs;

/// <summary>Events and reasons in words.</summary>
internal static class EventWords
{
    /// <summary>What happened, one sentence without its full stop.</summary>
    public static string Of(RunEvent happened, RunPlan plan)
    {
        var words = happened.Code switch
        {
            RunEventCode.RunStarted => "Run began",
            RunEventCode.RunEnded =>
                $"Run ended: {Of(happened.Reason)} ({Number(happened.Value1)} samples, {Number(happened.Value2)} impedance points)",
            RunEventCode.StepStarted => $"Step {happened.Step + 1} began{StepText(happened, plan)}",
            RunEventCode.StepEnded =>
                $"Step {happened.Step + 1} ended: {Of(happened.Reason)}, {QuantityText.Of(happened.Value1, "C")} in {QuantityText.Duration(happened.Value3)}",
            RunEventCode.LimitTripped =>
                $"Safety limit: {Number(happened.Value2)} was read where {Number(happened.Value1)} is the limit; the cell is disconnected",
            RunEventCode.ShortDetected =>
                $"Short: {QuantityText.Of(happened.Value1, "V")} after {QuantityText.Of(happened.Value2, "V")} at {QuantityText.Of(happened.Value3, "A")}",
            RunEventCode.RangeChanged =>
                $"Current range changed from {Number(happened.Value1)} to {Number(happened.Value2)}",
            RunEventCode.Outage => double.IsNaN(happened.Value1)
                ? "Power or the program was away for an unknown time"
                : $"Power or the program was away for {QuantityText.Duration(happened.Value1)}",
            RunEventCode.Paused => "Paused; the cell is disconnected",
            RunEventCode.Resumed => $"Goes on after {QuantityText.Duration(happened.Value1)}",
            RunEventCode.SpectrumStarted =>
                $"Spectrum {Number(happened.Value1)} began, {Number(happened.Value2)} points",
            RunEventCode.SpectrumEnded =>
                $"Spectrum {Number(happened.Value1)} is complete, {Number(happened.Value2)} points",
            RunEventCode.Fault => "Hardware fault; the cell is disconnected",
            RunEventCode.ClockSet =>
                $"The wall clock was set, known within {QuantityText.Duration(happened.Value2)}",
            RunEventCode.CycleEnded =>
                $"Cycle {Number(happened.Value1)} ended: {QuantityText.Of(happened.Value2, "C")} charging, {QuantityText.Of(happened.Value3, "C")} discharging",
            RunEventCode.Warning => "Warning",
            RunEventCode.SentinelChecked =>
                $"Looked for shorts: {QuantityText.Of(happened.Value1, "ohm")} at 10 kHz, noise {QuantityText.Of(happened.Value2, "V")}, dV/dI over V/I {Number(happened.Value3)}",
            RunEventCode.SentinelPoint =>
                $"Impedance while looking for shorts: {Number(happened.Value2)} {Number(happened.Value3)}j ohm at {QuantityText.Of(happened.Value1, "Hz")}",
            RunEventCode.SentinelFound =>
                $"{Of((SentinelFinding)happened.Value1)} ({Number(happened.Value2)} where {Number(happened.Value3)} is the bound)",
            RunEventCode.PulseEnded =>
                $"Pulse: {QuantityText.Of(happened.Value1, "ohm")} after its beginning, {QuantityText.Of(happened.Value2, "ohm")} at its end, {QuantityText.Of(happened.Value3, "V")} before it",
            RunEventCode.Calibrated => "Calibration"
                + (
                    happened.Value1 > 0
                        ? $" of {DateTimeOffset.FromUnixTimeSeconds((long)Math.Min(happened.Value1, 253402300799)):yyyy-MM-dd}"
                        : ""
                )
                + (
                    double.IsNaN(happened.Value2)
                        ? ""
                        : $", within {Number(happened.Value2 * 100)} % when checked"
                ),
            RunEventCode.SelfTested => SelfTestWords.Of(happened),
            RunEventCode.ReferenceChecked =>
                $"Reference check: {Number(happened.Value1 * 1e6)} ppm at 100 ohm, {Number(happened.Value2 * 1e6)} ppm at 1 kohm, {Number(happened.Value3)} readings lost so far",
            RunEventCode.ChargeEstimated =>
                $"Power failed without a warning: {QuantityText.Of(happened.Value2, "C")} were added for the last {QuantityText.Duration(happened.Value1)}, within {QuantityText.Of(happened.Value3, "C")}",
            _ => happened.Code.ToString(),
        };
        return happened.Text.Length > 0 ? $"{words}: {happened.Text}" : words;
    }

    /// <summary>Why a step or a run ended.</summary>
    public static string Of(EndReason reason) =>
        reason switch
        {
            EndReason.Condition => "an end condition of the plan was met",
            EndReason.Completed => "all steps are done",
            EndReason.Stopped => "it was stopped",
            EndReason.Limit => "a safety limit was crossed",
            EndReason.Short => "the cell is short",
            EndReason.Fault => "the hardware failed",
            EndReason.Outage => "power was away for too long",
            EndReason.JournalFull => "the tester's journal is full",
            EndReason.SoftShort => "the cell has a soft short",
            EndReason.Runaway => "the voltage ran away",
            _ => "no reason given",
        };

    private static string Of(SentinelFinding finding) =>
        finding switch
        {
            SentinelFinding.HardShort => "Hard short",
            SentinelFinding.SoftShort => "Signs of a soft short",
            SentinelFinding.ReversibleSoftShort => "Reversible soft short",
            SentinelFinding.IrreversibleSoftShort => "Irreversible soft short",
            SentinelFinding.Runaway => "Runaway",
            _ => "Finding",
        };

    /// <summary>The name of an enumeration's member in snake case.</summary>
    public static string Snake<T>(T value)
        where T : struct, Enum =>
        System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static string StepText(RunEvent happened, RunPlan plan) =>
        happened.Step < plan.Steps.Count ? ": " + plan.Steps[happened.Step] : "";

    private static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
