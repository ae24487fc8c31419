using System.Numerics;

namespace EdgeTester.Firmware.Virtual.Analog;

/// <summary>
/// What lies between one channel's electronics and its cell, and between its lines and the others': all of it linear, so that an open, a short and a
/// load at the cable's end find it and three complex terms a frequency remove it. All zero is a perfect fixture.
/// </summary>
/// <param name="TerminalFarad">Capacitance from terminal to terminal that the driven guard leaves, in farad.</param>
/// <param name="LeadHenry">Inductance of the leads that the sense lines see (mutual inductance, contacts), in henry.</param>
/// <param name="LeadOhm">Resistance of the leads that the sense lines see, in ohm.</param>
/// <param name="LeakSiemens">Leakage of cable and connector from terminal to terminal, in siemens.</param>
/// <param name="SwitchAmpere">Leakage of the open range switches into the shunt, in ampere.</param>
/// <param name="VoltageGain">Share by which this channel's voltage buffer differs from that of R_cal.</param>
/// <param name="VoltageSeconds">Delay by which it differs, in seconds.</param>
/// <param name="ShuntStray">Share by which the capacitance across the shunts differs from the nominal one.</param>
/// <param name="LineSeconds">Capacitive crosstalk of the voltage line onto the current line: current line += j 2 pi f times this times voltage line.</param>
/// <param name="SenseFarad">Capacitance of the sense line to its guard behind the sense resistor, in farad.</param>
public sealed record FixtureErrors(
    double TerminalFarad,
    double LeadHenry,
    double LeadOhm,
    double LeakSiemens,
    double SwitchAmpere,
    double VoltageGain,
    double VoltageSeconds,
    double ShuntStray,
    double LineSeconds,
    double SenseFarad
)
{
    // In series with each sense line: protection of the electrometer's input.
    private const double SenseOhm = 1000;

    /// <summary>No deviation.</summary>
    public static FixtureErrors None => new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>
    /// Drawn within what half a metre of guarded cable and the parts allow: 5 to 40 pF, 30 to 200 nH, 1 to 8 mohm, 10 to 50 Gohm, 0.5 nA, buffers within
    /// 0.1 % and 8 ns, shunt capacitance within 15 %, lines coupled by -70 dB at 200 kHz, 2 pF from sense line to guard.
    /// </summary>
    /// <param name="seed">Of the board.</param>
    /// <param name="channel">From 0.</param>
    public static FixtureErrors Draw(int seed, int channel)
    {
        var random = new Random(unchecked(seed * 8191 + 31 * channel + 5));
        double Between(double low, double high) => low + (high - low) * random.NextDouble();
        return new(
            Between(5e-12, 40e-12),
            Between(30e-9, 200e-9),
            Between(1e-3, 8e-3),
            Between(2e-11, 1e-10),
            Between(-0.5e-9, 0.5e-9),
            Between(-1e-3, 1e-3),
            Between(-8e-9, 8e-9),
            Between(-0.15, 0.15),
            Between(-0.25e-9, 0.25e-9),
            Between(0, 2e-12)
        );
    }

    /// <summary>What the two alternating-current lines show of a sine.</summary>
    /// <param name="hz">Frequency.</param>
    /// <param name="voltage">Phasor across the cell in volt.</param>
    /// <param name="shuntVoltage">Phasor across the shunt that the cell's current alone makes, in volt.</param>
    /// <param name="shuntImpedance">Of the shunt with its stray capacitance, in ohm.</param>
    public (Complex Voltage, Complex Shunt) Seen(
        double hz,
        Complex voltage,
        Complex shuntVoltage,
        Complex shuntImpedance
    )
    {
        var s = new Complex(0, 2 * Math.PI * hz);
        var current = shuntVoltage / shuntImpedance + voltage * (LeakSiemens + s * TerminalFarad);
        var shunt = current * shuntImpedance;
        var sensed = voltage + current * (LeadOhm + s * LeadHenry);
        sensed *= (1 + VoltageGain) / ((1 + s * VoltageSeconds) * (1 + s * SenseOhm * SenseFarad));
        return (sensed, shunt + s * LineSeconds * sensed);
    }

    /// <summary>What the slow readings see of a steady voltage and current.</summary>
    /// <param name="voltage">Across the cell in volt.</param>
    /// <param name="shuntVoltage">Across the shunt in volt, of the cell's current alone.</param>
    /// <param name="shuntOhm">The shunt.</param>
    /// <param name="isConnected">Whether the relay is closed; the switches leak all the same.</param>
    public (double Voltage, double Shunt) Seen(
        double voltage,
        double shuntVoltage,
        double shuntOhm,
        bool isConnected
    )
    {
        double leak = SwitchAmpere * shuntOhm;
        return isConnected
            ? (
                voltage + shuntVoltage / shuntOhm * LeadOhm,
                shuntVoltage + leak + voltage * LeakSiemens * shuntOhm
            )
            : (voltage, shuntVoltage + leak);
    }
}
