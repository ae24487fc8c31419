using System.Numerics;
using EdgeTester.Firmware.Virtual.Cells;

namespace EdgeTester.Firmware.Virtual.Analog;

/// <summary>A voltage before the AC coupling: a slow part, transients and a sine.</summary>
/// <param name="response">Slow response of the cell; null at a reference resistor.</param>
/// <param name="ac">The sine; null when off.</param>
/// <param name="shuntOhm">0 = the cell's voltage, else the shunt's.</param>
/// <param name="fixture">What the lines show of the true phasors; null at a reference resistor.</param>
/// <param name="rangeOhm">The shunt, whichever line it is.</param>
/// <param name="strayFarad">Capacitance across it.</param>
internal readonly struct AcSignal(
    CellResponse? response,
    AcResponse? ac,
    double shuntOhm,
    FixtureErrors? fixture,
    double rangeOhm,
    double strayFarad
)
{
    public double Slow(double seconds) =>
        response is null ? 0
        : shuntOhm == 0 ? response.Voltage(seconds)
        : response.Current(seconds) * shuntOhm;

    public double Value(double seconds)
    {
        double value = Slow(seconds);
        if (ac is not null)
        {
            double u = Math.Max(0, seconds - ac.StartSeconds);
            value += (Phasor(ac) * Turn(ac, u)).Imaginary;
            for (int m = 0; m < ac.Rates.Length; m++)
            {
                value += TransientFactor(ac) * ac.VoltageTransients[m] * Math.Exp(-ac.Rates[m] * u);
            }
        }
        return value;
    }

    /// <summary>The sine alone: Im(phasor) is its value at a moment.</summary>
    public Complex Sine(double seconds) =>
        ac is null ? 0 : Phasor(ac) * Turn(ac, Math.Max(0, seconds - ac.StartSeconds));

    /// <summary>Value without the sine, and the sine, at a moment; rates and slopes are added to the lists.</summary>
    public (double Value, Complex Phasor, double FrequencyHz) Modes(
        double seconds,
        List<double> rates,
        List<double> slopes
    )
    {
        double value = Slow(seconds);
        if (response is not null)
        {
            double factor = shuntOhm == 0 ? response.VoltageFactor : response.CurrentFactor * shuntOhm;
            double u = Math.Max(0, seconds - response.StartSeconds);
            for (int m = 0; factor != 0 && m < response.Count; m++)
            {
                double y = response.Rates[m] * u;
                if (y < 40)
                {
                    rates.Add(response.Rates[m]);
                    slopes.Add(factor * response.Slopes[m] * Math.Exp(-y));
                }
            }
        }
        if (ac is null)
        {
            return (value, 0, 0);
        }
        double elapsed = Math.Max(0, seconds - ac.StartSeconds);
        for (int m = 0; m < ac.Rates.Length; m++)
        {
            double amplitude =
                TransientFactor(ac) * ac.VoltageTransients[m] * Math.Exp(-ac.Rates[m] * elapsed);
            value += amplitude;
            rates.Add(ac.Rates[m]);
            slopes.Add(-ac.Rates[m] * amplitude);
        }
        return (value, Phasor(ac) * Turn(ac, elapsed), ac.FrequencyHz);
    }

    // Transients and the slow part die away before anything is taken: only the sine goes through the fixture.
    private Complex Phasor(AcResponse source)
    {
        if (fixture is null || source.FrequencyHz <= 0)
        {
            return shuntOhm == 0 ? source.Voltage : source.ShuntVoltage;
        }
        var shunt = rangeOhm / new Complex(1, 2 * Math.PI * source.FrequencyHz * rangeOhm * strayFarad);
        var (seen, lifted) = fixture.Seen(source.FrequencyHz, source.Voltage, source.ShuntVoltage, shunt);
        return shuntOhm == 0 ? seen : lifted;
    }

    private double TransientFactor(AcResponse source) => shuntOhm == 0 ? 1 : source.ShuntPerVoltage;

    private static Complex Turn(AcResponse source, double elapsed) =>
        Complex.FromPolarCoordinates(1, 2 * Math.PI * Math.IEEERemainder(source.FrequencyHz * elapsed, 1));
}
