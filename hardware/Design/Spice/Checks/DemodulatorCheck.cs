using System.Globalization;
using System.Numerics;
using System.Text;
using EdgeTester.Hardware.Sheets;

namespace EdgeTester.Hardware.Spice.Checks;

/// <summary>
/// 14: the demodulators of the 1 MHz module from their own drawing: four phases of the square wave, signals with third harmonic at -60 dB, and
/// two paths that differ as parts do. What the ratio of voltage and current is off before and after the ratio to R_cal.
/// </summary>
public static class DemodulatorCheck
{
    /// <summary>Frequencies in Hz.</summary>
    public static readonly IReadOnlyList<double> Frequencies = [1e5, 3e5, 1e6];

    // Peak at the bus in volt, phase of the current in degree: R_cal, a cell of some kilohm, one of some ten ohm with its angle.
    private static readonly (string Name, double Voltage, double Current, double Degrees)[] Signals =
    [
        ("R_cal", 0.05, 0.05, 0),
        ("2 kohm", 0.04, 0.002, -20),
        ("25 ohm", 0.02, 0.08, 45),
    ];

    /// <summary>Runs it.</summary>
    public static SpiceResult Run(Ngspice spice, CancellationToken cancellation) =>
        Run(spice, cancellation, Frequencies);

    /// <summary>Runs it at some frequencies.</summary>
    public static SpiceResult Run(
        Ngspice spice,
        CancellationToken cancellation,
        IReadOnlyList<double> frequencies
    )
    {
        var deck = new DeckWriter("demodulators");
        deck.AddSheet(
            ModuleSheet.Create(),
            "",
            c => c.Block is "Bias" or "Cell voltage" or "Shunt voltage" && c.Part.Name != "74AUP1G74"
        );
        deck.Add(
            """
            vref ref_adc 0 1.25
            v33s v33 0 3.3
            vlo lo_b 0 dc 0 pulse(0 3.3 0 2n 2n 1u 2u)
            vv1 bus_v bv1 dc 0 sin(0 0 1k)
            vv3 bv1 0 dc 0 sin(0 0 1k)
            vi1 bus_i bi1 dc 0 sin(0 0 1k)
            vi3 bi1 0 dc 0 sin(0 0 1k)
            clate lo_i 0 15p
            """
        );
        deck.Add(".option rshunt=1e12 reltol=1e-3 abstol=1e-11 vntol=1e-7 gmin=1e-12 method=gear itl4=200");
        var control = new StringBuilder(".control\nset noaskquit\nset numdgt=9\n");
        foreach (var hz in frequencies)
        foreach (var (_, voltage, current, degrees) in Signals)
            for (var phase = 0; phase < 4; phase++)
                Measure(control, hz, voltage, current, degrees, phase);
        deck.Add(control + "quit\n.endc");
        // The second half of the amplifier is slower by a fifth, its switch later by half a nanosecond (15 pF behind 33 ohm), its gain 0.1 % off.
        var text = Mismatched(deck.ToString());
        return Judge(Means(spice.Run("14-demodulator", text, cancellation), frequencies.Count), frequencies);
    }

    private static string Mismatched(string deck)
    {
        var lines = deck.Split('\n');
        for (var k = 0; k < lines.Length; k++)
            if (
                lines[k].StartsWith('X')
                && lines[k].Contains(" fb_i ")
                && lines[k].EndsWith(" OPA2365", StringComparison.Ordinal)
            )
                lines[k] += "S";
            else if (lines[k].StartsWith('R') && lines[k].Contains(" amp_i fb_i "))
                lines[k] = lines[k].Replace(" 2000", " 2002");
        return string.Join('\n', lines);
    }

