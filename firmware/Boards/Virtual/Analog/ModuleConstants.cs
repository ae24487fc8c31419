namespace EdgeTester.Firmware.Virtual.Analog;

/// <summary>The nominal values of the 1 MHz option module (hardware/options.md) that its analog model is built from.</summary>
public static class ModuleConstants
{
    /// <summary>Clock of both generators in Hz.</summary>
    public const double ClockHz = 16e6;

    /// <summary>Gain of the amplifier before each switch.</summary>
    public const double Gain = 5;

    /// <summary>Its pole in Hz: 50 MHz over the gain.</summary>
    public const double PoleHz = 10e6;

    /// <summary>10 nF and 100 kohm before it, in Hz.</summary>
    public const double CouplingHz = 159.15;

    /// <summary>Where it clips, in volt after the gain.</summary>
    public const double Clip = 1.1;

    /// <summary>1 kohm and 1 uF behind each switch, in seconds.</summary>
    public const double FilterSeconds = 1e-3;

    /// <summary>Delay of the switches against the clock's edges in seconds.</summary>
    public const double SwitchSeconds = 5e-9;

    /// <summary>Noise of a demodulator in volt, root mean square over a reading at 246 a second.</summary>
    public const double NoiseVolt = 1.5e-6;

    /// <summary>Peak at the bus for each setting of the ladder, in volt.</summary>
    public static double Amplitude(int setting) =>
        setting switch
        {
            0 => 312e-3 * 0.01547,
            1 => 312e-3 * 0.0620,
            2 => 312e-3 * 0.2491,
            _ => 312e-3,
        };
}
