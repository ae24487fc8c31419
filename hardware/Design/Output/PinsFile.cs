using System.Text;
using EdgeTester.Hardware.Model;
using EdgeTester.Hardware.Sheets;

namespace EdgeTester.Hardware.Output;

/// <summary>firmware/Boards/Esp32/Pins.cs, written from the pin plan and the schematic.</summary>
public static class PinsFile
{
    /// <summary>Where it belongs, from the root of the repository.</summary>
    public const string Path = "firmware/Boards/Esp32/Pins.cs";

    /// <summary>The file's text.</summary>
    public static string Write(IReadOnlyList<PlannedPin> plan)
    {
        var text = new StringBuilder(
            """
            namespace EdgeTester.Firmware.Esp32
            {
                /// <summary>
                /// Pins of the ESP32-S3 on CellNode-8. Written by hardware/Design from the schematic's source (./edgetester verify-hardware --write);
                /// change them there.
                /// </summary>
                public static class Pins
                {

            """
        );
        foreach (var pin in plan)
            Constant(text, $"GPIO {pin.Gpio}: {pin.Meaning}.", "int", pin.Name, $"{pin.Gpio}");
        var select = 0;
        foreach (var net in SelectionSheet.Selects)
            Constant(
                text,
                $"Address on SPI2 (ConverterAddress2..0) of {net}.",
                "int",
                "Select" + SelectName(net),
                $"{select++}"
            );
        text.Length -= 1;
        text.Append("    }\n}\n");
        return text.ToString();
    }

    /// <summary>The firmware's word for a chip select of SPI2.</summary>
    public static string SelectName(string net) =>
        net switch
        {
            "nCS_COARSE" => "Coarse",
            "nCS_SHUNT" => "Shunt",
            "nCS_FINE" => "Fine",
            "nCS_DAC" => "Dac",
            "nCS_LATCH" => "Latch",
            "nSYNC" => "Sync",
            "nCS_TRIPS" => "Trips",
            "nCS_OPTION" => "Temperature",
            _ => throw new ArgumentException($"no word for {net}", nameof(net)),
        };

    private static void Constant(
        StringBuilder text,
        string meaning,
        string type,
        string name,
        string value
    ) =>
        text.Append(
            $"        /// <summary>{meaning}</summary>\n        public const {type} {name} = {value};\n\n"
        );
}
