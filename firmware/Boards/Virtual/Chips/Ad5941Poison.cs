namespace EdgeTester.Firmware.Virtual.Chips;

/// <summary>Why results of the AD5941 model are garbage: what the driver skipped that the data sheet demands.</summary>
[Flags]
public enum Ad5941Poison
{
    /// <summary>They are not.</summary>
    None = 0,

    /// <summary>The mandatory writes after reset were missing, wrong or out of order.</summary>
    MandatorySequence = 1,

    /// <summary>The system or converter clock is an internal oscillator (3 %), not the crystal pins.</summary>
    Clock = 2,

    /// <summary>A conversion within 30 ms of the reference's start.</summary>
    Reference = 4,

    /// <summary>A conversion within 180 us of the converter's start.</summary>
    Converter = 8,

    /// <summary>A conversion within 60 us of a change of the multiplexer or gain.</summary>
    Multiplexer = 16,

    /// <summary>80 kHz or more without the high-power bandwidth.</summary>
    Bandwidth = 32,

    /// <summary>The negative input was not VBIAS_CAP.</summary>
    Bias = 64,

    /// <summary>The calibration registers were left unlocked.</summary>
    CalibrationLock = 128,
}
