using System.Text.Json.Serialization;

namespace EdgeTester.Firmware.Virtual.Cells;

/// <summary>A cell as its catalogue file describes it. Field names end in their unit.</summary>
public sealed record CellDefinition
{
    /// <summary>Name by which it is loaded: lower case, words joined by hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>One line for people.</summary>
    public required string Title { get; init; }

    /// <summary>Where the numbers come from, and which reading of a contradictory source they take.</summary>
    public string Reading { get; init; } = "";

    /// <summary>Electrode area.</summary>
    [JsonPropertyName("area_cm2")]
    public double Area { get; init; } = 1;

    /// <summary>Electrolyte thickness; 0 = not a matter.</summary>
    [JsonPropertyName("thickness_cm")]
    public double Thickness { get; init; }

    /// <summary>Temperature at the start, and the reference of every parameter.</summary>
    [JsonPropertyName("temperature_C")]
    public double Temperature { get; init; } = 25;

    /// <summary>Active mass of the working electrode; 0 = not a matter.</summary>
    [JsonPropertyName("mass_g")]
    public double Mass { get; init; }

    /// <summary>White noise of the cell voltage, rms of one conversion at 246 Hz.</summary>
    [JsonPropertyName("noise_V")]
    public double Noise { get; init; }

    /// <summary>Seed of noise and of flickering shorts.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>In series from terminal to terminal.</summary>
    public required ElementDefinition[] Elements { get; init; }

    /// <summary>Electronic leakage past the elements.</summary>
    public ElementDefinition? Leakage { get; init; }

    /// <summary>Shorts that wait for their moment.</summary>
    public ShortDefinition[] Shorts { get; init; } = [];

    /// <summary>Decomposition beyond the stability window.</summary>
    public DecompositionDefinition? Decomposition { get; init; }

    /// <summary>Truths beyond the elements' own resistances.</summary>
    public TruthDefinition[] Truths { get; init; } = [];
}

/// <summary>One element of a cell; which fields count depends on its kind.</summary>
public sealed record ElementDefinition
{
    /// <summary>resistor, inductor, rc, zarc, cpe, capacitor, warburg, butlerVolmer, openCircuit.</summary>
    public string Kind { get; init; } = "resistor";

    /// <summary>Name within the cell.</summary>
    public string Name { get; init; } = "";

    /// <summary>Resistance.</summary>
    [JsonPropertyName("resistance_ohm")]
    public double Resistance { get; init; }

    /// <summary>Time constant.</summary>
    [JsonPropertyName("timeConstant_s")]
    public double TimeConstant { get; init; }

    /// <summary>Exponent of a constant phase element.</summary>
    public double Alpha { get; init; } = 1;

    /// <summary>Constant phase element in S s^alpha.</summary>
    public double Q { get; init; }

    /// <summary>Capacitance.</summary>
    [JsonPropertyName("capacitance_F")]
    public double Capacitance { get; init; }

    /// <summary>Inductance.</summary>
    [JsonPropertyName("inductance_H")]
    public double Inductance { get; init; }

    /// <summary>Far end of a Warburg element blocked.</summary>
    public bool Blocked { get; init; }

    /// <summary>Activation energy.</summary>
    [JsonPropertyName("activationEnergy_eV")]
    public double ActivationEnergy { get; init; }

    /// <summary>Exchange current of a Butler-Volmer element.</summary>
    [JsonPropertyName("exchangeCurrent_A")]
    public double ExchangeCurrent { get; init; }

    /// <summary>Transfer coefficient of a Butler-Volmer element.</summary>
    public double TransferCoefficient { get; init; } = 0.5;

    /// <summary>Capacity of an open-circuit element.</summary>
    [JsonPropertyName("capacity_mAh")]
    public double Capacity { get; init; }

    /// <summary>State of charge of an open-circuit element at the start.</summary>
    public double StateOfCharge { get; init; }

    /// <summary>Share of the charging current that an open-circuit element stores.</summary>
    public double Efficiency { get; init; } = 1;

    /// <summary>Change of <see cref="Efficiency"/>, in its own values.</summary>
    public DriftDefinition? EfficiencyDrift { get; init; }

    /// <summary>Half the distance between the open-circuit voltages of charge and discharge.</summary>
    [JsonPropertyName("hysteresis_V")]
    public double Hysteresis { get; init; }

