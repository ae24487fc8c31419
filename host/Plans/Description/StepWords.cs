using EdgeTester.Contracts;

namespace EdgeTester.Plans;

/// <summary>A step in words.</summary>
internal static class StepWords
{
    public static string For(PlanStep step, Plan plan)
    {
        var text = Action(step, plan);
        if (step is LoopStep)
            return text;
        if (step.EveryCycles > 1)
            text = $"In every {step.EveryCycles}. cycle: {char.ToLowerInvariant(text[0])}{text[1..]}";
        if (step.Ends.Count > 0)
            text += ", " + Ends(step, plan);
        text += Duration(Estimator.Of(step, plan), step) + ".";
        if (step is not ImpedanceStep)
            text += $" Recorded {Recording(step.Record)}.";
        var limits = PreambleWords.OfLimits(step.Safety);
        return limits.Length > 0 ? $"{text} Limits of this step: {limits}." : text;
    }

    private static string Action(PlanStep step, Plan plan) =>
        step switch
        {
            RestStep => "Rest at open circuit",
            ConstantCurrentStep s =>
                $"{(s.Current > 0 ? "Charge" : "Discharge")} at {WithDensity(s.Current, plan)}",
            ConstantVoltageStep s => $"Hold {Potential(s.Voltage, s.RelativeToOpenCircuit)}",
            SweepStep { Vertices: null } s =>
                $"Sweep from {Potential(s.Start, s.RelativeToOpenCircuit)} to {Potential(s.End, s.RelativeToOpenCircuit)} at {Rate(s)}",
            SweepStep { Vertices: { } v } s =>
                $"Sweep {s.Cycles} cycle(s) from {Potential(s.Start, s.RelativeToOpenCircuit)} between {Potential(v.First, s.RelativeToOpenCircuit)} "
                    + $"and {Potential(v.Second, s.RelativeToOpenCircuit)} to {Potential(s.End, s.RelativeToOpenCircuit)} at {Rate(s)}",
            ImpedanceStep s => Impedance(s),
            ShortCheckStep s =>
                $"Look for shorts at {WithDensity(s.Current, plan)}: voltage noise, a step of a tenth of the current, impedance at 10, 1 and 0.1 kHz",
            CurrentPulseStep s =>
                $"{s.Count} pulse(s) of {WithDensity(s.Current, plan)} for {Quantity.Time(s.PulseSeconds)}, before each and after the last {Quantity.Time(s.RelaxSeconds)} at {(s.BaseCurrent == 0 ? "open circuit" : Quantity.Current(s.BaseCurrent))}",
            LoopStep s => Loop(s, plan),
            _ => step.GetType().Name,
        };

    private static string Impedance(ImpedanceStep s)
    {
        var excitation = s.Galvanostatic
            ? $"Galvanostatic impedance with {Quantity.Current(s.Amplitude)} peak about {Quantity.Current(s.Bias)}"
            : $"Potentiostatic impedance with {Quantity.Voltage(s.Amplitude)} peak about {Potential(s.Bias, s.RelativeToOpenCircuit)}";
        return $"{excitation}, {Quantity.Frequency(s.StartFrequencyHz)} to {Quantity.Frequency(s.EndFrequencyHz)}, "
            + $"{s.PointsPerDecade} points a decade, {s.PointCount} points, at least {s.MinimumPeriods} period(s) each"
            + (
                s.AskedSigma is { } sigma
                    ? $" and as many as an uncertainty of {Quantity.Text(sigma * 100, "%")} needs"
                    : ""
            );
    }

    private static string Loop(LoopStep s, Plan plan) =>
        $"Steps {s.Target + 1} to {IndexOf(s, plan)} are done {s.Count} times in all"
        + (s.CountsCycles ? "; each pass counts as a cycle." : ".");

    private static string WithDensity(double ampere, Plan plan)
    {
        var text = Quantity.Current(ampere);
        var more = new List<string>();
        if (plan.Sample.Area is { } area)
            more.Add(Quantity.Text(ampere * 1e3 / (area * 1e4), "mA/cm2"));
        if (plan.Sample.Capacity is { } capacity)
            more.Add(Quantity.Text(Math.Abs(ampere) * 3600 / capacity, "C"));
        return more.Count > 0 ? $"{text} ({string.Join(", ", more)})" : text;
    }

