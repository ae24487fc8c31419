using System.Numerics;
using EdgeTester.Firmware.Virtual.Analog;
using EdgeTester.Firmware.Virtual.Cells;

namespace EdgeTester.Firmware.Tests.Analog;

/// <summary>A board with one cell at channel 0 and hands to drive it as the chips would.</summary>
internal sealed class Bench
{
    private readonly byte[] latch = new byte[9];

    public Bench(params CellModel[] cells)
    {
        Board = new AnalogBoard(cells);
        latch[8] = 15;
    }

    public AnalogBoard Board { get; }

    public double Now { get; set; }

    public void Latch(
        bool relay,
        int range,
        bool potentiostat = false,
        bool fine = false,
        bool ac = false,
        int mux = 15
    )
    {
        latch[0] = (byte)(
            (relay ? 1 : 0) | (range << 1) | (potentiostat ? 8 : 0) | (fine ? 16 : 0) | (ac ? 32 : 0)
        );
        latch[8] = (byte)mux;
        Board.SetLatch(latch, Now);
    }

    public void SetPoint(double volts) => Board.SetDac(0, volts / 6 + 1.25, Now);

    public double Voltage(double window = 0) => 6 * Board.AdcInput(0, 0, Now, window);

    public double Shunt(double window = 0) => Board.AdcInput(1, 0, Now, window);

    /// <summary>Impedance by the AC path and the ratio to a reference resistor, by a coherent Fourier sum.</summary>
    public Complex Impedance(double frequency, double amplitude, int range, double settle, int samples = 8192)
    {
        double rate = frequency * samples / Math.Max(8, Math.Round(8 + 0.02 * samples / 10));
        rate = Math.Min(rate, 8e5);
        double periods = Math.Max(1, Math.Floor(frequency * samples / rate));
        rate = frequency * samples / periods;
        int cal = range == 0 ? 8 : 9;
        var cell = Ratio(0, range, frequency, amplitude, rate, settle, samples);
        var reference = Ratio(cal, range, frequency, amplitude, rate, settle, samples);
        double calOhm = cal == 8 ? 100 : 1000;
        return calOhm * cell / reference * BoardConstants.ShuntOhm(range) / calOhm;
    }

    private Complex Ratio(
        int mux,
        int range,
        double frequency,
        double amplitude,
        double rate,
        double settle,
        int samples
    )
    {
        Latch(true, range, ac: mux == 0, mux: mux);
        Board.SetExcitation(frequency, amplitude, 0, Now);
        Now += settle;
        var volts = new double[samples];
        Board.SampleAc(3, Now, 1 / rate, volts);
        Complex v = Fourier(volts, frequency / rate);
        Board.SampleAc(2, Now, 1 / rate, volts);
        Complex i = Fourier(volts, frequency / rate);
        Now += samples / rate;
        Board.SetExcitation(0, 0, 0, Now);
        return v / i;
    }

    private static Complex Fourier(double[] volts, double cyclesPerSample)
    {
        // Hann window, as the chip's, against what decays slowly.
        Complex sum = 0;
        for (int n = 0; n < volts.Length; n++)
        {
            double weight = 1 - Math.Cos(2 * Math.PI * n / volts.Length);
            sum += weight * volts[n] * Complex.FromPolarCoordinates(1, -2 * Math.PI * cyclesPerSample * n);
        }
        return sum;
    }
}
