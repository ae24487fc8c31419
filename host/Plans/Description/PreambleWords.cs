using EdgeTester.Contracts;

namespace EdgeTester.Plans;

/// <summary>Sample, limits and policy in words.</summary>
internal static class PreambleWords
{
    public static IReadOnlyList<string> For(Plan plan)
    {
        var lines = new List<string>();
        if (plan.Name.Length > 0)
            lines.Add($"Plan: {plan.Name}");
        if (plan.Description.Length > 0)
            lines.Add(plan.Description);
        var sample = OfSample(plan.Sample);
        if (sample.Length > 0)
            lines.Add($"Sample: {sample}.");
        var limits = OfLimits(plan.Safety);
        lines.Add(
            limits.Length > 0
                ? $"The run ends and the cell is disconnected at: {limits}."
                : "No safety limits of the plan's own."
        );
        if (plan.Sentinel.IsOn)
            lines.Add(OfSentinel(plan.Sentinel));
        lines.Add(
            plan.Resume switch
            {
                ResumePolicy.ContinueIfShort =>
                    $"After an outage of at most {Quantity.Time(plan.LongestOutageSeconds)} the run goes on; after a longer one it stops.",
                ResumePolicy.Stop => "After an outage the run stops.",
                ResumePolicy.Pause => "After an outage the run waits for a person.",
                _ => "After an outage the cell rests a minute, then the run goes on.",
            }
        );
        return lines;
    }

    /// <summary>Limits in words, or an empty text.</summary>
    public static string OfLimits(SafetyLimits limits)
    {
        var parts = new List<string>();
        Add(parts, limits.MaximumVoltage, v => $"{Quantity.Voltage(v)} and above");
        Add(parts, limits.MinimumVoltage, v => $"{Quantity.Voltage(v)} and below");
        Add(parts, limits.MaximumCurrent, i => $"|I| of {Quantity.Current(i)}");
        Add(parts, limits.MaximumCharge, q => $"a net charge of {Quantity.Charge(q)}");
        Add(parts, limits.MaximumTemperature, t => Quantity.Text(t, "degC and above"));
        Add(parts, limits.MinimumTemperature, t => Quantity.Text(t, "degC and below"));
        Add(
            parts,
            limits.ShortVoltageShare,
            s => $"a fall of |V| below {Quantity.Text(s * 100, "%")} within a second (short)"
        );
        var text = string.Join(", ", parts);
        return limits.DelaySeconds > 0 && text.Length > 0
            ? $"{text}; each for {Quantity.Time(limits.DelaySeconds)}"
            : text;
    }

    private static string OfSentinel(Sentinel sentinel)
    {
        var action = sentinel.Action switch
        {
            SoftShortAction.Record => "a soft short is recorded",
            SoftShortAction.StopIfIrreversible =>
                "a soft short that stays when the current turns ends the run, another is recorded",
            _ => "a soft short ends the run",
        };
        var runaway = sentinel.RunawayVolt is { } volt
            ? $" or a runaway (|V| of {Quantity.Voltage(volt)})"
            : "";
        return $"Shorts are looked for in and after every constant current: {action}, a hard short{runaway} ends it always. "
            + $"Signs: voltage noise above {Quantity.Text(sentinel.NoiseShare * 100, "%")} of |V|, a conductance at 10 kHz "
            + $"{Quantity.Text(sentinel.ConductanceRise * 100, "%")} above its lowest.";
    }

    private static string OfSample(Sample sample)
    {
        var parts = new List<string>();
        foreach (var word in new[] { sample.Name, sample.CellType, sample.Electrode, sample.Electrolyte })
            if (word.Length > 0)
                parts.Add(word);
        Add(parts, sample.Area, a => Quantity.Text(a * 1e4, "cm2"));
        Add(parts, sample.Thickness, d => Quantity.Text(d * 1e3, "mm"));
        Add(parts, sample.TemperatureCelsius, t => Quantity.Text(t, "degC"));
        Add(parts, sample.Capacity, q => $"1 C = {Quantity.Current(q / 3600)}");
        return string.Join(", ", parts);
    }

    private static void Add(List<string> parts, double? value, Func<double, string> words)
    {
        if (value is { } number)
            parts.Add(words(number));
    }
}
