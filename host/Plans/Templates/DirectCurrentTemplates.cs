namespace EdgeTester.Plans;

/// <summary>Templates with held or swept voltages.</summary>
internal static class DirectCurrentTemplates
{
    public static string BruceVincent(TemplateOptions options)
    {
        const double hold = 0.01;
        return new PlanText()
            .RestAndSpectrum(1800)
            .Step(
                "constant_voltage",
                ("comment", "the first current, recorded densely"),
                ("voltage_V", hold),
                ("until_time_s", 60),
                ("record", TemplateParts.Record(0.1))
            )
            .Step(
                "constant_voltage",
                ("voltage_V", hold),
                ("until_time_s", 1740),
                ("record", TemplateParts.Record(2))
            )
            .Step(
                "constant_voltage",
                ("voltage_V", hold),
                ("until_steady_percent_per_h", 3),
                ("until_time_s", 28800)
            )
            .Step(
                "impedance_spectroscopy",
                ("amplitude_V", 0.005),
                ("dc_potential_V", hold),
                ("dc_vs_ocv", false),
                ("start_frequency_Hz", TemplateParts.HighestFrequencyHz),
                ("end_frequency_Hz", 0.1),
                ("points_per_decade", 10)
            )
            .Write(
                "Transference number (Bruce-Vincent)",
                "Spectrum, 10 mV until the current is steady, spectrum at the same 10 mV. t = Iss (dV - I0 R0) / (I0 (dV - Iss Rss)).",
                TemplateParts.Sample(options, "symmetric", "Na | Na"),
                TemplateParts.Record(10),
                TemplateParts.Safety(-1, 1),
                "stop"
            );
    }

    public static string LinearSweep(TemplateOptions options) =>
        new PlanText()
            .Step("open_circuit_voltage", ("until_time_s", 600))
            .Spectrum()
            .Step(
                "linear_sweep",
                ("start_voltage_V", 0),
                ("end_voltage_V", 6),
                ("scan_rate_mV_per_s", 1),
                (
                    "when",
                    "[" + PlanText.Inline(("absolute_current_above_mA", 9.5), ("then", "end_run")) + "]"
                ),
                ("record", TemplateParts.Record(10, 0.002))
            )
            .Write(
                "Linear sweep voltammetry",
                "0 to 6 V at 1 mV/s; the run ends in order before the current range is full. Onset by a threshold of the current and by the tangent.",
                TemplateParts.Sample(options, "half-blocking", "Ag | Na"),
                TemplateParts.Record(10),
                TemplateParts.Safety(-0.5, 6.5),
                "stop"
            );

    public static string Tafel(TemplateOptions options) =>
        new PlanText()
            .RestAndSpectrum(1800)
            .Step(
                "linear_sweep",
                ("start_voltage_V", -0.2),
                ("end_voltage_V", 0.2),
                ("scan_rate_mV_per_s", 0.1),
                ("relative_to_ocv", true),
                ("record", TemplateParts.Record(10, 0.0005))
            )
            .Write(
                "Tafel",
                "A sweep of 0.1 mV/s about open circuit: exchange current density from the Tafel region and from the linear region about 0 V. The spectrum gives the series resistance to correct for.",
                TemplateParts.Sample(options, "symmetric", "Na | Na"),
                TemplateParts.Record(10),
                TemplateParts.Safety(-1, 1),
                "stop"
            );

    public static string Leakage(TemplateOptions options)
    {
        var plan = new PlanText().RestAndSpectrum(600);
        foreach (var volt in new[] { 0.1, 0.2, 0.3, 0.4, 0.5 })
        {
            plan.Step(
                "constant_voltage",
                ("voltage_V", volt),
                ("until_time_s", 600),
                ("record", TemplateParts.Record(1))
            );
            plan.Step(
                "constant_voltage",
                ("voltage_V", volt),
                ("until_steady_percent_per_h", 5),
                ("until_time_s", 7200)
            );
        }
        return plan.Write(
            "Electronic leakage",
            "Spectrum for the total conductivity, then DC polarization at steps of 0.1 V, each until the current is steady: the steady current is electronic.",
            TemplateParts.Sample(options, "blocking", "Ag | Ag"),
            TemplateParts.Record(10),
            TemplateParts.Safety(-1, 1),
            "stop"
        );
    }
}
