namespace EdgeTester.Formats;

/// <summary>A quantity of the Battery Data Format: its label, its machine name, its unit in the name.</summary>
/// <param name="Label">As in the header of a file, for example "Test Time / s".</param>
/// <param name="Name">Machine name, for example "test_time_second".</param>
public sealed record BdfColumn(string Label, string Name);

/// <summary>The quantities of the Battery Data Format, ontology 1.3.0, that are written and read here.</summary>
public static class BdfColumns
{
    /// <summary>Time since the test began, in seconds. Required.</summary>
    public static BdfColumn TestTime { get; } = new("Test Time / s", "test_time_second");

    /// <summary>Cell voltage in volt. Required.</summary>
    public static BdfColumn Voltage { get; } = new("Voltage / V", "voltage_volt");

    /// <summary>Current in ampere, charging positive. Required.</summary>
    public static BdfColumn Current { get; } = new("Current / A", "current_ampere");

    /// <summary>Unix time in seconds. Recommended.</summary>
    public static BdfColumn UnixTime { get; } = new("Unix Time / s", "unix_time_second");

    /// <summary>Cycle. Recommended.</summary>
    public static BdfColumn CycleCount { get; } = new("Cycle Count / 1", "cycle_count");

    /// <summary>Steps begun since the test began: never resets, never repeats. Recommended.</summary>
    public static BdfColumn StepCount { get; } = new("Step Count / 1", "step_count");

    /// <summary>Temperature of the surroundings in degree Celsius. Recommended.</summary>
    public static BdfColumn AmbientTemperature { get; } =
        new("Ambient Temperature / degC", "ambient_temperature_celsius");

    /// <summary>Number of the step in the plan.</summary>
    public static BdfColumn StepId { get; } = new("Step ID", "step_id");

    /// <summary>Time since the step began, in seconds.</summary>
    public static BdfColumn StepTime { get; } = new("Step Time / s", "step_time_second");

    /// <summary>Number of the record.</summary>
    public static BdfColumn RecordIndex { get; } = new("Record Index / 1", "record_index");

    /// <summary>Power in watt.</summary>
    public static BdfColumn Power { get; } = new("Power / W", "power_watt");

    /// <summary>Charge put in since the test began, in ampere hour.</summary>
    public static BdfColumn ChargingCapacity { get; } = new("Charging Capacity / Ah", "charging_capacity_ah");

    /// <summary>Charge drawn since the test began, in ampere hour.</summary>
    public static BdfColumn DischargingCapacity { get; } =
        new("Discharging Capacity / Ah", "discharging_capacity_ah");

    /// <summary>Charge put in less charge drawn, in ampere hour.</summary>
    public static BdfColumn NetCapacity { get; } = new("Net Capacity / Ah", "net_capacity_ah");

    /// <summary>Energy put in since the test began, in watt hour.</summary>
    public static BdfColumn ChargingEnergy { get; } = new("Charging Energy / Wh", "charging_energy_wh");

    /// <summary>Energy drawn since the test began, in watt hour.</summary>
    public static BdfColumn DischargingEnergy { get; } =
        new("Discharging Energy / Wh", "discharging_energy_wh");

    /// <summary>Energy put in less energy drawn, in watt hour.</summary>
    public static BdfColumn NetEnergy { get; } = new("Net Energy / Wh", "net_energy_wh");

    /// <summary>Temperature of the cell's sensor in degree Celsius.</summary>
    public static BdfColumn Temperature { get; } = new("Temperature T1 / degC", "temperature_t1_celsius");

    /// <summary>Frequency in Hz.</summary>
    public static BdfColumn Frequency { get; } = new("Frequency / Hz", "frequency_hertz");

    /// <summary>Z' in ohm.</summary>
    public static BdfColumn RealImpedance { get; } = new("Real Impedance / ohm", "real_impedance_ohm");

    /// <summary>Z'' in ohm, negative for capacitive.</summary>
    public static BdfColumn ImaginaryImpedance { get; } =
        new("Imaginary Impedance / ohm", "imaginary_impedance_ohm");

    /// <summary>|Z| in ohm.</summary>
    public static BdfColumn AbsoluteImpedance { get; } =
        new("Absolute Impedance / ohm", "absolute_impedance_ohm");

    /// <summary>Phase in degree.</summary>
    public static BdfColumn Phase { get; } = new("Phase / deg", "phase_degree");

    /// <summary>All of them, the required ones first.</summary>
    public static IReadOnlyList<BdfColumn> All { get; } =
    [
        TestTime,
        Voltage,
        Current,
        UnixTime,
        CycleCount,
        StepCount,
        AmbientTemperature,
        StepId,
        StepTime,
        RecordIndex,
        Power,
        ChargingCapacity,
        DischargingCapacity,
        NetCapacity,
        ChargingEnergy,
        DischargingEnergy,
        NetEnergy,
        Temperature,
        Frequency,
        RealImpedance,
        ImaginaryImpedance,
        AbsoluteImpedance,
        Phase,
    ];

    /// <summary>The column of a label or machine name, or null.</summary>
    public static BdfColumn? Find(string header) =>
        All.FirstOrDefault(column => column.Label == header || column.Name == header);
}
