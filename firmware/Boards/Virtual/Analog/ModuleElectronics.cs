using System.Numerics;
using EdgeTester.Firmware.Virtual.Chips;

namespace EdgeTester.Firmware.Virtual.Analog;

/// <summary>
/// The analog half of the 1 MHz option module: the ladder behind the one generator, and for each line coupling, amplifier, a switch that the other generator's
/// uppermost bit moves, and a filter. Means follow their steady values by the filter's time; what is faster than a reading is taken as settled.
/// </summary>
public sealed class ModuleElectronics
{
    private const int Remembered = 64;
    private readonly IAnalogBoard board;
    private readonly ModuleTolerance tolerance;
    private readonly NoiseSource noise;
    private readonly double noiseVolt;
    private readonly List<(double From, double[] Start, double[] Level)> history = [(0, [0, 0], [0, 0])];
    private GeneratorOutput excitation;
    private GeneratorOutput clock;
    private int device;
    private int amplitude;

    /// <summary>Wires it to a board.</summary>
    /// <param name="board">The AC bus and the lines.</param>
    /// <param name="tolerance">Of its parts.</param>
    /// <param name="seed">Of its noise.</param>
    /// <param name="noiseScale">Share of the noise that is there.</param>
    public ModuleElectronics(IAnalogBoard board, ModuleTolerance tolerance, ulong seed, double noiseScale = 1)
    {
        this.board = board;
        this.tolerance = tolerance;
        noise = new NoiseSource(seed);
        noiseVolt = ModuleConstants.NoiseVolt * noiseScale;
    }

    /// <summary>The generator of the excitation changes.</summary>
    public void SetExcitation(GeneratorOutput output, double atSeconds)
    {
        excitation = output;
        Drive(atSeconds);
    }

    /// <summary>The generator of the clock changes.</summary>
    public void SetClock(GeneratorOutput output, double atSeconds)
    {
        clock = output;
        Follow(atSeconds);
    }

    /// <summary>The latch takes over the byte of multiplexer, device and amplitude.</summary>
    public void SetLatch(int multiplexerByte, double atSeconds)
    {
        device = (multiplexerByte >> 4) & 3;
        amplitude = (multiplexerByte >> 6) & 3;
        Drive(atSeconds);
    }

    /// <summary>Looks whether the lines have changed by themselves.</summary>
    public void Follow(double atSeconds)
    {
        var last = history[^1];
        double[] level = [Level(0, atSeconds), Level(1, atSeconds)];
        if (Math.Abs(level[0] - last.Level[0]) < 1e-12 && Math.Abs(level[1] - last.Level[1]) < 1e-12)
        {
            return;
        }
        if (history.Count == Remembered)
        {
            history.RemoveAt(0);
        }
        history.Add((atSeconds, [At(0, atSeconds), At(1, atSeconds)], level));
    }

    /// <summary>Voltage at an input of the module's converter, with the weights of its filter over a window: 0 = voltage, 1 = current, else shorted.</summary>
    public double Input(int input, double endSeconds, double windowSeconds)
    {
        if (input > 1)
        {
            return 0;
        }
        const int Parts = 48;
        double sum = 0;
        double weights = 0;
        for (int k = 0; k < Parts; k++)
        {
            double x = (k + 0.5) * 3 / Parts;
            double weight = Spline(x);
            sum += weight * At(input, endSeconds - windowSeconds * (1 - x / 3));
            weights += weight;
        }
        return sum / weights + noise.Next() * noiseVolt;
    }

    private void Drive(double atSeconds)
    {
        double volts = ModuleConstants.Amplitude(amplitude) * (1 + tolerance.Amplitude[amplitude]);
        board.SetModule(
            excitation.FrequencyHz,
            excitation.FrequencyHz > 0 ? volts : 0,
            device != 0,
            atSeconds
        );
        Follow(atSeconds);
    }

    // A half wave of an odd harmonic m of the switch's square wave is worth 1 / (pi m); other frequencies leave no mean.
    private double Level(int input, double atSeconds)
    {
        var parts = input == 0 ? tolerance.Voltage : tolerance.Current;
        if (excitation.IsGarbage || clock.IsGarbage)
        {
            return parts.Offset + 0.2 * noise.NextEven();
        }
        double hz = clock.FrequencyHz;
        if (hz <= 0 || hz != excitation.FrequencyHz || device == 0)
        {
            return parts.Offset;
        }
        double turns = clock.Turns(atSeconds - ModuleConstants.SwitchSeconds);
        double level = parts.Offset;
        for (int m = 1; m <= 7; m += 2)
        {
            double share = m == 1 ? 1 : tolerance.Harmonics[(m - 3) / 2];
            if (share == 0)
            {
                continue;
            }
            var (voltage, shunt) = board.ModuleLines(m, atSeconds);
            Complex wave = (input == 0 ? voltage : shunt) * share * Transfer(parts, m * hz);
            double size = wave.Magnitude;
            if (size > ModuleConstants.Clip)
            {
                wave *= ModuleConstants.Clip / size;
            }
            level -= (wave * Complex.FromPolarCoordinates(1, -2 * Math.PI * m * turns)).Real / (Math.PI * m);
        }
        return level;
    }

    private static Complex Transfer(DemodulatorTolerance parts, double hz)
    {
        var pole = new Complex(1, hz / (ModuleConstants.PoleHz * (1 + parts.Pole)));
        var coupling = new Complex(1, -ModuleConstants.CouplingHz * (1 + parts.Coupling) / hz);
        return ModuleConstants.Gain * (1 + parts.Gain) / (pole * coupling);
    }

    private double At(int input, double seconds)
    {
        int index = history.Count - 1;
        while (index > 0 && history[index].From > seconds)
        {
            index--;
        }
        var (from, start, level) = history[index];
        double elapsed = Math.Max(0, seconds - from);
        return level[input]
            + (start[input] - level[input]) * Math.Exp(-elapsed / ModuleConstants.FilterSeconds);
    }

    // Three boxes of length one, convolved.
    private static double Spline(double x) =>
        x < 1 ? x * x / 2
        : x < 2 ? (-2 * x * x + 6 * x - 3) / 2
        : (3 - x) * (3 - x) / 2;
}