    private static void Measure(
        StringBuilder control,
        double hz,
        double voltage,
        double current,
        double degrees,
        int phase
    )
    {
        string N(double x) => DeckWriter.N(x);
        var period = 1 / hz;
        var late = (4 - phase) % 4 * period / 4;
        // A sine that begins at zero leaves the coupling capacitor nearly where it was: the phase is a delay.
        var delay = (360 - degrees) % 360 / 360 * period;
        void Sine(string source, double volt, double times, double from) =>
            control.Append($"alter @{source}[sin] = [ 0 {N(volt)} {N(times * hz)} {N(from)} 0 0 ]\n");
        Sine("vv1", voltage, 1, 0);
        Sine("vv3", 1e-3 * voltage, 3, 0);
        Sine("vi1", current, 1, delay);
        Sine("vi3", 1e-3 * current, 3, delay);
        control.Append(
            $"alter @vlo[pulse] = [ 0 3.3 {N(late + period)} 2n 2n {N(period / 2 - 2e-9)} {N(period)} ]\n"
        );
        // Below 100 kHz the coupling's millisecond would have to be waited for; nothing changes there but the simulation's length.
        control.Append($"tran {N(period / 100)} {N(8 * period)} 0 {N(period / 200)}\n");
        foreach (var signal in new[] { "v", "i" })
            control.Append(
                $"let d{signal} = v(chop_{signal})-v(bias_{signal})\nmeas tran m{signal} avg d{signal} from={N(4 * period)} to={N(8 * period)}\n"
            );
        control.Append("echo demodulated $&mv $&mi\ndestroy all\n");
    }

    private static List<(double Voltage, double Current)> Means(string output, int count)
    {
        List<(double, double)> means = [];
        foreach (
            var line in output.Split('\n').Where(l => l.StartsWith("demodulated ", StringComparison.Ordinal))
        )
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length != 3)
                throw new SpiceException($"14-demodulator: '{line.Trim()}' has no two means");
            means.Add(
                (
                    double.Parse(words[1], CultureInfo.InvariantCulture),
                    double.Parse(words[2], CultureInfo.InvariantCulture)
                )
            );
        }
        var wanted = 4 * Signals.Length * count;
        return means.Count == wanted
            ? means
            : throw new SpiceException($"14-demodulator: {wanted} means were asked for, {means.Count} came");
    }

    private static SpiceResult Judge(
        List<(double Voltage, double Current)> means,
        IReadOnlyList<double> frequencies
    )
    {
        List<SpiceFigure> figures = [];
        List<SpiceCurve> curves = [];
        var raw = new (double Gain, double Degrees)[frequencies.Count];
        var left = new (double Gain, double Degrees)[frequencies.Count];
        for (var f = 0; f < frequencies.Count; f++)
        {
            Complex Ratio(int signal)
            {
                var at = 4 * (f * Signals.Length + signal);
                var voltage = new Complex(
                    means[at].Voltage - means[at + 2].Voltage,
                    means[at + 1].Voltage - means[at + 3].Voltage
                );
                var current = new Complex(
                    means[at].Current - means[at + 2].Current,
                    means[at + 1].Current - means[at + 3].Current
                );
                var (_, v, i, degrees) = Signals[signal];
                return voltage / current / (v / Complex.FromPolarCoordinates(i, degrees * Math.PI / 180));
            }
            var calibration = Ratio(0);
            raw[f] = Off(calibration);
            for (var signal = 1; signal < Signals.Length; signal++)
            {
                var off = Off(Ratio(signal) / calibration);
                left[f] = (Math.Max(left[f].Gain, off.Gain), Math.Max(left[f].Degrees, off.Degrees));
            }
        }
        for (var f = 0; f < frequencies.Count; f++)
        {
            var where = $"{frequencies[f] / 1e3:F0} kHz";
            figures.Add(
                new($"demodulators before the ratio to R_cal, {where}: magnitude", raw[f].Gain, "%", 2)
            );
            figures.Add(
                new($"demodulators before the ratio to R_cal, {where}: phase", raw[f].Degrees, "degree", 3)
            );
            figures.Add(new($"demodulators after it, {where}: magnitude", left[f].Gain, "%", 0.2));
            figures.Add(new($"demodulators after it, {where}: phase", left[f].Degrees, "degree", 0.15));
        }
        curves.Add(new("before R_cal", [.. raw.Select((r, f) => (frequencies[f], r.Degrees))]));
        curves.Add(new("after R_cal", [.. left.Select((r, f) => (frequencies[f], r.Degrees))]));
        return new SpiceResult(
            14,
            "1 MHz module: demodulators with paths that differ as parts do",
            4 * Signals.Length * frequencies.Count,
            figures,
            [
                new(
                    "demodulator",
                    "Phase error of the demodulators",
                    "frequency / Hz",
                    "error / degree",
                    true,
                    curves
                ),
            ]
        );
    }

    private static (double Gain, double Degrees) Off(Complex ratio) =>
        (100 * Math.Abs(ratio.Magnitude - 1), Math.Abs(ratio.Phase) * 180 / Math.PI);
}
