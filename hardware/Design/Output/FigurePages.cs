using System.Globalization;
using System.Text;
using EdgeTester.Hardware.Bom;
using EdgeTester.Hardware.Budget;
using EdgeTester.Hardware.Model;

namespace EdgeTester.Hardware.Output;

/// <summary>Pages of computed figures: error budget and cost.</summary>
public static class FigurePages
{
    /// <summary>hardware/error-budget.md.</summary>
    public static string Budget(ErrorBudget budget)
    {
        var text = new StringBuilder(
            """
            # Error budget

            Written by `./edgetester verify-hardware --write` from the parts of the schematic (`hardware/Design/Budget`). Direct-current readings
            within 5 K and 1000 h of a calibration; limits of the parts, root of the sum of squares.

            | source | current at 10 % of full scale / ppm | voltage at 1 V / ppm | from |
            |---|---|---|---|

            """.ReplaceLineEndings("\n")
        );
        foreach (var t in budget.Terms)
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {t.Source} | {t.Current:F0} | {t.Voltage:F0} | {t.From} |\n"
            );
        text.Append('\n');
        foreach (var s in budget.Sums)
            text.Append(
                CultureInfo.InvariantCulture,
                $"- **{s.Value:F0} {s.Unit}** (limit {s.Limit:F0}): {s.What}\n"
            );
        text.Append(
            """

            What the virtual board shows after calibration with parts drawn at random (`tests/Firmware.Tests/Channels/CalibratedAccuracyTests.cs`): set and read
            currents from a tenth of full scale on, and voltages from 0.1 V on, are all within 500 ppm; impedances from 20 ohm to 5 kohm,
            10 Hz to 200 kHz, within 0.3 % and 0.3 degree. The virtual board's parts do not drift, so its figures hold without the terms of
            temperature and time above; the 500 ppm of both are the same promise.

            """.ReplaceLineEndings("\n")
        );
        return text.ToString();
    }

    /// <summary>hardware/cost.md.</summary>
    public static string Cost(Board board)
    {
        var bill = BillOfMaterials.Of(board);
        var text = new StringBuilder(
            """
            # Cost

            Written by `./edgetester verify-hardware --write` from `hardware/bom.csv`. No distributor was asked: prices are estimates of 2026-11-22
            (+-30 %), without tax, shipping and assembly. Mechanics are circuit board (six layers), box and power supply.

            | boards built | parts of a board / $ | mechanics / $ | parts of a channel's sheet / $ | everything, per channel / $ |
            |---|---|---|---|---|

            """.ReplaceLineEndings("\n")
        );
        foreach (var n in new[] { 1, 10, 100 })
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {n} | {bill.PartsFor(n):F0} | {BillOfMaterials.Mechanics[n]:F0} | {bill.ChannelPartsFor(n):F1} | {bill.PerChannelFor(n):F0} |\n"
            );
        text.Append(
            """

            Peers, as the project's study of parts has them: MYSTAT $226 for one channel without impedance. The study's own first guess for this
            board was $42 to 45 a channel (at most $36 at 100 boards); the drawn board is dearer, because it has a fast series switch, a current
            monitor, a trip latch and two isolated converters that the guess left out, and precision resistors at their real count.

            Dearest lines at ten boards:

            | part | pieces | $ for all |
            |---|---|---|

            """.ReplaceLineEndings("\n")
        );
        foreach (var l in bill.Lines.Take(12))
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {l.Offer.Manufacturer} {l.Offer.Number} | {l.Count} | {l.Count * l.Offer.PriceFor(10 * l.Count):F0} |\n"
            );
        return text.ToString();
    }
}