    private static string Potential(double volt, bool relative) =>
        !relative ? Quantity.Voltage(volt)
        : volt == 0 ? "the open-circuit voltage"
        : $"{Quantity.Voltage(volt)} against open circuit";

    private static string Rate(SweepStep s) => Quantity.Text(s.ScanRate * 1e3, "mV/s");

    private static string Ends(PlanStep step, Plan plan) =>
        "until " + string.Join(" or ", step.Ends.Select(end => Condition(end) + Then(end, plan)));

    private static string Then(EndCondition end, Plan plan) =>
        end.Target switch
        {
            Contracts.Condition.NextStep => "",
            Contracts.Condition.EndRun => " (then the run ends)",
            var index => $" (then on with step {index + 1})",
        };

    private static string Condition(EndCondition end)
    {
        var side = end.Above ? "rises to" : "falls to";
        return end.Quantity switch
        {
            ConditionQuantity.StepTime => $"{Quantity.Time(end.Threshold)} have passed",
            ConditionQuantity.Voltage => $"the voltage {side} {Quantity.Voltage(end.Threshold)}",
            ConditionQuantity.AbsoluteVoltage => $"|voltage| {side} {Quantity.Voltage(end.Threshold)}",
            ConditionQuantity.AbsoluteCurrent => $"|current| {side} {Quantity.Current(end.Threshold)}",
            ConditionQuantity.StepCharge => $"{Quantity.Charge(end.Threshold)} have passed",
            ConditionQuantity.AbsoluteVoltageRate =>
                $"the voltage drifts by at {(end.Above ? "least" : "most")} {Quantity.Text(end.Threshold / WhenReader.MillivoltPerHour, "mV/h")}",
            ConditionQuantity.Resistance =>
                $"the resistance found last {side} {Quantity.Text(end.Threshold, "ohm")}",
            ConditionQuantity.RelativeCurrentRate =>
                $"the current drifts by at most {Quantity.Text(end.Threshold / WhenReader.PercentPerHour, "% an hour")}",
            _ => $"the temperature {side} {Quantity.Text(end.Threshold, "degC")}",
        };
    }

    private static string Duration(StepEstimate estimate, PlanStep step)
    {
        var onlyTime = step.Ends.Count == 1 && step.Ends[0].Quantity == ConditionQuantity.StepTime;
        if (onlyTime && step is not SweepStep)
            return "";
        if (step is ImpedanceStep or ShortCheckStep)
            return $": about {Quantity.Time(estimate.Seconds.Most)}";
        if (estimate.Seconds.Exact)
            return $": {Quantity.Time(estimate.Seconds.Most)}";
        if (double.IsFinite(estimate.Seconds.Most))
            return estimate.LikelySeconds < estimate.Seconds.Most
                ? $": about {Quantity.Time(estimate.LikelySeconds.Value)}, at most {Quantity.Time(estimate.Seconds.Most)}"
                : $": at most {Quantity.Time(estimate.Seconds.Most)}";
        return estimate.LikelySeconds is { } likely
            ? $": about {Quantity.Time(likely)} for the whole capacity, nothing bounds it"
            : ": nothing bounds how long that takes";
    }

    private static string Recording(RecordRule rule)
    {
        var parts = new List<string>();
        if (rule.IntervalSeconds > 0)
            parts.Add($"every {Quantity.Time(rule.IntervalSeconds)}");
        if (rule.VoltageChange > 0)
            parts.Add($"every {Quantity.Voltage(rule.VoltageChange)}");
        if (rule.CurrentChange > 0)
            parts.Add($"every {Quantity.Current(rule.CurrentChange)}");
        return parts.Count > 0 ? string.Join(" or ", parts) : "at its beginning and end only";
    }

    // Rows of the step table before this one: tags are no steps, so the numbers are those of the list that a person reads.
    private static int IndexOf(PlanStep step, Plan plan) =>
        plan.Steps.TakeWhile(other => other != step).Count();
}
