using System.Text;
using EdgeTester.Hardware.Model;
using EdgeTester.Hardware.Sheets;

namespace EdgeTester.Hardware.Output;

/// <summary>hardware/pin-out.md: processor, chip selects, latch bits and the cell's connector, from the schematic's source.</summary>
public static class PinOutPage
{
    /// <summary>The page.</summary>
    public static string Write()
    {
        var text = new StringBuilder(
            """
            # CellNode-8: pin-out

            Written by `./edgetester verify-hardware --write` from `hardware/Design/Model/PinPlan.cs` and `hardware/Design/Sheets`; change it there.

            ## ESP32-S3-WROOM-1-N16R8
            GPIO 0, 3, 45 and 46 are sampled at reset; 35 to 37 belong to the octal PSRAM; 19 and 20 are USB. The ESP32-S3 has no input-only pins.

            | name in `Pins` | GPIO | net | direction | meaning |
            |---|---|---|---|---|

            """.ReplaceLineEndings("\n")
        );
        foreach (var pin in PinPlan.Pins.OrderBy(p => p.Gpio))
            text.Append(
                $"| {pin.Name} | {pin.Gpio} | {pin.Net} | {pin.Use.ToString().ToLowerInvariant()} | {pin.Meaning} |\n"
            );
        text.Append("\n## Chip selects of SPI2 (74HC138)\n| address | net |\n|---|---|\n");
        for (var k = 0; k < SelectionSheet.Selects.Count; k++)
            text.Append($"| {k} | {SelectionSheet.Selects[k]} |\n");
        text.Append("\n## Behind select 7 (74HC139)\n| DEV1 DEV0 of the latch | net |\n|---|---|\n");
        for (var k = 0; k < SelectionSheet.Options.Count; k++)
            text.Append($"| {k >> 1} {k & 1} | {SelectionSheet.Options[k]} |\n");
        text.Append(
            "\n## Latch\nBytes 0 to 7 are the channels, byte 8 the multiplexer; bit 0 is QA. Byte 0 is sent first, bit 7 of it foremost.\n\n| bit | bytes 0-7 | byte 8 |\n|---|---|---|\n"
        );
        for (var bit = 0; bit < 8; bit++)
        {
            var channel =
                bit < SelectionSheet.ChannelBits.Count ? SelectionSheet.ChannelBits[bit] : "reserved, 0";
            text.Append($"| {bit} | {channel} | {SelectionSheet.SharedBits[bit]} |\n");
        }
        text.Append("\n## Cell connector\n| pin | net |\n|---|---|\n");
        var connector = ChannelSheet.Create().Components.First(c => c.Part.Prefix == "J");
        foreach (var pin in connector.Part.Pins)
            text.Append($"| {pin.Number} | {Meaning(connector.NetOf(pin.Number)!)} |\n");
        return text.ToString();
    }

    private static string Meaning(string net) =>
        net switch
        {
            "CE" => "CE: counter electrode, force +",
            "SP_CELL" => "S+: sense of the positive electrode",
            "GUARD_P" => "guard of S+: screen of its cable, not to the cell",
            "SN_CELL" => "S-: sense of the negative electrode",
            "WE" => "WE: working electrode, force -",
            "GUARD_N" => "guard of WE and S-: screen of their cables",
            _ => net,
        };
}
