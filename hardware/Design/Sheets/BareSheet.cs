using EdgeTester.Hardware.Model;
using EdgeTester.Hardware.Parts;

namespace EdgeTester.Hardware.Sheets;

/// <summary>
/// One cell on a bare ESP32 development board: its 8-bit DAC drives the cell through an amplifier, its 12-bit ADC reads cell voltage and shunt
/// voltage. A jumper chooses whether the shunt stands on ground (0 to 2.4 V) or on half of the supply (both polarities).
/// </summary>
public static class BareSheet
{
    /// <summary>Shunt in ohm.</summary>
    public const string Shunt = "1k";

    /// <summary>The drawing.</summary>
    public static Sheet Create()
    {
        var s = new SheetBuilder("onecell", "One cell on a bare ESP32 development board");
        s.Block("Development board", "ESP32-DevKitC V4; the S3 has no DAC");
        s.Chip(
            BareParts.Left,
            $"1=+3V3 14=GND 5={Net("CellInput")} 6={Net("ShuntInput")} 9={Net("SetPoint")}",
            "DEVKIT LEFT"
        );
        s.Chip(BareParts.Right, $"1=GND 7=GND 13={Net("StatusLed")}", "DEVKIT RIGHT");
        s.C("10u", "+3V3", "GND", "X7R 25V");

        s.Block("Drive", "CE follows the DAC at S+: potentiostat without a sense of the other side");
        s.R("10k", "DAC", "SET");
        s.C("100n", "SET", "GND");
        s.Chip(
            AnalogParts.Mcp6002,
            "3=SET 2=S_P 1=DRV 5=HALF 6=MID 7=MID 8=+3V3 4=GND",
            unitBlocks: ["Drive", "Middle", "Drive"]
        );
        s.R("100", "DRV", "CE");
        s.R("10k", "CE", "S_P");
        s.C("10n", "DRV", "S_P");
        s.Decouple("+3V3", "GND");

        s.Block("Middle", "1.65 V");
        s.R("10k", "+3V3", "HALF", "0.1%");
        s.R("10k", "HALF", "GND", "0.1%");
        s.C("100n", "HALF", "GND");
        s.Chip(
            PowerParts.Connector(3, "Connector_PinHeader_2.54mm:PinHeader_1x03_P2.54mm_Vertical"),
            "1=GND 2=FOOT 3=MID_R",
            "GROUND OR MIDDLE"
        );
        s.R("10", "MID", "MID_R");

        s.Block("Cell", "sense wire at CE, close to the cell");
        s.Chip(
            PowerParts.Connector(
                3,
                "TerminalBlock_Phoenix:TerminalBlock_Phoenix_MPT-0,5-3-2.54_1x03_P2.54mm_Horizontal"
            ),
            "1=CE 2=SENSE 3=WE",
            "CELL"
        );
        s.R("1k", "SENSE", "S_P");
        s.R(Shunt, "WE", "FOOT", "0.1%");

        s.Block("To the ADC", "159 Hz before each input; the pins only read");
        s.R("10k", "SENSE", "ADC_CELL");
        s.C("100n", "ADC_CELL", "GND");
        s.Chip(AnalogParts.SeriesPair, "1=GND 3=ADC_CELL 2=+3V3", "BAV199");
        s.R("10k", "WE", "ADC_SHUNT");
        s.C("100n", "ADC_SHUNT", "GND");
        s.Chip(AnalogParts.SeriesPair, "1=GND 3=ADC_SHUNT 2=+3V3", "BAV199");

        s.Block("Light");
        s.R("1k", "LED", "LED_A");
        s.Two(Passives.Led, "green", "", "GND", "LED_A");
        return s.Build();
    }

    private static string Net(string name) => BarePins.Plan.First(p => p.Name == name).Net;
}

/// <summary>The pins of the development board that the bare variant uses, checked like those of CellNode-8.</summary>
public static class BarePins
{
    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<PlannedPin> Plan =
    [
        new("SetPoint", 25, "DAC", PinUse.Output, "DAC channel 1"),
        new("CellInput", 34, "ADC_CELL", PinUse.Input, "ADC1 channel 6: CE"),
        new("ShuntInput", 35, "ADC_SHUNT", PinUse.Input, "ADC1 channel 7: upper end of the shunt"),
        new("StatusLed", 4, "LED", PinUse.Output, "status light, high is on"),
    ];
}
