namespace EdgeTester.Analysis.Records;

/// <summary>What a step does to the cell.</summary>
public enum Excitation
{
    /// <summary>Neither said nor to be told from the waveform.</summary>
    Unknown,

    /// <summary>No current: the cell is left alone.</summary>
    Rest,

    /// <summary>The current is held.</summary>
    ConstantCurrent,

    /// <summary>The voltage is held.</summary>
    ConstantVoltage,

    /// <summary>The voltage is swept.</summary>
    Sweep,

    /// <summary>Impedance is measured.</summary>
    Impedance,

    /// <summary>The instrument looks for shorts: a current that goes up and down for some seconds.</summary>
    ShortCheck,
}

/// <summary>Why a step was over, where the instrument says so.</summary>
public enum StepEnding
{
    /// <summary>It does not say.</summary>
    Unknown,

    /// <summary>As the plan wanted it: time, voltage, charge, steadiness.</summary>
    Planned,

    /// <summary>A safety limit was crossed.</summary>
    Limit,

    /// <summary>The instrument saw a short.</summary>
    Short,

    /// <summary>The instrument saw a soft short that it does not go on with.</summary>
    SoftShort,

    /// <summary>The instrument saw the voltage run away.</summary>
    Runaway,

    /// <summary>A person or a fault stopped it.</summary>
    Interrupted,
}
