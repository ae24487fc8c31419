namespace EdgeTester.Firmware.Virtual.Analog;

/// <summary>The nominal values of hardware/signal-chain.md that the analog model is built from.</summary>
public static class BoardConstants
{
    /// <summary>Channels of a board.</summary>
    public const int Channels = 8;

    /// <summary>Mid-scale of the set-point DAC in volt: zero after the level shift.</summary>
    public const double DacMiddle = 1.25;

    /// <summary>Gain from the DAC to the set-point.</summary>
    public const double SetPointGain = 6;

    /// <summary>What the fine bit divides the set-point by.</summary>
    public const double FineDivider = 10;

    /// <summary>Divider of the coarse voltage input, and of the set-point before the galvanostat's shunt comparison.</summary>
    public const double VoltageDivider = 6;

    /// <summary>Output resistor in ohm.</summary>
    public const double OutputOhm = 22;

    /// <summary>Capacitance across each shunt in farad.</summary>
    public const double StrayFarad = 206e-12;

    /// <summary>Limit of the output amplifier in volt.</summary>
    public const double Compliance = 7.5;

    /// <summary>Voltage at which the diodes across the shunt conduct.</summary>
    public const double ShuntClamp = 1.4;

    /// <summary>The comparator opens the relay above this cell voltage.</summary>
    public const double TripVoltage = 7.23;

    /// <summary>The comparator opens the relay above this current in ampere.</summary>
    public const double TripCurrent = 0.025;

    /// <summary>From a change to the open switch where the voltage is too large: the voltage comparator's filter and what follows it.</summary>
    public const double VoltageTripSeconds = 25e-6;

    /// <summary>The current comparator's filter: charging peaks after a step that are shorter do not trip it.</summary>
    public const double TripSeconds = 1e-3;

    /// <summary>VBIAS_CAP of the AD5941 in volt above its ground.</summary>
    public const double Bias = 1.11;

    /// <summary>Supply of the AD5941 in volt.</summary>
    public const double Supply = 3.3;

    /// <summary>1 / (1 uF 1 Mohm): the AC coupling in 1/s.</summary>
    public const double CouplingRate = 1;

    /// <summary>Shunt of a current range in ohm.</summary>
    public static double ShuntOhm(int range) =>
        range switch
        {
            0 => 100,
            1 => 1e3,
            2 => 1e4,
            _ => 1e5,
        };
}
