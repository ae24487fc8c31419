using System.Numerics;

namespace EdgeTester.Firmware.Virtual.Cells;

/// <summary>The injected sine as the cell sees it: a source, the output resistor, the cell, the shunt.</summary>
/// <param name="FrequencyHz">Above 0.</param>
/// <param name="AmplitudeVolts">Peak; 0 = off.</param>
/// <param name="PhaseRadians">Phase at the moment it is applied.</param>
/// <param name="OutputOhm">Output resistor.</param>
/// <param name="ShuntOhm">Shunt.</param>
/// <param name="StrayFarad">Capacitance across the shunt.</param>
public readonly record struct AcSource(
    double FrequencyHz,
    double AmplitudeVolts,
    double PhaseRadians,
    double OutputOhm,
    double ShuntOhm,
    double StrayFarad
)
{
    /// <summary>The source's phasor; the sine is Im(phasor exp(j 2 pi f u)).</summary>
    public Complex Phasor => Complex.FromPolarCoordinates(AmplitudeVolts, PhaseRadians);

    /// <summary>Impedance of the shunt with its stray capacitance.</summary>
    public Complex ShuntImpedance =>
        ShuntOhm / new Complex(1, 2 * Math.PI * FrequencyHz * ShuntOhm * StrayFarad);
}
