using System.Numerics;

namespace EdgeTester.Firmware.Virtual.Cells;

/// <summary>
/// The part of a cell's state that the injected sine makes, kept apart from the part that the direct-current loop holds: the
/// steady oscillation of each state equation plus the modes of the source's circuit that lead there from zero. The
/// inductance and the shunt's stray capacitance act on the oscillation; their own transients last below a microsecond and are left out.
/// </summary>
internal sealed class AcState
{
    private readonly double omega;
    private readonly Complex[] phasors;
    private readonly double[] amplitudes;
    private readonly RankOneModes modes;
    private readonly int[] order;
    private readonly double[] scale;
    private readonly Complex voltage;
    private readonly Complex shuntVoltage;
    private readonly AcSource source;

    public AcState(StateEquations equations, double totalOhm, AcSource source, double seriesOhm, double leak)
    {
        this.source = source;
        omega = 2 * Math.PI * source.FrequencyHz;
        modes = equations.Modes(totalOhm);
        order = [.. equations.Order];
        scale = [.. equations.Scale];
        int count = equations.Rates.Length;
        phasors = new Complex[count];
        Complex row = Row(equations, omega, seriesOhm, phasors);
        Complex cell = 1 / (1 / row + leak);
        Complex current = source.Phasor / (source.OutputOhm + cell + source.ShuntImpedance);
        voltage = current * cell;
        shuntVoltage = current * source.ShuntImpedance;
        Complex ion = voltage / row;
        amplitudes = new double[count];
        var start = new double[count];
        for (int k = 0; k < count; k++)
        {
            phasors[k] *= ion;
            start[k] = -phasors[k].Imaginary;
        }
        equations.ToModes(modes, start, amplitudes);
    }

    /// <summary>Impedance of the row of elements; that of each state too where there is room for it.</summary>
    public static Complex Row(
        StateEquations equations,
        double omega,
        double seriesOhm,
        Span<Complex> states = default
    )
    {
        var s = new Complex(0, omega);
        Complex row = seriesOhm + s * equations.SeriesHenry;
        for (int k = 0; k < equations.Rates.Length; k++)
        {
            Complex state = equations.Elastances[k] / (s + equations.Rates[k]);
            row += state;
            if (k < states.Length)
                states[k] = state;
        }
        return row;
    }

    public AcResponse Response(double atSeconds, double voltageShare)
    {
        var rates = new List<double>();
        var transients = new List<double>();
        for (int m = 0; m < amplitudes.Length; m++)
        {
            double volts = voltageShare * modes.Participation[m] * amplitudes[m];
            if (Math.Abs(volts) > 1e-12)
            {
                rates.Add(modes.Rates[m]);
                transients.Add(volts);
            }
        }
        return new AcResponse
        {
            StartSeconds = atSeconds,
            FrequencyHz = source.FrequencyHz,
            Voltage = voltage,
            ShuntVoltage = shuntVoltage,
            Rates = rates.ToArray(),
            VoltageTransients = transients.ToArray(),
            ShuntPerVoltage = -source.ShuntOhm / (source.OutputOhm + source.ShuntOhm),
        };
    }

    public void AddState(Span<double> states, double elapsed)
    {
        Complex turn = Complex.FromPolarCoordinates(1, Math.IEEERemainder(omega * elapsed, 2 * Math.PI));
        var decayed = new double[amplitudes.Length];
        var vector = new double[amplitudes.Length];
        for (int m = 0; m < amplitudes.Length; m++)
        {
            decayed[m] = amplitudes[m] * Math.Exp(-modes.Rates[m] * elapsed);
        }
        modes.FromModes(decayed, vector);
        for (int i = 0; i < order.Length; i++)
        {
            states[order[i]] += scale[i] * vector[i] + (phasors[order[i]] * turn).Imaginary;
        }
    }
}
