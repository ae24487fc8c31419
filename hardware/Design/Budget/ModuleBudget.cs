using System.Numerics;
using EdgeTester.Hardware.Model;
using EdgeTester.Hardware.Sheets;

namespace EdgeTester.Hardware.Budget;

/// <summary>Error of an impedance of the 1 MHz module at one frequency.</summary>
/// <param name="Ohm">Of the cell, a resistor.</param>
/// <param name="Hz">Frequency.</param>
/// <param name="Before">By the ratio to R_cal alone, in percent of the magnitude (as a vector).</param>
/// <param name="After">After open, short and load at the cable's end.</param>
/// <param name="Largest">The term that makes most of what is left.</param>
public sealed record ModuleError(double Ohm, double Hz, double Before, double After, string Largest);

/// <summary>
/// Errors of the 1 MHz module from figures of its parts: cable, stray, amplifiers, demodulators and noise. Terms are vectors whose sizes are
/// added as squares: magnitude in percent and angle in 1/57 of it are below the sum.
/// </summary>
public static class ModuleBudget
{
    // Cable of a metre between cell and plug: what R_cal does not see.
    private const double CableHenry = 1e-6;
    private const double CableFarad = 20e-12;
    private const double ShuntFarad = 206e-12;
    private const double ShuntOhm = 100;

    // OPA4197: 10 MHz, two chips of a board differ by a tenth, and by 3 % over 10 K.
    private const double AmplifierHz = 5e6;
    private const double AmplifierSpread = 0.1;
    private const double AmplifierDrift = 0.03;

    // What is left of each after the compensation: cables that move, standards that are not perfect.
    private const double Moved = 0.02;
    private const double StandardShare = 1e-3;
    private const double StandardFarad = 0.5e-12;
    private const double StandardHenry = 5e-9;

    // Third harmonic at -60 dB, of which the square wave takes a third; V and I see it alike to a fifth.
    private const double Harmonics = 1e-3 / 3 * 0.2;
    private const double NoiseVolt = 1.6e-6;
    private const double Readings = 4;
    private const double OutputOhm = 22;

    /// <summary>Largest peak at EXC_BUS in volt.</summary>
    public static readonly IReadOnlyList<double> Amplitudes = Steps(ModuleSheet.Create());

    /// <summary>Resistors and frequencies of the table.</summary>
    public static IReadOnlyList<ModuleError> Table() =>
        [
            .. new[] { 20.0, 100, 500, 2e3, 5e3, 20e3 }.SelectMany(ohm =>
                new[] { 1e4, 1e5, 2e5, 1e6 }.Select(hz => Of(ohm, hz))
            ),
        ];

    /// <summary>One point.</summary>
    public static ModuleError Of(double ohm, double hz)
    {
        var omega = 2 * Math.PI * hz;
        var cable = omega * CableHenry / ohm;
        var across = omega * CableFarad * ohm;
        // The 110 pF beside R_cal's shunt are 5 % parts, and 16 pF of trace are not there.
        var shunt = omega * ShuntFarad * ShuntOhm * 0.08;
        var slow = hz / AmplifierHz;
        double[] before = [cable, across, shunt, slow * AmplifierSpread, Harmonics];
        var noise = Noise(ohm);
        (string Name, double Size)[] after =
        [
            ("inductance of the cable", Moved * cable + omega * StandardHenry / ohm),
            ("capacitance of the cable", Moved * across + omega * StandardFarad * ohm),
            ("amplifiers, 10 K", slow * AmplifierDrift),
            ("load standard", StandardShare),
            ("harmonics", Harmonics),
            ("noise", noise),
        ];
        return new ModuleError(
            ohm,
            hz,
            100 * Root(before),
            100 * Root(after.Select(t => t.Size)),
            after.MaxBy(t => t.Size).Name
        );
    }

    // Four phases of voltage and current for cell and R_cal, the largest amplitude that leaves 20 mV at the cell and 180 mV at a bus.
    private static double Noise(double ohm)
    {
        var total = ohm + ShuntOhm + OutputOhm;
        var amplitude = Amplitudes
            .Where(a => a * ohm / total <= 20e-3 * 1.01)
            .DefaultIfEmpty(Amplitudes.Min())
            .Max();
        double Share(double volt) =>
            NoiseVolt / Math.Sqrt(Readings) * Math.Sqrt(2) / (2 * ModuleSheet.Gain / Math.PI * volt);
        return Root([Share(amplitude * ohm / total), Share(amplitude * ShuntOhm / total)]);
    }

    // Full scale of the synthesizer is 18 * 1.18 V / R; half of it is the peak, into filter and ladder; the amplifier has a gain of two.
    private static double[] Steps(Sheet module)
    {
        double Ohm(string from, string to) =>
            module.Components.Single(c => c.Part.Name == "R" && c.Nets["1"] == from && c.Nets["2"] == to).Si;
        double[] ladder =
        [
            Ohm("LADDER3", "AGND"),
            Ohm("LADDER2", "LADDER3"),
            Ohm("LADDER1", "LADDER2"),
            Ohm("LADDER0", "LADDER1"),
        ];
        var load = 1 / (1 / ladder.Sum() + 1 / Ohm("IOUT_A", "AGND"));
        var full = 18 * 1.18 / Ohm("FS_ADJ_A", "AGND") / 2 * load;
        var gain = 1 + Ohm("EXC_OUT", "EXC_FB") / Ohm("EXC_FB", "AGND");
        return [.. Enumerable.Range(1, 4).Select(k => full * gain * ladder.Take(k).Sum() / ladder.Sum())];
    }

    private static double Root(IEnumerable<double> terms) => Math.Sqrt(terms.Sum(t => t * t));
}
