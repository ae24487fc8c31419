namespace EdgeTester.Plans;

/// <summary>What several templates have in common.</summary>
internal static class TemplateParts
{
    /// <summary>The papers start at 1 MHz; the board reaches 200 kHz.</summary>
    public const double HighestFrequencyHz = 200_000;

    /// <summary>A rest, then a spectrum of 5 mV from 200 kHz to 0.1 Hz.</summary>
    public static PlanText RestAndSpectrum(this PlanText plan, double restSeconds) =>
        plan.Step("open_circuit_voltage", ("until_time_s", restSeconds)).Spectrum();

    /// <summary>A spectrum about open circuit.</summary>
    public static PlanText Spectrum(this PlanText plan, double lowestHz = 0.1) =>
        plan.Step(
            "impedance_spectroscopy",
            ("amplitude_V", 0.005),
            ("start_frequency_Hz", HighestFrequencyHz),
            ("end_frequency_Hz", lowestHz),
            ("points_per_decade", 10)
        );

    /// <summary>The sample of a plan.</summary>
    public static string Sample(TemplateOptions options, string cellType, string? electrode) =>
        PlanText.Inline(
            ("name", options.SampleName),
            ("cell_type", cellType),
            ("area_cm2", Rounded(options.Area * 1e4)),
            ("thickness_mm", Rounded(options.Thickness * 1e3)),
            ("electrode", options.Electrode ?? electrode),
            ("electrolyte", options.Electrolyte),
            ("temperature_C", options.TemperatureCelsius),
            ("capacity_mAh", Rounded(options.Capacity / 3.6)),
            ("mass_mg", Rounded(options.ActiveMass * 1e6))
        );

    /// <summary>A rule for recording.</summary>
    public static string Record(double seconds, double? volt = null, double? milliampere = null) =>
        PlanText.Inline(("time_s", seconds), ("voltage_V", volt), ("current_mA", milliampere));

    /// <summary>Limits of a cell whose voltage stays between two bounds.</summary>
    public static string Safety(
        double lowest,
        double highest,
        double? shortShare = null,
        double? milliampere = null
    ) =>
        PlanText.Inline(
            ("max_voltage_V", Rounded(highest)),
            ("min_voltage_V", Rounded(lowest)),
            ("max_current_mA", milliampere ?? 10),
            ("delay_s", shortShare is null ? null : 0.5),
            ("short_voltage_share", shortShare)
        );

    /// <summary>The densities of a ladder in mA/cm2, the options' or else the template's own, that the board can drive through the area.</summary>
    /// <exception cref="TemplateException">There is no area, a density is not above zero, or the board cannot drive even the first.</exception>
    public static IReadOnlyList<double> Reachable(TemplateOptions options, params double[] own)
    {
        var densities =
            options.CurrentDensities?.Select(density => Rounded(density / 10)!.Value).ToArray() ?? own;
        DemandPositive(densities, "current densities");
        if (options.Area is not { } area)
            throw new TemplateException("this template works with current densities: it needs the area");
        var most = BoardCapabilities.CellNode8.MaximumCurrent * 1e3 / (area * 1e4);
        var reachable = densities.Where(density => density <= most * (1 + 1e-9)).ToArray();
        return reachable.Length > 0
            ? reachable
            : throw new TemplateException(
                FormattableString.Invariant(
                    $"the board's 10 mA are {most:G4} mA/cm2 on {area * 1e4:G4} cm2; the template begins with {densities[0]:G4} mA/cm2"
                )
            );
    }

    /// <summary>The rates of a full cell as a plan writes them, the options' or else the template's own.</summary>
    /// <exception cref="TemplateException">A rate is not above zero.</exception>
    public static IReadOnlyList<string> Rates(TemplateOptions options, params string[] own)
    {
        if (options.Rates is not { } rates)
            return own;
        DemandPositive(rates, "rates");
        return rates.Select(RateText.Write).ToArray();
    }

    /// <summary>An areal capacity as a plan writes it, from C/m2.</summary>
    /// <exception cref="TemplateException">It is not above zero.</exception>
    public static double? MilliampereHoursPerSquareCentimetre(double? capacity)
    {
        if (capacity is { } value)
            DemandPositive([value], "the areal capacity");
        return Rounded(capacity / 3.6e4);
    }

    private static void DemandPositive(IReadOnlyList<double> values, string what)
    {
        if (values.Count == 0 || values.Any(value => !(value > 0) || !double.IsFinite(value)))
            throw new TemplateException($"{what} must be numbers above zero, and at least one");
    }

    /// <summary>Without the last digits that the conversion of units leaves.</summary>
    private static double? Rounded(double? value) =>
        value is { } number
            ? double.Parse(
                number.ToString("G12", System.Globalization.CultureInfo.InvariantCulture),
                System.Globalization.CultureInfo.InvariantCulture
            )
            : null;
}
