using System.Globalization;

namespace EdgeTester.Plans;

/// <summary>Templates for full cells; rates need the capacity.</summary>
internal static class FullCellTemplates
{
    public static string Rate(TemplateOptions options)
    {
        NeedCapacity(options);
        var rates = TemplateParts.Rates(options, "C/10", "C/5", "C/2", "1C", "2C", "5C");
        var plan = new PlanText().Step("open_circuit_voltage", ("until_time_s", 3600)).Tag("formation");
        Cycle(plan, options, rates[0]);
        plan.Loop("formation", 3);
        foreach (var rate in rates.Skip(1))
        {
            Cycle(plan.Tag(rate), options, rate);
            plan.Loop(rate, options.Cycles ?? 5);
        }
        var back = "back to " + rates[0];
        Cycle(plan.Tag(back), options, rates[0]);
        plan.Loop(back, options.Cycles ?? 5);
        return Finish(
            plan,
            options,
            "Formation and rate steps",
            $"Three cycles of {rates[0]}, {Number(options.Cycles ?? 5)} at each rate, and back: capacity, efficiencies, polarization."
        );
    }

    public static string DifferentialCapacity(TemplateOptions options)
    {
        NeedCapacity(options);
        var rate = TemplateParts.Rates(options, "C/20")[^1];
        var plan = new PlanText().Step("open_circuit_voltage", ("until_time_s", 3600)).Tag("cycle");
        Cycle(plan, options, rate);
        return Finish(
            plan.Loop("cycle", options.Cycles ?? 2),
            options,
            "Slow cycles for dQ/dV",
            $"{Number(options.Cycles ?? 2, true)} cycles of {rate}, recorded every millivolt.",
            0.001
        );
    }

    public static string Cycling(TemplateOptions options)
    {
        NeedCapacity(options);
        var rates = TemplateParts.Rates(options, "C/10", "C/2");
        var plan = new PlanText().Step("open_circuit_voltage", ("until_time_s", 3600));
        foreach (var rate in rates.SkipLast(1))
        {
            var tag = rates.Count == 2 ? "formation" : $"formation at {rate}";
            Cycle(plan.Tag(tag), options, rate);
            plan.Loop(tag, 2);
        }
        Cycle(plan.Tag("cycle"), options, rates[^1]);
        var formation = string.Join(", ", rates.SkipLast(1).Select(rate => $"Two cycles of {rate}"));
        return Finish(
            plan.Loop("cycle", options.Cycles ?? 400),
            options,
            "Long cycling",
            (formation.Length > 0 ? $"{formation}, then {rates[^1]}" : $"Cycles of {rates[^1]}")
                + ": retention, fade a cycle, coulombic efficiency."
        );
    }

    public static string Impedance(TemplateOptions options) =>
        new PlanText()
            .Step("open_circuit_voltage", ("until_time_s", 3600))
            .Spectrum(options.LowestFrequencyHz ?? 0.01)
            .Write(
                "EIS of a full cell",
                "Run once at each temperature with sample.temperature_C set to it: electrolyte, anode, cathode and tail.",
                TemplateParts.Sample(options, "full", null),
                TemplateParts.Record(10),
                TemplateParts.Safety(0, Math.Min(7.2, options.UpperVoltage + 0.3)),
                "continue"
            );

    private static void Cycle(PlanText plan, TemplateOptions options, string rate)
    {
        plan.Step("constant_current", ("rate_C", rate), ("until_voltage_V", options.UpperVoltage));
        plan.Step(
            "constant_current",
            ("rate_C", rate.Replace('C', 'D')),
            ("until_voltage_V", options.LowerVoltage)
        );
    }

    private static string Finish(
        PlanText plan,
        TemplateOptions options,
        string name,
        string description,
        double volt = 0.005
    ) =>
        plan.Write(
            name,
            description,
            TemplateParts.Sample(options, "full", null),
            TemplateParts.Record(60, volt),
            TemplateParts.Safety(
                Math.Max(-7.2, options.LowerVoltage - 0.3),
                Math.Min(7.2, options.UpperVoltage + 0.3)
            ),
            "continue"
        );

    private static string Number(int count, bool atStart = false)
    {
        string[] words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
        var word = count < words.Length ? words[count] : count.ToString(CultureInfo.InvariantCulture);
        return atStart ? char.ToUpperInvariant(word[0]) + word[1..] : word;
    }

    private static void NeedCapacity(TemplateOptions options)
    {
        if (options.Capacity is null)
            throw new TemplateException("this template works with rates: it needs the capacity");
    }
}
