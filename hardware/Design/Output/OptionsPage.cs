using System.Globalization;
using System.Text;
using EdgeTester.Hardware.Bom;
using EdgeTester.Hardware.Budget;
using EdgeTester.Hardware.Sheets;

namespace EdgeTester.Hardware.Output;

/// <summary>hardware/options.md: the 1 MHz module, the bare development board, temperatures.</summary>
public static class OptionsPage
{
    /// <summary>The page.</summary>
    public static string Write()
    {
        var text = new StringBuilder(
            """
            # Options

            Written by `./edgetester verify-hardware --write`; the figures are computed (`hardware/Design/Budget`), nothing was built or measured.

            ## 1 MHz module
            Schematic `megahertz/kicad/megahertz.kicad_pro`, drawings `megahertz/drawings/`, bill `megahertz/bom.csv`

            """.ReplaceLineEndings("\n")
        );
        var module = BillOfMaterials.Of(Projects.Megahertz());
        text.Append(
            CultureInfo.InvariantCulture,
            $"(${module.PartsFor(1):F0} / {module.PartsFor(10):F0} / {module.PartsFor(100):F0} each for 1, 10, 100; half of it are two synthesizers and the converter).\n"
        );
        text.Append(
            """
            It stands on the plug MODULE (2 x 13) of CellNode-8.

            Two AD9834 on the board's 16 MHz. A makes the sine: filter (third order, 3 MHz), ladder of four steps, EXC_BUS. B's accumulator sign clocks
            two change-over switches, one after the cell's voltage, one after the shunt's: each passes half of every period (gain 5 before it), and an
            ADS131M08 reads the means. B's phase register turns the square wave by 0, 90, 180, 270 degree; differences of opposite phases cancel
            offsets, charge injection and even harmonics. 4 phases of both signals for cell and R_cal: 8 waits of 20 ms and 4 readings each,
            about 0.4 s a point.

            Frequencies are multiples of 976.5625 Hz (the frequency word is a multiple of 2^14), so that every spur of the unfiltered square wave
            falls on 0 Hz or above 976 Hz, where filter and converter stop it; from 9.77 kHz to 1 MHz.

            No chip select, isolator line or GPIO was left. Everything is on SPI2 at select 7, and bits 4 and 5 of the latch's byte 8 say who
            answers: 0 the converter of temperatures, 1 synthesizer A, 2 synthesizer B, 3 the module's converter. While they are not 0, EXC_BUS
            is driven by the module. Bits 6 and 7 choose the amplitude:

            """.ReplaceLineEndings("\n")
        );
        text.Append(
            CultureInfo.InvariantCulture,
            $"{string.Join(", ", ModuleBudget.Amplitudes.Select(a => (1e3 * a).ToString("F1", CultureInfo.InvariantCulture)))} mV peak.\n"
        );
        text.Append(
            """
            AD9834 wants SCLK high when it is selected; SPI2 rests low. A flip-flop selects it at the first rising edge: SCLK at most 10 MHz.

            Errors as vectors (magnitude in percent, or angle in 1/57 of it), 20 mV at the cell at most:

            | cell / ohm | frequency / kHz | by the ratio to R_cal / % | after open, short, load / % | largest part of what is left |
            |---|---|---|---|---|

            """.ReplaceLineEndings("\n")
        );
        foreach (var e in ModuleBudget.Table())
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {e.Ohm:F0} | {e.Hz / 1e3:F0} | {e.Before:F1} | {e.After:F2} | {e.Largest} |\n"
            );
        text.Append(
            """

            The simulations 13 and 14 (`results/results.md`) give the same for the drawn circuits: front end with its multiplexers, and the
            demodulators with paths that differ as parts do. Bulk and grain boundary separate for cells of some 100 ohm to some kilohm; a 20 ohm
            cell needs its short at the very contacts, and above 10 kohm the 20 pF of a metre of cable carry most of the current.

            ## Bare ESP32 development board
            Schematic `bare/kicad/bare.kicad_pro`, drawings `bare/drawings/`, bill `bare/bom.csv`

            """.ReplaceLineEndings("\n")
        );
        var bare = BillOfMaterials.Of(Projects.Bare());
        text.Append(
            CultureInfo.InvariantCulture,
            $"(${bare.PartsFor(1):F0} without the development board). ESP32-DevKitC V4 (the S3 has no DAC): "
        );
        text.Append(string.Join(", ", BarePins.Plan.Select(p => $"GPIO {p.Gpio} {p.Meaning}")));
        text.Append(
            """
            .

            One dual amplifier drives the cell to the DAC's voltage and makes 1.65 V; a jumper stands the shunt of 1 kohm on ground or on these.

            | what | figure | from |
            |---|---|---|

            """.ReplaceLineEndings("\n")
        );
        foreach (var f in BareBudget.Figures())
            text.Append(CultureInfo.InvariantCulture, $"| {f.What} | {f.Value:G3} {f.Unit} | {f.From} |\n");
        text.Append(
            """

            It can: show plans, journal and transport with a real cell of some kilohm, charge and discharge it between 0.15 and 2.4 V, see a short.
            It cannot: both polarities without the middle, cells above 2.4 V, coulombic efficiency, leakage, CCCV to better than some per cent,
            impedance where phase matters, protection (no relay, no trip: not unattended). Its data are no measurement; the chemistry needs CellNode-8.

            ## Temperatures
            U4, an ADS131M08 as U1 to U3, on the plug TEMPERATURE (select 7 while the module's bits are 0): eight Pt1000 at 100 uA (1.000 kohm is 0.1 V),
            from REF_ADC over 12.5 kohm and an OPA2197 per pair. Self-heating 10 uW. 0.1 K with the ADC's offset taken out by reversing nothing:
            short one input at calibration.

            """.ReplaceLineEndings("\n")
        );
        return text.ToString();
    }
}
