namespace EdgeTester.Hardware.Parts;

/// <summary>The plug between the board and its 1 MHz module, once as the board's header and once as the module's socket.</summary>
public static class ModuleParts
{
    private static readonly string[] Nets =
    [
        "+3V3A",
        "AGND",
        "SCLK2",
        "AGND",
        "MOSI2",
        "MISO2",
        "nCS_DDS_A",
        "nCS_DDS_B",
        "nCS_MODULE",
        "nSYNC",
        "CLK_8M",
        "AGND",
        "CLK_MODULE",
        "AGND",
        "REF_ADC",
        "+5VA",
        "MOD_AMP0",
        "MOD_AMP1",
        "-5VA",
        "AGND",
        "BUS_V",
        "AGND",
        "BUS_I",
        "AGND",
        "MOD_EXC",
        "AGND",
    ];

    /// <summary>Net of each pin, the same on both sides.</summary>
    public static readonly string Wiring = string.Join(' ', Nets.Select((net, k) => $"{k + 1}={net}"));

    /// <summary>On the board.</summary>
    public static readonly Part Header = Plug(
        "ModuleHeader",
        "Connector_PinHeader_2.54mm:PinHeader_2x13_P2.54mm_Vertical",
        (_, _) => 'P'
    );

    /// <summary>On the module, which takes its supplies from it.</summary>
    public static readonly Part Socket = Plug(
        "ModuleSocket",
        "Connector_PinSocket_2.54mm:PinSocket_2x13_P2.54mm_Vertical",
        // Of several ground pins one is enough as source for the electrical check.
        (net, k) => net is "+3V3A" or "+5VA" or "-5VA" || k == 1 ? 'X' : 'P'
    );

    private static Part Plug(string name, string footprint, Func<string, int, char> kind) =>
        Chips.Box(
            name,
            "plug of the 1 MHz module, 2 x 13",
            footprint,
            "connector",
            "",
            string.Join(' ', Nets.Select((net, k) => $"{k + 1}:{k + 1}:{kind(net, k)}")),
            prefix: "J"
        );
}
