namespace EdgeTester.Hardware.Parts;

/// <summary>The two rows of sockets that an ESP32-DevKitC V4 stands in.</summary>
public static class BareParts
{
    private const string Source = "Espressif, ESP32-DevKitC V4 getting started guide, tables J2 and J3";

    /// <summary>J2: 3V3 to 5V.</summary>
    public static readonly Part Left = Chips.Box(
        "DevKitC_J2",
        "ESP32-DevKitC V4, left row",
        "Connector_PinSocket_2.54mm:PinSocket_1x19_P2.54mm_Vertical",
        Source,
        "",
        "1:3V3:X 2:EN:P 3:IO36:P 4:IO39:P 5:IO34:I 6:IO35:I 7:IO32:P 8:IO33:P 9:IO25:O 10:IO26:P 11:IO27:P 12:IO14:P 13:IO12:P 14:GND:X 15:IO13:P 16:IO9:N 17:IO10:N 18:IO11:N 19:5V:P",
        prefix: "J"
    );

    /// <summary>J3: GND to CLK.</summary>
    public static readonly Part Right = Chips.Box(
        "DevKitC_J3",
        "ESP32-DevKitC V4, right row",
        "Connector_PinSocket_2.54mm:PinSocket_1x19_P2.54mm_Vertical",
        Source,
        "",
        "1:GND:P 2:IO23:P 3:IO22:P 4:IO1:P 5:IO3:P 6:IO21:P 7:GND:P 8:IO19:P 9:IO18:P 10:IO5:P 11:IO17:P 12:IO16:P 13:IO4:O 14:IO0:P 15:IO2:P 16:IO15:P 17:IO8:N 18:IO7:N 19:IO6:N",
        prefix: "J"
    );
}
