namespace EdgeTester.Plans;

/// <summary>Templates that plate and strip metal in symmetric cells.</summary>
internal static class PlatingTemplates
{
    private const double ShortShare = 0.3;

    /// <summary>Above this |voltage| the cell runs away.</summary>
    private const double Runaway = 5;

    public static string CriticalCurrentDensity(TemplateOptions options)
    {
        var plan = new PlanText().RestAndSpectrum(600);
        foreach (
            var density in TemplateParts.Reachable(
                options,
                0.1,
                0.2,
                0.3,
                0.4,
                0.5,
                0.6,
                0.7,
                0.8,
                0.9,
                1.0,
                1.1,
                1.2
            )
        )
            HalfCycles(plan, density, 1800);
        return plan.Spectrum()
            .Write(
                "Critical current density",
                "Half cycles of 30 min, the current density rises each cycle. The run ends at a short (|V| falls below 30 % within a second), a soft short that stays when the current turns, or a runaway (|V| of 5 V).",
                TemplateParts.Sample(options, "symmetric", "Na | Na"),
                TemplateParts.Record(5, 0.002),
                TemplateParts.Safety(-7, 7, ShortShare),
                "stop",
                Sentinel(Runaway, "stop_if_irreversible")
            );
    }

    public static string Long(TemplateOptions options)
    {
        var plan = new PlanText().RestAndSpectrum(600).Tag("cycle");
        HalfCycles(plan, TemplateParts.Reachable(options, 0.1)[0], 3600);
        return Finish(
            plan.Loop("cycle", options.Cycles ?? 325),
            options,
            "Long plating and stripping",
            $"{Density(options)}, an hour each way."
        );
    }

    public static string Stepped(TemplateOptions options)
    {
        var plan = new PlanText().RestAndSpectrum(600);
        var densities = TemplateParts.Reachable(options, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3);
        foreach (var density in densities)
        {
            var tag = FormattableString.Invariant($"{density} mA/cm2");
            HalfCycles(plan.Tag(tag), density, 3600);
            plan.Loop(tag, 5);
        }
        HalfCycles(plan.Tag("hold"), densities[^1], 3600);
        return Finish(
            plan.Loop("hold", options.Cycles ?? 700),
            options,
            "Stepped plating and stripping",
            "Five cycles at each current density, then long at the last; an hour each way."
        );
    }

    public static string OneWay(TemplateOptions options)
    {
        var density = TemplateParts.Reachable(options, 0.1)[0];
        var capacity = TemplateParts.MilliampereHoursPerSquareCentimetre(options.ArealCapacity) ?? 7;
        return new PlanText()
            .RestAndSpectrum(600)
            .Step(
                "constant_current",
                ("current_density_mA_cm2", -density),
                ("until_capacity_mAh_cm2", capacity)
            )
            .Spectrum()
            .Write(
                "One-way plating",
                $"{Density(options)} in one direction until {FormattableString.Invariant($"{capacity}")} mAh/cm2, a short, or 2 V.",
                TemplateParts.Sample(options, "asymmetric", "steel | Na"),
                TemplateParts.Record(20, 0.002),
                TemplateParts.Safety(-7, 7, ShortShare),
                "stop",
                Sentinel(2, "stop")
            );
    }

    public static string WithImpedance(TemplateOptions options)
    {
        var plan = new PlanText().RestAndSpectrum(600).Tag("block").Tag("cycle");
        HalfCycles(plan, TemplateParts.Reachable(options, 0.1)[0], 3600);
        return Finish(
            plan.Loop("cycle", 5).RestAndSpectrum(300).Loop("block", options.Cycles ?? 15),
            options,
            "Impedance while cycling",
            $"{Density(options)}, an hour each way; a spectrum at the start and after every five cycles."
        );
    }

    private static string Density(TemplateOptions options) =>
        FormattableString.Invariant($"{TemplateParts.Reachable(options, 0.1)[0]} mA/cm2");

    private static string Sentinel(double runawayVolt, string afterSoftShort) =>
        PlanText.Inline(("after_soft_short", afterSoftShort), ("runaway_voltage_V", runawayVolt));

    private static void HalfCycles(PlanText plan, double density, double seconds)
    {
        foreach (var direction in new[] { 1, -1 })
            plan.Step(
                "constant_current",
                ("current_density_mA_cm2", direction * density),
                ("until_time_s", seconds)
            );
    }

    private static string Finish(PlanText plan, TemplateOptions options, string name, string description) =>
        plan.Write(
            name,
            description + " The run ends at a short or a runaway.",
            TemplateParts.Sample(options, "symmetric", "Na | Na"),
            TemplateParts.Record(60, 0.005),
            TemplateParts.Safety(-7, 7, ShortShare),
            "continue",
            Sentinel(Runaway, "stop")
        );
}
