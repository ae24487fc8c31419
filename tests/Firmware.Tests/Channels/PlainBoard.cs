using System.Numerics;
using EdgeTester.Firmware.Virtual.Analog;

namespace EdgeTester.Firmware.Tests.Channels;

/// <summary>
/// The simplest analog half that obeys hardware/signal-chain.md: each cell is a voltage source and R_s + (R_p parallel C); direct current sees
/// the resistances at once, the sine its steady state.
/// </summary>
internal sealed class PlainBoard : IAnalogBoard
{
    private static readonly double[] Shunts = [100, 1e3, 10e3, 100e3];
    private readonly double[] dac = new double[8];
    private readonly byte[] latch = [0, 0, 0, 0, 0, 0, 0, 0, 15];
    private double excitationHz;
    private double excitationPeak;
    private double excitationSince;
    private double lastTime;

    public double[] SeriesOhm { get; } = Filled(50);

    public double[] ParallelOhm { get; } = Filled(0);

    public double[] ParallelFarad { get; } = Filled(0);

    public double[] SourceVolt { get; } = Filled(0);

    public double[] SetPointGainError { get; } = Filled(0);

    public double[] SetPointOffset { get; } = Filled(0);

    public double[] ShuntError { get; } = Filled(0);

    /// <summary>A lead is off: no current flows, whatever is set.</summary>
    public bool[] IsOpen { get; } = new bool[8];

    public bool[] Tripped { get; } = new bool[8];

    public List<byte[]> Latches { get; } = [];

    public double BufferGainVoltage { get; set; } = 1;

    public double LargestCellPeak { get; private set; }

    public double LargestCurrentPeak { get; private set; }

    public double BackwardSeconds { get; private set; }

    public bool IsClosed(int channel) => (latch[channel] & 1) != 0 && !Tripped[channel];

    public int Multiplexer => latch[8] & 15;

    public Complex Impedance(int channel, double hz)
    {
        Complex parallel = 0;
        if (ParallelOhm[channel] > 0)
            parallel =
                ParallelOhm[channel]
                / (
                    1
                    + Complex.ImaginaryOne * 2 * Math.PI * hz * ParallelOhm[channel] * ParallelFarad[channel]
                );
        return SeriesOhm[channel] + parallel;
    }

    public double TrueShunt(int channel) => Shunts[latch[channel] >> 1 & 3] * (1 + ShuntError[channel]);

    public double TrueCurrent(int channel)
    {
        if (!IsClosed(channel) || IsOpen[channel])
            return 0;
        double ohm = SeriesOhm[channel] + ParallelOhm[channel];
        double set = SetPoint(channel);
        double current =
            (latch[channel] & 8) != 0 ? (set - SourceVolt[channel]) / ohm : set / 6 / TrueShunt(channel);
        return Math.Clamp(current, -1.25 / TrueShunt(channel), 1.25 / TrueShunt(channel));
    }

    public double TrueVoltage(int channel) =>
        SourceVolt[channel] + TrueCurrent(channel) * (SeriesOhm[channel] + ParallelOhm[channel]);

    public void SetDac(int channel, double volts, double atSeconds)
    {
        Advance(atSeconds);
        dac[channel] = volts;
    }

    public void SetLatch(ReadOnlySpan<byte> state, double atSeconds)
    {
        Advance(atSeconds);
        state.CopyTo(latch);
        Latches.Add(state.ToArray());
    }

    public void SetExcitation(double frequencyHz, double amplitudeVolts, double offsetVolts, double atSeconds)
    {
        Advance(atSeconds);
        excitationHz = frequencyHz;
        excitationPeak = amplitudeVolts;
        excitationSince = atSeconds;
    }

    public double AdcInput(int converter, int input, double endSeconds, double windowSeconds)
    {
        Advance(endSeconds);
        return converter switch
        {
            0 => TrueVoltage(input) / 6,
            1 => Math.Clamp(TrueCurrent(input) * TrueShunt(input), -1.25, 1.25),
            _ => Math.Clamp(TrueVoltage(input), -0.32, 0.32),
        };
    }

    public void SampleAc(int input, double startSeconds, double periodSeconds, Span<double> volts)
    {
        Advance(startSeconds);
        Complex phasor = Phasor(input);
        for (int n = 0; n < volts.Length; n++)
        {
            double angle = 2 * Math.PI * excitationHz * (startSeconds + n * periodSeconds - excitationSince);
            volts[n] = (phasor * Complex.FromPolarCoordinates(1, angle)).Imaginary;
        }

        lastTime = Math.Max(lastTime, startSeconds + (volts.Length - 1) * periodSeconds);
    }

    public double[] Celsius { get; } = Filled(25);

    public double CellTemperature(int channel, double atSeconds) => Celsius[channel];

    public bool ComparatorTripped(int channel, double atSeconds) => Tripped[channel];

    private double SetPoint(int channel)
    {
        double set = (dac[channel] - 1.25) * 6 * (1 + SetPointGainError[channel]) + SetPointOffset[channel];
        return (latch[channel] & 0x10) != 0 ? set / 10 : set;
    }

    private Complex Phasor(int input)
    {
        int position = Multiplexer;
        Complex cell;
        Complex shunt;
        if (position is 8 or 9)
        {
            double ohm = position == 8 ? 100 : 1000;
            cell = ohm;
            shunt = ohm / (1 + Complex.ImaginaryOne * 2 * Math.PI * excitationHz * ohm * 206e-12);
        }
        else if (position < 8 && (latch[position] & 0x20) != 0 && IsClosed(position))
        {
            cell = Impedance(position, excitationHz);
            double ohm = TrueShunt(position);
            shunt = ohm / (1 + Complex.ImaginaryOne * 2 * Math.PI * excitationHz * ohm * 206e-12);
        }
        else
        {
            return 0;
        }

        Complex current = excitationPeak / (22 + cell + shunt);
        if (position < 8)
        {
            LargestCellPeak = Math.Max(LargestCellPeak, (current * cell).Magnitude);
            LargestCurrentPeak = Math.Max(LargestCurrentPeak, current.Magnitude);
        }

        return input == 3 ? current * cell * BufferGainVoltage : current * shunt;
    }

    private void Advance(double seconds)
    {
        BackwardSeconds = Math.Max(BackwardSeconds, lastTime - seconds);
        lastTime = Math.Max(lastTime, seconds);
    }

    private static double[] Filled(double value)
    {
        double[] values = new double[8];
        Array.Fill(values, value);
        return values;
    }
}
