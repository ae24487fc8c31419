namespace EdgeTester.Plans;

/// <summary>Templates for full cells; rates need the capacity.</summary>
internal static class FullCellTemplates
{
    public static string Rate(TemplateOptions options)
    {
        NeedCapacity(options);
        var plan = new PlanText().Step("open_circuit_voltage", ("until_time_s", 3600)).Tag("formation");
        Cycle(plan, options, "C/10");
        plan.Loop("formation", 3);
        foreach (var rate in new[] { "C/5", "C/2", "1C", "2C", "5C", "C/10" })
        {
            var tag = rate == "C/10" ? "back to C/10" : rate;
            Cycle(plan.Tag(tag), options, rate);
            plan.Loop(tag, 5);
        }
        return Finish(
            plan,
            options,
            "Formation and rate steps",
            "Three cycles of C/10, five at each rate, and back: capacity, efficiencies, polarization."
        );
    }

    public static string DifferentialCapacity(TemplateOptions options)
    {
        NeedCapacity(options);
        var plan = new PlanText().Step("open_circuit_voltage", ("until_time_s", 3600)).Tag("cycle");
        Cycle(plan, options, "C/20");
        return Finish(
            plan.Loop("cycle", 2),
            options,
            "Slow cycles for dQ/dV",
            "Two cycles of C/20, recorded every millivolt.",
            0.001
        );
    }

    public static string Cycling(TemplateOptions options)
    {
        NeedCapacity(options);
        var plan = new PlanText().Step("open_circuit_voltage", ("until_time_s", 3600)).Tag("formation");
        Cycle(plan, options, "C/10");
        plan.Loop("formation", 2).Tag("cycle");
        Cycle(plan, options, "C/2");
        return Finish(
            plan.Loop("cycle", options.Cycles ?? 400),
            options,
            "Long cycling",
            "Two cycles of C/10, then C/2: retention, fade a cycle, coulombic efficiency."
        );
    }

    public static string Impedance(TemplateOptions options) =>
        new PlanText()
            .Step("open_circuit_voltage", ("until_time_s", 3600))
            .Spectrum(0.01)
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

    private static void NeedCapacity(TemplateOptions options)
    {
        if (options.Capacity is null)
            throw new TemplateException("this template works with rates: it needs the capacity");
    }
}
