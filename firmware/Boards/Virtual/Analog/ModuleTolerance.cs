namespace EdgeTester.Firmware.Virtual.Analog;

/// <summary>How the parts of one demodulator differ from the nominal ones; all zero is a perfect one.</summary>
/// <param name="Gain">Share.</param>
/// <param name="Pole">Share.</param>
/// <param name="Coupling">Share of its corner.</param>
/// <param name="Offset">Volt at the converter: offset and injected charge, the same for every phase of the clock.</param>
public sealed record DemodulatorTolerance(double Gain, double Pole, double Coupling, double Offset);

/// <summary>How the option module's parts differ from the nominal ones.</summary>
/// <param name="Voltage">Demodulator of the voltage.</param>
/// <param name="Current">Demodulator of the current.</param>
/// <param name="Amplitude">Share by which each setting of the ladder is too large.</param>
/// <param name="Harmonics">Third, fifth and seventh harmonic of the sine as shares of it.</param>
public sealed record ModuleTolerance(
    DemodulatorTolerance Voltage,
    DemodulatorTolerance Current,
    double[] Amplitude,
    double[] Harmonics
)
{
    /// <summary>No deviation.</summary>
    public static ModuleTolerance Nominal => new(new(0, 0, 0, 0), new(0, 0, 0, 0), [0, 0, 0, 0], [0, 0, 0]);

    /// <summary>
    /// Drawn within the parts' limits: gain 1 %, pole 20 %, coupling 6 %, offset 2 mV, ladder 2 %, harmonics -60, -66 and -70 dB.
    /// </summary>
    public static ModuleTolerance Draw(int seed)
    {
        var random = new Random(unchecked(seed * 613 + 29));
        double Within(double limit) => limit * (2 * random.NextDouble() - 1);
        DemodulatorTolerance One() => new(Within(0.01), Within(0.2), Within(0.06), Within(2e-3));
        return new(
            One(),
            One(),
            [Within(0.02), Within(0.02), Within(0.02), Within(0.02)],
            [Within(1e-3), Within(5e-4), Within(3.2e-4)]
        );
    }
}
