using EdgeTester.Hardware.Model;
using EdgeTester.Hardware.Parts;

namespace EdgeTester.Hardware.Sheets;

/// <summary>ESP32-S3 with memories, clock, card, USB.</summary>
public static class ProcessorSheet
{
    /// <summary>Nets of the pin plan that cross the isolation.</summary>
    internal static readonly string[] Crossing =
    [
        "CS_AFE",
        "MOSI1",
        "SCLK1",
        "MISO1",
        "AFE_INT",
        "RST_AFE",
        "MOSI2",
        "SCLK2",
        "MISO2",
        "SEL_A0",
        "SEL_A1",
        "SEL_A2",
        "SEL_EN",
        "DRDY",
        "HEARTBEAT",
        "ARM",
        "SAFE_BACK",
    ];

    /// <summary>The drawing.</summary>
    public static Sheet Create() => Create(PinPlan.Pins);

    /// <summary>The drawing with another plan: for planted faults.</summary>
    public static Sheet Create(IReadOnlyList<PlannedPin> plan)
    {
        var s = new SheetBuilder("processor", "Processor, memories, clock, card, USB");
        foreach (var pin in plan.Where(p => Crossing.Contains(p.Net)))
            s.Ports(pin.Use == PinUse.Input ? PortKind.Input : PortKind.Output, pin.Net);
        s.Ports(PortKind.Input, "PWR_FAIL");

        s.Block("Processor", "IO0, 3, 45, 46 are strapping pins; IO35 to 37 belong to the octal PSRAM");
        s.Chip(
            DigitalParts.Esp32S3,
            "3V3=+3V3 GND=GND EP=GND EN=EN " + string.Join(' ', plan.Select(p => $"IO{p.Gpio}={p.Net}")),
            "ESP32-S3-WROOM-1-N16R8"
        );
        s.R("10k", "+3V3", "EN");
        s.C("1u", "EN", "GND", "X7R 25V");
        s.Two(Passives.Button, "RESET", "", "EN", "GND");
        s.R("10k", "+3V3", "BOOT");
        s.Two(Passives.Button, "BOOT", "", "BOOT", "GND");
        s.C("22u", "+3V3", "GND", "X5R 10V");
        s.Decouple("+3V3 +3V3", "GND");
        // Defined levels while the processor starts: nothing selected, nothing armed.
        s.R("10k", "+3V3", "CS_AFE");
        s.R("10k", "+3V3", "CS_FRAM");
        s.R("10k", "+3V3", "SEL_EN");
        s.R("100k", "ARM", "GND");
        s.R("100k", "HEARTBEAT", "GND");

        s.Block("FRAM", "journal, settings, calibration");
        s.Chip(
            DigitalParts.Fram,
            "CS=CS_FRAM SCK=SCLK1 SI=MOSI1 SO=MISO1 WP=+3V3 HOLD=+3V3 VDD=+3V3 GND=GND"
        );
        s.Decouple("+3V3", "GND");

        s.Block("Clock");
        s.Chip(DigitalParts.Ds3231, "SDA=SDA SCL=SCL VBAT=VBAT VCC=+3V3 GND=GND");
        s.Chip(PowerParts.Coin, "1=VBAT 2=GND");
        s.R("4.7k", "+3V3", "SDA");
        s.R("4.7k", "+3V3", "SCL");
        s.Decouple("+3V3", "GND");

        s.Block("Card");
        s.Chip(PowerParts.MicroSd, "CMD=SD_CMD CLK=SD_CLK DAT0=SD_D0 VDD=+3V3 VSS=GND SHIELD=GND");
        s.R("10k", "+3V3", "SD_CMD");
        s.R("10k", "+3V3", "SD_D0");
        s.C("10u", "+3V3", "GND", "X7R 25V");

        s.Block("USB and console");
        s.Chip(
            PowerParts.UsbC,
            "VBUS=VBUS GND=GND SHIELD=GND CC1=CC1 CC2=CC2 A6=USB_DP B6=USB_DP A7=USB_DN B7=USB_DN"
        );
        s.Chip(PowerParts.Usblc6, "1=USB_DN 6=USB_DN 3=USB_DP 4=USB_DP VBUS=VBUS GND=GND");
        s.R("5.1k", "CC1", "GND");
        s.R("5.1k", "CC2", "GND");
        s.C("100n", "VBUS", "GND");
        s.Chip(
            PowerParts.Connector(4, "Connector_PinHeader_2.54mm:PinHeader_1x04_P2.54mm_Vertical"),
            "1=GND 2=UART_TX 3=UART_RX 4=+3V3",
            "CONSOLE"
        );
        s.R("1k", "LED", "LED_A");
        s.Two(Passives.Led, "green", "", "GND", "LED_A");
        return s.Build();
    }
}
