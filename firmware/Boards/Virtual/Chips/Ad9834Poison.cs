namespace EdgeTester.Firmware.Virtual.Chips;

/// <summary>Why the output of the AD9834 model is garbage: what the driver did that the data sheet does not allow.</summary>
[Flags]
public enum Ad9834Poison
{
    /// <summary>It is not.</summary>
    None = 0,

    /// <summary>It ran without a reset since power-up: the registers hold what they happened to.</summary>
    Reset = 1,

    /// <summary>It ran with one half of a frequency written.</summary>
    HalfFrequency = 2,

    /// <summary>It ran before a frequency and a phase were written.</summary>
    Registers = 4,

    /// <summary>The mode bit was set together with the sign bit's output.</summary>
    Mode = 8,

    /// <summary>Reset and selections were left to the pins, which lie at ground.</summary>
    Pins = 16,

    /// <summary>Asleep while it should run.</summary>
    Sleep = 32,

    /// <summary>The frequency changed while it ran: the two parts are no longer in step.</summary>
    Step = 64,
}
