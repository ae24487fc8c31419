namespace EdgeTester.Hardware.Parts;

/// <summary>Regulators, isolated converters, supervisors, connectors.</summary>
public static class PowerParts
{
    /// <summary>Buck converter to 3.3 V.</summary>
    public static readonly Part Ap63203 = Chips.Box(
        "AP63203WU",
        "buck converter 3.3 V, 2 A",
        "Package_TO_SOT_SMD:TSOT-23-6",
        Chips.KiCad,
        "3:IN:W 2:EN:I",
        "5:SW:X 6:BST:P 1:FB:I",
        "",
        "4:GND:W"
    );

    /// <summary>Isolated converter with two outputs.</summary>
    public static readonly Part DualConverter = Chips.Box(
        "TMR10-2422WIR",
        "isolated converter 9-36 V to +-12 V, 10 W",
        "Converter_DCDC:Converter_DCDC_TRACO_TMR10-24xxWIR_48xxWIR_72xxWIR_THT",
        Chips.KiCad + " (TMR2-2421WI, same pin-out)",
        "2:+Vin:W 1:-Vin:W 3:Remote:P",
        "6:+Vout:X 7:Com:X 9:-Vout:X",
        prefix: "PS"
    );

    /// <summary>Isolated converter with one output.</summary>
    public static readonly Part SingleConverter = Chips.Box(
        "TMR4-2411WI",
        "isolated converter 9-36 V to 5 V, 4 W",
        "Converter_DCDC:Converter_DCDC_TRACO_TMR4-xxxxWI_THT",
        Chips.KiCad,
        "2:+Vin:W 1:-Vin:W 3:Remote:P",
        "6:+Vout:X 9:-Vout:P 7:NC:N 8:NC:N",
        prefix: "PS"
    );

    /// <summary>Positive regulator whose voltage is set by grounding pins.</summary>
    public static readonly Part Tps7a4701 = Chips.Box(
        "TPS7A4701",
        "low-noise regulator, 1 A",
        "Package_DFN_QFN:TQFN-20-1EP_5x5mm_P0.65mm_EP3.1x3.1mm",
        Chips.KiCad,
        "15:IN:W 16:IN:W 13:EN:I 14:NR:P",
        "1:OUT:X 20:OUT:P 3:SENSE:I 4:6.4V:P 5:6.4V:P 6:3.2V:P 8:1.6V:P 9:0.8V:P 10:0.4V:P 11:0.2V:P 12:0.1V:P",
        "",
        "7:GND:W 21:EP:W"
    );

    /// <summary>Negative regulator.</summary>
    public static readonly Part Tps7a3301 = Chips.Box(
        "TPS7A3301",
        "low-noise negative regulator, 1 A",
        "Package_DFN_QFN:TQFN-20-1EP_5x5mm_P0.65mm_EP3.1x3.1mm",
        Chips.KiCad,
        "15:IN:W 16:IN:W 13:EN:I 14:NR:P",
        "1:OUT:X 20:OUT:P 3:FB:I",
        "",
        "7:GND:W 21:EP:W"
    );

    /// <summary>Positive and negative regulator in one.</summary>
    public static readonly Part Tps7a39 = Chips.Box(
        "TPS7A39",
        "regulator of both polarities, 150 mA",
        "Package_SON:VSON-10-1EP_3x3mm_P0.5mm_EP1.65x2.4mm",
        Chips.KiCad,
        "1:INP:W 5:INN:W 2:EN:I 3:NR/SS:P",
        "10:OUTP:X 9:FBP:I 6:OUTN:X 7:FBN:I 8:BUF:O",
        "",
        "4:GND:W 11:EP:W"
    );

    /// <summary>Regulator 3.3 V.</summary>
    public static readonly Part Lp5907 = Chips.Box(
        "LP5907MFX-3.3",
        "low-noise regulator 3.3 V, 250 mA",
        "Package_TO_SOT_SMD:SOT-23-5",
        Chips.KiCad,
        "1:IN:W 3:EN:I",
        "5:OUT:X 4:NC:N",
        "",
        "2:GND:W"
    );

    /// <summary>Supervisor with an adjustable threshold of 0.405 V.</summary>
    public static readonly Part Tps3808 = Chips.Box(
        "TPS3808G01",
        "supervisor, threshold 0.405 V",
        "Package_TO_SOT_SMD:SOT-23-6",
        Chips.KiCad,
        "5:SENSE:I 3:MR:I 4:CT:P",
        "1:RESET:C",
        "6:VDD:W",
        "2:GND:W"
    );

    /// <summary>USB-C receptacle, USB 2.</summary>
    public static readonly Part UsbC = Chips.Box(
        "USB_C",
        "USB-C receptacle, USB 2.0",
        "Connector_USB:USB_C_Receptacle_GCT_USB4105-xx-A_16P_TopMnt_Horizontal",
        Chips.KiCad,
        "A4:VBUS:P A9:VBUS:P B4:VBUS:P B9:VBUS:P A1:GND:P A12:GND:P B1:GND:P B12:GND:P S1:SHIELD:P",
        "A5:CC1:P B5:CC2:P A6:D+:P B6:D+:P A7:D-:P B7:D-:P A8:SBU1:N B8:SBU2:N",
        prefix: "J"
    );

    /// <summary>Protection of USB lines.</summary>
    public static readonly Part Usblc6 = Chips.Box(
        "USBLC6-2SC6",
        "protection of USB lines",
        "Package_TO_SOT_SMD:SOT-23-6",
        Chips.KiCad,
        "1:IO1:P 3:IO2:P",
        "6:IO1:P 4:IO2:P",
        "5:VBUS:P",
        "2:GND:W"
    );

    /// <summary>Card socket.</summary>
    public static readonly Part MicroSd = Chips.Box(
        "Micro_SD",
        "microSD socket with detect contact",
        "Connector_Card:microSD_HC_Hirose_DM3AT-SF-PEJM5",
        Chips.KiCad,
        "1:DAT2:P 2:DAT3:P 3:CMD:P 5:CLK:P 7:DAT0:P 8:DAT1:P",
        "9:DET:P 10:SHIELD:P",
        "4:VDD:P",
        "6:VSS:P",
        "J"
    );

    /// <summary>Holder of a coin cell.</summary>
    public static readonly Part Coin = Chips.Box(
        "CR1220",
        "coin cell holder",
        "Battery:BatteryHolder_Keystone_3000_1x12mm",
        "two-pin part",
        "1:+:X",
        "2:-:P",
        prefix: "BT"
    );

    /// <summary>A connector of so many ways, in one row.</summary>
    public static Part Connector(int ways, string footprint) =>
        Chips.Box(
            $"Conn_{ways:00}",
            $"connector, {ways} ways",
            footprint,
            "connector",
            "",
            string.Join(' ', Enumerable.Range(1, ways).Select(k => $"{k}:{k}:P")),
            prefix: "J"
        );

    /// <summary>Source of a supply for the electrical check: the connector that brings it.</summary>
    public static readonly Part Inlet = Chips.Box(
        "Inlet",
        "connector 12 V DC",
        "Connector_BarrelJack:BarrelJack_Horizontal",
        "connector",
        "",
        "1:+12V:X 2:0V:X",
        prefix: "J"
    );
}
