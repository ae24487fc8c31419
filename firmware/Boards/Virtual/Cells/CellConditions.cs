namespace EdgeTester.Firmware.Virtual.Cells;

/// <summary>What a cell's parameters and failures depend on.</summary>
public readonly record struct CellConditions
{
    /// <summary>Age of the cell in simulated seconds.</summary>
    public double Seconds { get; init; }

    /// <summary>Temperature in kelvin.</summary>
    public double Kelvin { get; init; }

    /// <summary>Integral of |i| in coulomb.</summary>
    public double ChargeThroughput { get; init; }

    /// <summary>Integral of i in coulomb, charging positive.</summary>
    public double NetCharge { get; init; }

    /// <summary>Charge since the current last changed its sign, in coulomb, with that sign.</summary>
    public double HalfCycleCharge { get; init; }

    /// <summary>Ionic current in ampere, charging positive.</summary>
    public double Current { get; init; }

    /// <summary>Terminal voltage in volt.</summary>
    public double Voltage { get; init; }

    /// <summary>Change of the terminal voltage in V/s.</summary>
    public double VoltageSlope { get; init; }

    /// <summary>Electrode area in square centimetre.</summary>
    public double AreaSquareCentimetre { get; init; }
}
