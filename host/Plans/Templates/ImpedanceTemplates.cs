namespace EdgeTester.Plans;

/// <summary>Templates that only measure impedance.</summary>
internal static class ImpedanceTemplates
{
    public static string Blocking(TemplateOptions options) =>
        new PlanText()
            .RestAndSpectrum(600)
            .Write(
                "EIS of a blocking cell",
                "Rest, then 5 mV from 200 kHz to 0.1 Hz. Conductivity = thickness / (area * total resistance).",
                TemplateParts.Sample(options, "blocking", "Ag | Ag"),
                TemplateParts.Record(10),
                TemplateParts.Safety(-1, 1),
                "continue"
            );

    public static string Symmetric(TemplateOptions options) =>
        new PlanText()
            .RestAndSpectrum(600)
            .Write(
                "EIS of a symmetric cell",
                "Rest, then 5 mV from 200 kHz to 0.1 Hz: Rb, Rgb and Rint.",
                TemplateParts.Sample(options, "symmetric", "Na | Na"),
                TemplateParts.Record(10),
                TemplateParts.Safety(-1, 1),
                "continue"
            );

    public static string Arrhenius(TemplateOptions options) =>
        new PlanText()
            .Step(
                "open_circuit_voltage",
                ("comment", "the chamber is at its temperature: wait for the cell"),
                ("until_time_s", 3600)
            )
            .Spectrum()
            .Step("open_circuit_voltage", ("until_time_s", 900))
            .Spectrum()
            .Write(
                "Arrhenius series, one temperature",
                "Run once at each temperature with sample.temperature_C set to it. Two spectra 15 min apart show that the cell is at its temperature: their resistances must agree.",
                TemplateParts.Sample(
                    options with
                    {
                        TemperatureCelsius = options.TemperatureCelsius ?? 30,
                    },
                    "blocking",
                    "Ag | Ag"
                ),
                TemplateParts.Record(10),
                TemplateParts.Safety(-1, 1),
                "continue"
            );
}
