using System.Globalization;

namespace EdgeTester.Cli.Calibrate;

/// <summary>What a standard is for.</summary>
internal enum StandardRole
{
    /// <summary>Gain and offset of the voltage inputs.</summary>
    Voltage,

    /// <summary>Leads.</summary>
    Short,

    /// <summary>Leakage and capacitance.</summary>
    Open,

    /// <summary>A current range, and impedance.</summary>
    Load,
}

/// <summary>A standard that is connected in the place of the cells, and what is done with it.</summary>
/// <param name="Role">What it is for.</param>
/// <param name="Name">For people.</param>
/// <param name="VirtualCell">The same in the virtual board's catalogue.</param>
/// <param name="Value">Its voltage in volt or resistance in ohm; 0 of open and short.</param>
/// <param name="Range">Current range that a resistor calibrates.</param>
internal sealed record CalibrationStandard(
    StandardRole Role,
    string Name,
    string VirtualCell,
    double Value = 0,
    int Range = 0
)
{
    /// <summary>From the beginning of a level to where its readings count, in seconds.</summary>
    public const double QuietSeconds = 0.6;

    /// <summary>Current of the channel that lifts the others' ground, in ampere.</summary>
    public const double GroundAmpere = 8e-3;

    /// <summary>Levels of the current as shares of full scale: the first two adjust, the third checks.</summary>
    public static readonly IReadOnlyList<double> Levels = [-0.8, 0.8, 0.3];

    /// <summary>Voltages in volt at which open terminals are looked at for leakage.</summary>
    public static readonly IReadOnlyList<double> LeakageVolts = [-5, 5];

    /// <summary>Full scales of the ranges in ampere.</summary>
    public static readonly IReadOnlyList<double> FullScales = [10e-3, 1e-3, 100e-6, 10e-6];

    /// <summary>
    /// All, in the order in which they are connected: each counts on those before it. Voltages first, because currents are made of them; short, open,
    /// load as the compensation of impedances asks for.
    /// </summary>
    public static readonly IReadOnlyList<CalibrationStandard> All =
    [
        new(StandardRole.Voltage, "voltage of -5 V (leads changed over)", "standard-minus-5-v", -5),
        new(StandardRole.Voltage, "voltage of 5 V", "standard-plus-5-v", 5),
        new(StandardRole.Voltage, "voltage of -0.25 V (leads changed over)", "standard-minus-250-mv", -0.25),
        new(StandardRole.Voltage, "voltage of 0.25 V", "standard-plus-250-mv", 0.25),
        new(StandardRole.Short, "short at the cables' ends", "standard-short"),
        new(StandardRole.Open, "open terminals, shielded", "standard-open"),
        new(StandardRole.Load, "resistor of 50 ohm", "standard-50-ohm", 50, 0),
        new(StandardRole.Load, "resistor of 1 kohm", "standard-1-kohm", 1000, 1),
        new(StandardRole.Load, "resistor of 10 kohm", "standard-10-kohm", 10e3, 2),
        new(StandardRole.Load, "resistor of 100 kohm", "standard-100-kohm", 100e3, 3),
    ];

    // The largest range has all high frequencies; the others are used up to a tenth of each other's, and the range of an impedance goes by |Z|.
    private static readonly double[] HighFrequencies = [200e3, 150e3, 100e3, 50e3, 20e3];
    private static readonly double[] RangeFrequencies = [20e3, 8e3, 800, 80];

    // Above what the waveform generator makes: the frequencies of the option module.
    private static readonly double[] ModuleFrequencies = [1e6, 812.5e3, 625e3, 437.5e3, 250e3];

    /// <summary>Highest frequency in Hz of a board without the option module.</summary>
    public const double HighestHz = 200e3;

    /// <summary>Seconds of one level.</summary>
    public double LevelSeconds => Role == StandardRole.Load ? 1.5 : 3;

    /// <summary>Levels whose means are read.</summary>
    public int LevelCount =>
        Role switch
        {
            StandardRole.Load => Levels.Count,
            StandardRole.Open => LeakageVolts.Count,
            StandardRole.Voltage => 1,
            _ => 0,
        };

    /// <summary>Frequencies in Hz of its impedances, in the order in which they are measured.</summary>
    /// <param name="highestHz">Highest of the board.</param>
    public IReadOnlyList<double> Frequencies(double highestHz)
    {
        double[] module = [.. ModuleFrequencies.Where(hz => highestHz > HighestHz && hz <= highestHz)];
        return Role switch
        {
            StandardRole.Short => [.. module, .. HighFrequencies],
            // The current of an open at a few kilohertz is seen on the second range; below there is too little.
            StandardRole.Open => [.. module, .. HighFrequencies, RangeFrequencies[1]],
            StandardRole.Load when Range == 0 => [.. module, .. HighFrequencies],
            // Beside its own range it checks what short, open and load have made of the largest one.
            StandardRole.Load when Range == 1 => [.. module, .. HighFrequencies, RangeFrequencies[1]],
            StandardRole.Load => [RangeFrequencies[Range]],
            _ => [],
        };
    }

    /// <summary>The row of the compensation that a frequency belongs to where this range measured it.</summary>
    public static int RowOf(double hz) =>
        hz > 1.02 * HighestHz ? FullScales.Count
        : hz > 15e3 ? 0
        : hz > 2e3 ? 1
        : hz > 200 ? 2
        : 3;

    /// <summary>The plan that reads it.</summary>
    /// <param name="highestHz">Highest frequency of the board.</param>
    public string PlanJson(double highestHz)
    {
        var steps = new List<string>();
        if (Role == StandardRole.Voltage)
            steps.Add(Step($$""" "step": "open_circuit_voltage", "until_time_s": {{LevelSeconds}} """));
        if (Role == StandardRole.Open)
            steps.AddRange(
                LeakageVolts.Select(volt =>
                    Step(
                        $$""" "step": "constant_voltage", "voltage_V": {{volt}}, "until_time_s": {{LevelSeconds}}, "current_range_mA": {{FullScales[3] * 1e3}} """
                    )
                )
            );
        if (Role == StandardRole.Load)
            steps.AddRange(
                Levels.Select(share =>
                    Step(
                        $$""" "step": "constant_current", "current_mA": {{share * FullScales[Range] * 1e3:R}}, "until_time_s": {{LevelSeconds}}, "current_range_mA": {{FullScales[Range] * 1e3}} """
                    )
                )
            );
        var how = Role switch
        {
            StandardRole.Short => """ "amplitude_mA": 5, "dc_current_mA": 0 """,
            StandardRole.Open => """ "amplitude_V": 0.5, "dc_vs_ocv": false, "dc_potential_V": 0 """,
            _ => FormattableString.Invariant(
                $""" "amplitude_V": {(Range == 0 ? 0.1 : 0.2)}, "uncertainty_percent": 0.042 """
            ),
        };
        steps.AddRange(
            Frequencies(highestHz)
                .Select(hz =>
                    Step(
                            $$""" "step": "impedance_spectroscopy", "start_frequency_Hz": {{hz}}, "end_frequency_Hz": {{hz}}, """
                        )
                        .TrimEnd('}')
                    + how
                    + "}"
                )
        );
        return Whole(Name, 0.05, steps);
    }

    /// <summary>The plan of the channel whose current lifts the others' ground; it is stopped when they have been read.</summary>
    public static string GroundPlanJson() =>
        Whole(
            "common ground",
            60,
            [
                Step(
                    $$""" "step": "constant_current", "current_mA": {{GroundAmpere * 1e3}}, "until_time_s": 86400, "current_range_mA": {{FullScales[0] * 1e3}} """
                ),
            ]
        );

    /// <summary>The plan of a channel that is read meanwhile: a microampere first, which leaves it on the first range.</summary>
    /// <param name="seconds">Its length.</param>
    public static string QuietPlanJson(double seconds) =>
        Whole(
            "common ground",
            0.05,
            [
                Step(
                    $$""" "step": "constant_current", "current_mA": 0.001, "until_time_s": 0.2, "current_range_mA": {{FullScales[0] * 1e3}} """
                ),
                Step($$""" "step": "open_circuit_voltage", "until_time_s": {{seconds}} """),
            ]
        );

    private static string Step(FormattableString fields) =>
        "{" + fields.ToString(CultureInfo.InvariantCulture) + "}";

    private static string Whole(string name, double recordSeconds, IEnumerable<string> steps) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            { "name": "Calibration: {{name}}", "record": { "time_s": {{recordSeconds}} }, "safety": { "max_voltage_V": 7, "min_voltage_V": -7 }, "resume": "stop",
              "method": [ {{string.Join(", ", steps)}} ] }
            """
        );
}