    /// <summary>Change of the time constant, as factors.</summary>
    public DriftDefinition? TimeConstantDrift { get; init; }

    /// <summary>Open-circuit curve: pairs of state of charge and volt; or <see cref="Plateaus"/>.</summary>
    public double[][]? Curve { get; init; }

    /// <summary>Open-circuit curve by its reactions: potential in volt, share of the capacity, width in volt.</summary>
    public double[][]? Plateaus { get; init; }

    /// <summary>Voltages at state of charge 0 and 1 where <see cref="Plateaus"/> are given.</summary>
    [JsonPropertyName("range_V")]
    public double[]? Range { get; init; }

    /// <summary>Whether its resistance is among the truths; false for what no spectrum from 0.1 Hz to 200 kHz can tell.</summary>
    public bool Claimed { get; init; } = true;

    /// <summary>Change with age or charge.</summary>
    public DriftDefinition? Drift { get; init; }
}

/// <summary>A drift: a table of values, or parabolic growth.</summary>
public sealed record DriftDefinition
{
    /// <summary>hours, throughput_mAh_per_cm2, net_mAh_per_cm2, halfCycle_mAh_per_cm2 or density_mA_per_cm2.</summary>
    public string By { get; init; } = "hours";

    /// <summary>Pairs of place and value; the value in the parameter's own unit.</summary>
    public double[][]? Points { get; init; }

    /// <summary>k of sqrt(1 + k x).</summary>
    public double? Parabolic { get; init; }
}

/// <summary>A truth that a table may compare with what was measured.</summary>
public sealed record TruthDefinition
{
    /// <summary>Name, as the evaluation calls the quantity.</summary>
    public required string Name { get; init; }

    /// <summary>Unit as printed; 1 for none.</summary>
    public required string Unit { get; init; }

    /// <summary>A constant value; else <see cref="Sum"/> or <see cref="ConductivityOf"/>.</summary>
    public double? Value { get; init; }

    /// <summary>The sum of these elements' resistances.</summary>
    public string[]? Sum { get; init; }

    /// <summary>Thickness over area and the sum of these elements' resistances, in S/cm.</summary>
    public string[]? ConductivityOf { get; init; }
}

/// <summary>A short; see <see cref="Parallel.ShortCircuit"/>. All triggers that are given must hold.</summary>
public sealed record ShortDefinition
{
    /// <summary>soft or hard.</summary>
    public required string Kind { get; init; }

    /// <summary>Resistance.</summary>
    [JsonPropertyName("resistance_ohm")]
    public double Resistance { get; init; }

    /// <summary>Standard deviation of a soft short's logarithm of resistance.</summary>
    public double Flicker { get; init; }

    /// <summary>Seconds between changes of a flickering resistance.</summary>
    [JsonPropertyName("interval_s")]
    public double Interval { get; init; } = 1;

    /// <summary>A soft short goes away when the current turns.</summary>
    public bool Heals { get; init; }

    /// <summary>Trigger: age.</summary>
    [JsonPropertyName("after_h")]
    public double? Hours { get; init; }

    /// <summary>Trigger: charge in either direction.</summary>
    [JsonPropertyName("afterThroughput_mAh_per_cm2")]
    public double? Throughput { get; init; }

    /// <summary>Trigger: charge in one direction.</summary>
    [JsonPropertyName("afterHalfCycle_mAh_per_cm2")]
    public double? HalfCycle { get; init; }

    /// <summary>Trigger: current density.</summary>
    [JsonPropertyName("above_mA_per_cm2")]
    public double? CurrentDensity { get; init; }

    /// <summary>Trigger: only charging (1) or discharging (-1).</summary>
    public int Direction { get; init; }
}

/// <summary>Decomposition beyond the stability window.</summary>
public sealed record DecompositionDefinition
{
    /// <summary>Onset potential.</summary>
    [JsonPropertyName("onset_V")]
    public double Onset { get; init; }

    /// <summary>Width of the bend at the onset.</summary>
    [JsonPropertyName("width_V")]
    public double Width { get; init; }

    /// <summary>Conductance above the onset.</summary>
    [JsonPropertyName("conductance_S")]
    public double Conductance { get; init; }
}
