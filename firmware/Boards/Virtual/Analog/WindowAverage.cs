using System.Numerics;
using EdgeTester.Firmware.Virtual.Cells;

namespace EdgeTester.Firmware.Virtual.Analog;

/// <summary>
/// Mean of a cell's voltage and of the voltage across its shunt with the weights of a sinc3 filter. Such weights are three boxes of a third of the window convolved, hence
/// the mean is the third difference of the triple integral, which the responses give in closed form.
/// </summary>
internal static class WindowAverage
{
    /// <summary>Volt at the cell and volt across the shunt.</summary>
    /// <param name="cell">Advanced to the end or beyond.</param>
    /// <param name="endSeconds">End of the window.</param>
    /// <param name="windowSeconds">Length; 0 = the value at the end.</param>
    /// <param name="shuntOhm">Shunt in use.</param>
    public static (double Voltage, double Shunt) Of(
        CellModel cell,
        double endSeconds,
        double windowSeconds,
        double shuntOhm
    )
    {
        if (windowSeconds <= 0)
        {
            var (v, i) = cell.At(endSeconds);
            var (wave, shuntWave) = AcAt(cell, endSeconds);
            return (v + wave, i * shuntOhm + shuntWave);
        }
        double start = endSeconds - windowSeconds;
        var last = cell.Response;
        double voltage;
        double current;
        if (last.StartSeconds <= start && last.Still)
        {
            voltage = last.Voltage0 + last.VoltageFactor * last.Signal0;
            current = last.Current0 + last.CurrentFactor * last.Signal0;
        }
        else
        {
            (voltage, current) = Slow(cell.History, start, windowSeconds / 3);
        }
        double shunt = current * shuntOhm;
        foreach (var ac in cell.AcHistory)
        {
            if (ac.EndSeconds > start && ac.StartSeconds < endSeconds)
            {
                double wave = Wave(ac, ac.Voltage, 1, start, windowSeconds / 3);
                voltage += wave;
                shunt += Wave(ac, ac.ShuntVoltage, ac.ShuntPerVoltage, start, windowSeconds / 3);
            }
        }
        return (voltage, shunt);
    }

    private static (double Voltage, double Current) Slow(
        IReadOnlyList<CellResponse> history,
        double start,
        double third
    )
    {
        int index = history.Count - 1;
        while (index > 0 && history[index].StartSeconds > start)
        {
            index--;
        }
        var first = history[index];
        double origin = first.Signal(Math.Max(0, start - first.StartSeconds));
        double v0 = first.Voltage0 + first.VoltageFactor * origin;
        double i0 = first.Current0 + first.CurrentFactor * origin;
        var v = new TripleIntegral();
        var i = new TripleIntegral();
        Span<double> atKnotV = stackalloc double[3];
        Span<double> atKnotI = stackalloc double[3];
        double at = start;
        for (int knot = 0; knot < 3; knot++)
        {
            double end = start + (knot + 1) * third;
            while (at < end)
            {
                double next = end;
                if (index + 1 < history.Count && history[index + 1].StartSeconds <= at)
                {
                    index++;
                    continue;
                }
                if (index + 1 < history.Count)
                {
                    next = Math.Min(next, history[index + 1].StartSeconds);
                }
                var response = history[index];
                double length = next - at;
                double from = at - response.StartSeconds;
                // Before the history began nothing is known but its first value.
                var s = from < 0 ? Constant(response.Signal0, length) : response.Integrals(from, length);
                v.Add(response.Voltage0 - v0, response.VoltageFactor, s, length);
                i.Add(response.Current0 - i0, response.CurrentFactor, s, length);
                at = next;
            }
            atKnotV[knot] = v.Three;
            atKnotI[knot] = i.Three;
        }
        double cube = third * third * third;
        return (
            v0 + (atKnotV[2] - 3 * atKnotV[1] + 3 * atKnotV[0]) / cube,
            i0 + (atKnotI[2] - 3 * atKnotI[1] + 3 * atKnotI[0]) / cube
        );
    }

    private static (double, double, double, double) Constant(double value, double length) =>
        (value, value * length, value * length * length / 2, value * length * length * length / 6);

    private static (double Voltage, double Shunt) AcAt(CellModel cell, double seconds)
    {
        double voltage = 0;
        double shunt = 0;
        foreach (var ac in cell.AcHistory)
        {
            if (ac.StartSeconds <= seconds && seconds < ac.EndSeconds)
            {
                double u = seconds - ac.StartSeconds;
                var turn = Turn(ac, u);
                double transient = 0;
                for (int m = 0; m < ac.Rates.Length; m++)
                {
                    transient += ac.VoltageTransients[m] * Math.Exp(-ac.Rates[m] * u);
                }
                voltage += (ac.Voltage * turn).Imaginary + transient;
                shunt += (ac.ShuntVoltage * turn).Imaginary + transient * ac.ShuntPerVoltage;
            }
        }
        return (voltage, shunt);
    }

    private static double Wave(
        AcResponse ac,
        Complex phasor,
        double transientFactor,
        double start,
        double third
    )
    {
        var integral = new TripleIntegral();
        Span<double> atKnot = stackalloc double[3];
        double omega = 2 * Math.PI * ac.FrequencyHz;
        double at = start;
        for (int knot = 0; knot < 3; knot++)
        {
            double end = start + (knot + 1) * third;
            while (at < end)
            {
                double next = end;
                double length;
                if (at < ac.StartSeconds)
                {
                    next = Math.Min(end, ac.StartSeconds);
                    length = next - at;
                    integral.Add(0, 0, Constant(0, length), length);
                }
                else if (at >= ac.EndSeconds)
                {
                    length = next - at;
                    integral.Add(0, 0, Constant(0, length), length);
                }
                else
                {
                    next = Math.Min(end, ac.EndSeconds);
                    length = next - at;
                    double u = at - ac.StartSeconds;
                    Complex now = phasor * Turn(ac, u);
                    var (one, two, three) = DecayIntegrals.Wave(omega, length);
                    double sumOne = (now * one).Imaginary;
                    double sumTwo = (now * two).Imaginary;
                    double sumThree = (now * three).Imaginary;
                    for (int m = 0; m < ac.Rates.Length; m++)
                    {
                        double y = ac.Rates[m] * u;
                        if (y < 40)
                        {
                            double amplitude = ac.VoltageTransients[m] * transientFactor * Math.Exp(-y);
                            DecayIntegrals.All(
                                ac.Rates[m],
                                length,
                                out double e1,
                                out double e2,
                                out double e3,
                                out _
                            );
                            sumOne += amplitude * e1;
                            sumTwo += amplitude * e2;
                            sumThree += amplitude * e3;
                        }
                    }
                    integral.Add(0, 1, (0, sumOne, sumTwo, sumThree), length);
                }
                at = next;
            }
            atKnot[knot] = integral.Three;
        }
        return (atKnot[2] - 3 * atKnot[1] + 3 * atKnot[0]) / (third * third * third);
    }

    private static Complex Turn(AcResponse ac, double elapsed) =>
        Complex.FromPolarCoordinates(1, 2 * Math.PI * Math.IEEERemainder(ac.FrequencyHz * elapsed, 1));

    private struct TripleIntegral
    {
        private double one;
        private double two;

        public double Three { get; private set; }

        public void Add(
            double constant,
            double factor,
            (double Value, double One, double Two, double Three) s,
            double length
        )
        {
            double half = length * length / 2;
            Three += two * length + one * half + constant * half * length / 3 + factor * s.Three;
            two += one * length + constant * half + factor * s.Two;
            one += constant * length + factor * s.One;
        }
    }
}
