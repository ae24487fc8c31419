using System.Globalization;

namespace EdgeTester.Cli.Calibrate;

/// <summary>A standard that is connected in the place of the cells, and what is done with it.</summary>
/// <param name="Name">For people.</param>
/// <param name="VirtualCell">The same in the virtual board's catalogue.</param>
/// <param name="Volt">Its voltage; null for a resistor.</param>
/// <param name="Ohm">Its resistance; null for a voltage.</param>
/// <param name="Range">Current range that a resistor calibrates.</param>
internal sealed record CalibrationStandard(
    string Name,
    string VirtualCell,
    double? Volt,
    double? Ohm,
    int Range = 0
)
{
    /// <summary>Seconds of one level of a current.</summary>
    public const double LevelSeconds = 1.5;

    /// <summary>From the beginning of a level to where its readings count, in seconds.</summary>
    public const double QuietSeconds = 0.6;

    /// <summary>Levels of the current as shares of full scale: the first two adjust, the third checks.</summary>
    public static readonly IReadOnlyList<double> Levels = [-0.8, 0.8, 0.3];

    /// <summary>Full scales of the ranges in ampere.</summary>
    public static readonly IReadOnlyList<double> FullScales = [10e-3, 1e-3, 100e-6, 10e-6];

    /// <summary>All, in the order in which they are connected: voltages first, because the currents are made of them.</summary>
    public static readonly IReadOnlyList<CalibrationStandard> All =
    [
        new("voltage of -5 V (leads changed over)", "standard-minus-5-v", -5, null),
        new("voltage of 5 V", "standard-plus-5-v", 5, null),
        new("voltage of -0.25 V (leads changed over)", "standard-minus-250-mv", -0.25, null),
        new("voltage of 0.25 V", "standard-plus-250-mv", 0.25, null),
        new("resistor of 50 ohm", "standard-50-ohm", null, 50, 0),
        new("resistor of 1 kohm", "standard-1-kohm", null, 1000, 1),
        new("resistor of 10 kohm", "standard-10-kohm", null, 10e3, 2),
        new("resistor of 100 kohm", "standard-100-kohm", null, 100e3, 3),
    ];

    /// <summary>The plan that reads it.</summary>
    public string PlanJson()
    {
        if (Volt is not null)
            return Whole("""{ "step": "open_circuit_voltage", "until_time_s": 3 }""");
        var milliampere = FullScales[Range] * 1e3;
        var levels = Levels.Select(share =>
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""{ "step": "constant_current", "current_mA": {{share * milliampere:R}}, "until_time_s": {{LevelSeconds}}, "current_range_mA": {{milliampere:R}} }"""
            )
        );
        // The range of an impedance goes by |Z|; the smallest current range is only for slow points.
        var frequency = Range == 3 ? 80 : 800;
        return Whole(
            string.Join(", ", levels)
                + $$""", { "step": "impedance_spectroscopy", "amplitude_V": 0.02, "start_frequency_Hz": {{frequency}}, "end_frequency_Hz": {{frequency}}, "uncertainty_percent": 0.05 }"""
        );
    }

    private string Whole(string steps) =>
        $$"""
            { "name": "Calibration: {{Name}}", "record": { "time_s": 0.05 }, "safety": { "max_voltage_V": 7, "min_voltage_V": -7 }, "resume": "stop",
              "method": [ {{steps}} ] }
            """;
}
