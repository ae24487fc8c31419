using EdgeTester.Hardware.Model;
using EdgeTester.Hardware.Sheets;

namespace EdgeTester.Hardware.Budget;

/// <summary>One figure of the bare variant.</summary>
/// <param name="What">Quantity and condition.</param>
/// <param name="Value">In the unit.</param>
/// <param name="Unit">Unit.</param>
/// <param name="From">What it follows from.</param>
public sealed record BareFigure(string What, double Value, string Unit, string From);

/// <summary>What the internal converters of an ESP32 can do with the few parts of the bare variant.</summary>
public static class BareBudget
{
    // Espressif's figures for 11 dB: 150 to 2450 mV, +-60 mV with the factory's reference, bent by some ten millivolt; two points of one's own
    // take gain and offset. The DAC has 8 bits over the supply.
    private const double Quantum = 3.3 / 4096;
    private const double NoiseCodes = 4;
    private const double Bent = 10e-3;
    private const double Factory = 60e-3;
    private const double Lowest = 0.15;
    private const double Highest = 2.45;
    private const double Supply = 3.3;
    private const int Averaged = 64;
    private const double SamplesPerSecond = 400;

    /// <summary>All figures.</summary>
    public static IReadOnlyList<BareFigure> Figures(Sheet sheet)
    {
        var shunt = sheet.Components.Single(c =>
            c.Part.Name == "R" && c.Nets["1"] == "WE" && c.Nets["2"] == "FOOT"
        );
        var input = sheet.Components.Single(c => c.Part.Name == "R" && c.Nets["2"] == "ADC_CELL").Si;
        var filter = sheet.Components.Single(c => c.Part.Name == "C" && c.Nets["1"] == "ADC_CELL").Si;
        var noise = NoiseCodes * Quantum / Math.Sqrt(Averaged);
        // Two inputs, each bent on its own.
        var voltage = Math.Sqrt(2) * Math.Sqrt(Bent * Bent + noise * noise);
        // The shunt's drop alone, from ground or from the middle, which the firmware reads before the relayless cell is driven.
        var current = Math.Sqrt(Bent * Bent + noise * noise) / shunt.Si;
        var full = (Highest - Supply / 2) / shunt.Si;
        var step = Supply / 256;
        return
        [
            new("lowest voltage that the ADC reads", Lowest * 1e3, "mV", "ADC at 11 dB"),
            new("highest voltage", Highest, "V", "ADC at 11 dB"),
            new(
                "cell voltage, the factory's calibration",
                Math.Sqrt(2) * Factory * 1e3,
                "mV",
                "+-60 mV, two inputs"
            ),
            new(
                "cell voltage, two points of one's own",
                voltage * 1e3,
                "mV",
                "bent by 10 mV, noise 4 codes, 64 averaged"
            ),
            new("current, two points of one's own", current * 1e6, "uA", $"10 mV over {shunt.Value}ohm"),
            new("largest current with the middle", full * 1e6, "uA", "0.8 V over the shunt"),
            new("smallest current that is known to 10 %", 10 * current * 1e6, "uA", "ten times its error"),
            new("step of the set-point", step * 1e3, "mV", "8 bits over 3.3 V"),
            new("current error at full scale", 100 * current / full, "%", "the two above"),
            new("noise of a reading", noise * 1e3, "mV rms", $"4 codes, {Averaged} averaged"),
            new("bandwidth of the inputs", 1 / (2 * Math.PI * input * filter), "Hz", "10 kohm and 100 nF"),
            new(
                "highest frequency of an impedance from steps",
                SamplesPerSecond / 20,
                "Hz",
                $"{SamplesPerSecond:F0} managed reads a second, twenty a period"
            ),
            new(
                "error of an impedance of some kilohm",
                100 * Math.Sqrt(2) * Math.Sqrt(Bent * Bent + noise * noise) / 0.3,
                "%",
                "0.3 V across cell and shunt, both bent"
            ),
        ];
    }

    /// <summary>Of the drawing.</summary>
    public static IReadOnlyList<BareFigure> Figures() => Figures(BareSheet.Create());
}
