namespace EdgeTester.Plans;

/// <summary>Reads an impedance spectrum.</summary>
internal static class ImpedanceReader
{
    /// <summary>Above this peak most cells are no longer linear (the thermal voltage RT/F is 26 mV at 30 degree Celsius).</summary>
    private const double LargestLinearAmplitude = 0.025;

    private const int DefaultPeriods = 2;

    public static PlanStep Read(ObjectReader from, int number, SafetyLimits safety)
    {
        var galvanostatic = from.Has("amplitude_mA");
        if (galvanostatic == from.Has("amplitude_V"))
            from.Mistake(
                galvanostatic ? "amplitude_mA" : "",
                galvanostatic
                    ? "the amplitude stands here twice: leave out amplitude_V or amplitude_mA"
                    : "there is no amplitude: give amplitude_V (potentiostatic) or amplitude_mA (galvanostatic)"
            );
        var amplitude = galvanostatic ? from.Number("amplitude_mA") * 1e-3 : from.Number("amplitude_V");
        if (!galvanostatic && amplitude > LargestLinearAmplitude)
            from.Warning("amplitude_V", "above 25 mV most cells do not answer linearly");
        if (from.Flag("drift_correction") == false)
            from.Warning(
                "drift_correction",
                "the tester always removes linear drift from a point and reports it"
            );
        var relative = from.Flag("dc_vs_ocv") ?? true;
        var bias = galvanostatic
            ? ReadCurrentBias(from, amplitude, safety)
            : ReadVoltageBias(from, relative, amplitude, safety);
        var periods =
            (from.Integer("minimum_periods") ?? DefaultPeriods) * (from.Integer("measures_per_point") ?? 1);
        if (periods > ushort.MaxValue)
            from.Mistake("measures_per_point", $"{periods} periods a point are more than {ushort.MaxValue}");
        return new ImpedanceStep
        {
            Number = number,
            Position = from.Node.Position,
            Galvanostatic = galvanostatic,
            Amplitude = amplitude ?? 1,
            Bias = bias,
            RelativeToOpenCircuit = !galvanostatic && relative,
            StartFrequencyHz = ReadFrequency(from, "start_frequency_Hz"),
            EndFrequencyHz = ReadFrequency(from, "end_frequency_Hz"),
            PointsPerDecade = (int)(from.Integer("points_per_decade") ?? 10),
            MinimumPeriods = (int)Math.Min(periods, ushort.MaxValue),
            AskedSigma = from.Number("uncertainty_percent") * 0.01,
        };
    }

    private static double ReadFrequency(ObjectReader from, string field)
    {
        var hz = from.Number(field) ?? 1;
        if (hz > BoardCapabilities.CellNode8.MaximumFrequencyHz * 1.000001)
            from.Warning(field, "above 200 kHz the tester needs the 1 MHz option module");
        return hz;
    }

    private static double ReadCurrentBias(ObjectReader from, double? amplitude, SafetyLimits safety)
    {
        if (from.Has("dc_potential_V"))
            from.Mistake("dc_potential_V", "with amplitude_mA the bias is a current: dc_current_mA");
        var bias = from.Number("dc_current_mA") * 1e-3 ?? 0;
        var most = BoardCapabilities.CellNode8.MaximumCurrent;
        if (Math.Abs(bias) + amplitude > most)
            from.Mistake(
                "amplitude_mA",
                FormattableString.Invariant(
                    $"bias and amplitude together pass {most * 1e3:G6} mA, the most of the board"
                )
            );
        else if (amplitude is { } peak)
            LimitChecks.Current(from, "amplitude_mA", Math.Abs(bias) + peak, safety);
        return bias;
    }

    private static double ReadVoltageBias(
        ObjectReader from,
        bool relative,
        double? amplitude,
        SafetyLimits safety
    )
    {
        if (from.Has("dc_current_mA"))
            from.Mistake("dc_current_mA", "with amplitude_V the bias is a voltage: dc_potential_V");
        if (!relative && !from.Has("dc_potential_V"))
            from.Mistake("dc_vs_ocv", "a bias that does not count from open circuit needs dc_potential_V");
        var bias = from.Number("dc_potential_V") ?? 0;
        if (!relative && amplitude is { } peak)
        {
            LimitChecks.Voltage(from, "dc_potential_V", bias + peak, safety);
            LimitChecks.Voltage(from, "dc_potential_V", bias - peak, safety);
        }
        return bias;
    }
}
