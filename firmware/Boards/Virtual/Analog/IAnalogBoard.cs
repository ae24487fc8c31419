using System.Numerics;

namespace EdgeTester.Firmware.Virtual.Analog;

/// <summary>
/// The analog half of the virtual board as the chips' pins see it. Times are simulated seconds since power-up and
/// never fall from call to call, except that a reading may look back over its own window.
/// hardware/signal-chain.md has the numbers.
/// </summary>
public interface IAnalogBoard
{
    /// <summary>A DAC output changes.</summary>
    /// <param name="channel">0..7.</param>
    /// <param name="volts">0..2.5 V (full scale of the DAC after its gain).</param>
    /// <param name="atSeconds">When.</param>
    void SetDac(int channel, double volts, double atSeconds);

    /// <summary>The latch takes over its nine bytes.</summary>
    void SetLatch(ReadOnlySpan<byte> state, double atSeconds);

    /// <summary>The waveform generator's output at the AC bus changes; amplitude 0 = off.</summary>
    /// <param name="frequencyHz">True synthesised frequency.</param>
    /// <param name="amplitudeVolts">Peak at the excitation amplifier.</param>
    /// <param name="offsetVolts">DC error of the generator; AC-coupled on the board.</param>
    /// <param name="atSeconds">When; the sine's phase is zero at this moment.</param>
    void SetExcitation(double frequencyHz, double amplitudeVolts, double offsetVolts, double atSeconds);

    /// <summary>
    /// Voltage at an input of an ADS131M08, averaged as its sinc3 filter does: weights of the third-order B-spline over the
    /// window that ends at <paramref name="endSeconds"/>.
    /// </summary>
    /// <param name="converter">0 = U1 coarse, 1 = U2 shunt, 2 = U3 fine.</param>
    /// <param name="input">0..7.</param>
    /// <param name="endSeconds">End of the conversion.</param>
    /// <param name="windowSeconds">Three conversion periods; 0 = the value at the end.</param>
    /// <returns>Volt at the pin, before the converter's own errors.</returns>
    double AdcInput(int converter, int input, double endSeconds, double windowSeconds);

    /// <summary>Voltages at an AC input of the AD5941 against VBIAS_CAP, at even times; may be far in the future of the last call, the board integrates up to there.</summary>
    /// <param name="input">2 = AIN2 (shunt), 3 = AIN3 (cell).</param>
    /// <param name="startSeconds">First sample.</param>
    /// <param name="periodSeconds">Distance.</param>
    /// <param name="volts">Filled.</param>
    void SampleAc(int input, double startSeconds, double periodSeconds, Span<double> volts);

    /// <summary>The option module's generator: while it drives the AC bus, that of the AD5941 does not reach it.</summary>
    /// <param name="frequencyHz">True frequency; 0 where it stands still.</param>
    /// <param name="amplitudeVolts">Peak at the bus.</param>
    /// <param name="drivesBus">Whether the switch before the bus leads to the module.</param>
    /// <param name="atSeconds">When; the sine's phase is zero at this moment.</param>
    void SetModule(double frequencyHz, double amplitudeVolts, bool drivesBus, double atSeconds) { }

    /// <summary>
    /// Phasors of the module's sine, or of a volt's worth of one of its harmonics, at the two AC lines: Im(phasor) is the voltage at this moment.
    /// </summary>
    /// <param name="harmonic">1 = the sine itself; else what a harmonic as large as the sine would give.</param>
    /// <param name="atSeconds">When.</param>
    (Complex Voltage, Complex Shunt) ModuleLines(int harmonic, double atSeconds) => (0, 0);

    /// <summary>Temperature at a channel's cell in degree Celsius.</summary>
    double CellTemperature(int channel, double atSeconds);

    /// <summary>Whether the hardware comparator has opened this channel's relay since the latch last closed it.</summary>
    bool ComparatorTripped(int channel, double atSeconds);
}
