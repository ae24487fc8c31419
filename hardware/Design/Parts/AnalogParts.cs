namespace EdgeTester.Hardware.Parts;

/// <summary>Amplifiers, comparators, switches, references, diodes and the relay.</summary>
public static class AnalogParts
{
    /// <summary>Quad amplifier, 36 V, 10 MHz, 20 V/us, 65 mA.</summary>
    public static readonly Part Opa4197 = Quad("OPA4197", "quad amplifier 10 MHz, 36 V, rail to rail");

    /// <summary>Dual amplifier of the same family.</summary>
    public static readonly Part Opa2197 = Dual("OPA2197", "dual amplifier 10 MHz, 36 V, rail to rail");

    /// <summary>Dual amplifier 40 V, 1 MHz, for what is slow.</summary>
    public static readonly Part Tlv9302 = Dual("TLV9302", "dual amplifier 1 MHz, 40 V, rail-to-rail output");

    /// <summary>Dual amplifier for 3.3 V before the AD5941.</summary>
    public static readonly Part Opa2325 = Dual("OPA2325", "dual amplifier 10 MHz, 5.5 V, zero crossover");

    /// <summary>Dual amplifier 50 MHz for 3.3 V: the demodulators of the 1 MHz module.</summary>
    public static readonly Part Opa2365 = Chips.Amplifiers(
        "OPA2365",
        "dual amplifier 50 MHz, 5.5 V, zero crossover",
        "Package_SO:SOIC-8_3.9x4.9mm_P1.27mm",
        Chips.KiCad + " (OPA2197, same pin-out)",
        "8",
        "4",
        PinKind.Output,
        ("3", "2", "1"),
        ("5", "6", "7")
    );

    /// <summary>Dual amplifier for a bare development board.</summary>
    public static readonly Part Mcp6002 = Chips.Amplifiers(
        "MCP6002",
        "dual amplifier 1 MHz, 6 V, rail to rail",
        "Package_DIP:DIP-8_W7.62mm",
        "KiCad symbol library 6.0.10",
        "8",
        "4",
        PinKind.Output,
        ("3", "2", "1"),
        ("5", "6", "7")
    );

    /// <summary>Change-over switch for 3.3 V, nanoseconds: S low connects A to B0.</summary>
    public static readonly Part Lvc3157 = Chips.Box(
        "74LVC1G3157",
        "change-over switch 6 ohm, some nanoseconds",
        "Package_TO_SOT_SMD:SOT-363_SC-70-6",
        "KiCad symbol library 6.0.10",
        "6:S:I 4:A:P",
        "1:B1:P 3:B0:P",
        "5:VCC:W",
        "2:GND:W"
    );

    /// <summary>Quad comparator with open collectors, in the pin-out of LM2901.</summary>
    public static readonly Part Tlv1704 = Chips.Amplifiers(
        "TLV1704",
        "quad comparator 36 V, open collector, 0.6 us",
        "Package_SO:TSSOP-14_4.4x5mm_P0.65mm",
        Chips.KiCad + " (LM2901, same pin-out)",
        "3",
        "12",
        PinKind.OpenCollector,
        ("5", "4", "2"),
        ("7", "6", "1"),
        ("9", "8", "14"),
        ("11", "10", "13")
    );

    /// <summary>Two four-to-one multiplexers, +-5 V, 4.5 ohm.</summary>
    public static readonly Part Adg1609 = DualMultiplexer(
        "ADG1609",
        "dual 4:1 multiplexer +-5 V, 4.5 ohm",
        Chips.Adi
    );

    /// <summary>Two four-to-one multiplexers for +-15 V, 4 ohm.</summary>
    public static readonly Part Adg1409 = DualMultiplexer(
        "ADG1409",
        "dual 4:1 multiplexer +-15 V, 4 ohm",
        Chips.Adi + " (ADG1609, ADG409: same pin-out)"
    );

    /// <summary>Eight-to-one multiplexer for +-15 V.</summary>
    public static readonly Part Adg1408 = Multiplexer(
        "ADG1408",
        "8:1 multiplexer +-15 V, 4 ohm",
        Chips.KiCad
    );

    /// <summary>Eight-to-one multiplexer for +-5 V.</summary>
    public static readonly Part Adg1608 = Multiplexer(
        "ADG1608",
        "8:1 multiplexer +-5 V, 4.5 ohm",
        Chips.KiCad + " (ADG1408, same pin-out)"
    );

    /// <summary>Four change-over switches, +-5 V; IN high connects D to SA.</summary>
    public static readonly Part Adg1634 = Chips.Box(
        "ADG1634",
        "four change-over switches +-5 V, 4.5 ohm",
        "Package_SO:TSSOP-20_4.4x6.5mm_P0.65mm",
        "KiCad symbol library 6.0.10 (ADG734, MAX333A: quad change-over switches of the same pin-out)",
        "1:IN1:I 3:D1:P 10:IN2:I 8:D2:P 11:IN3:I 13:D3:P 20:IN4:I 18:D4:P",
        "2:S1A:P 4:S1B:P 9:S2A:P 7:S2B:P 12:S3A:P 14:S3B:P 19:S4A:P 17:S4B:P 15:NC:N",
        "16:VDD:W",
        "6:GND:W 5:VSS:W"
    );

    /// <summary>Change-over switch, +-5 V, break before make; IN low connects D to S1.</summary>
    public static readonly Part Adg619 = Chips.Box(
        "ADG619",
        "change-over switch +-5 V, 4 ohm",
        "Package_SO:MSOP-8_3x3mm_P0.65mm",
        "KiCad symbol library 6.0.10 (DG419L in MSOP-8 without logic supply: same pin-out)",
        "6:IN:I 1:D:P",
        "2:S1:P 8:S2:P 5:NC:N",
        "4:VDD:W",
        "3:GND:W 7:VSS:W"
    );

    /// <summary>Four make contacts, 10 ohm; IN high closes. A source beyond the supplies opens its contact by itself, up to +-55 V.</summary>
    public static readonly Part Adg5412f = Chips.Box(
        "ADG5412F",
        "four fault-protected switches, 10 ohm",
        "Package_SO:TSSOP-16_4.4x5mm_P0.65mm",
        Chips.Adi + " (ADG5412, ADG1412: same pin-out; pin 12 is the fault flag)",
        "1:IN1:I 2:D1:P 16:IN2:I 15:D2:P 9:IN3:I 10:D3:P 8:IN4:I 7:D4:P",
        "3:S1:P 14:S2:P 11:S3:P 6:S4:P 12:FF:C",
        "13:VDD:W",
        "5:GND:W 4:VSS:W"
    );

    /// <summary>One make contact for 3.3 V; IN high closes.</summary>
    public static readonly Part Ts5a3166 = Chips.Box(
        "TS5A3166",
        "switch 1 ohm, 5 V",
        "Package_TO_SOT_SMD:SOT-23-5",
        Chips.KiCad,
        "4:IN:I 2:COM:P",
        "1:NO:P",
        "5:V+:W",
        "3:GND:W"
    );

    /// <summary>Two diodes in series: 1 anode, 3 middle, 2 cathode.</summary>
    public static readonly Part SeriesPair = Chips.Box(
        "DiodePair",
        "two diodes in series",
        "Package_TO_SOT_SMD:SOT-23",
        Chips.KiCad + " (BAT54S, same pin-out)",
        "1:A:P",
        "2:K:P",
        "",
        "3:KA:P",
        "D"
    );

    /// <summary>Two diodes with a common cathode: 1 and 2 anodes, 3 cathode.</summary>
    public static readonly Part CommonCathode = Chips.Box(
        "DiodeOr",
        "two diodes, common cathode",
        "Package_TO_SOT_SMD:SOT-23",
        Chips.KiCad + " (BAT54C)",
        "1:A1:P 2:A2:P",
        "3:K:P",
        prefix: "D"
    );

    /// <summary>Reference 2.5 V, 2 ppm/K.</summary>
    public static readonly Part Adr4525 = Chips.Box(
        "ADR4525",
        "reference 2.5 V, 2 ppm/K",
        "Package_SO:SOIC-8_3.9x4.9mm_P1.27mm",
        Chips.KiCad,
        "2:VIN:W",
        "6:VOUT:X 1:NC:N 3:NC:N 5:NC:N 7:NC:N 8:NC:N",
        "",
        "4:GND:W"
    );

    /// <summary>Signal relay with two change-over contacts; drawn and numbered as released.</summary>
    public static readonly Part G6k2 = Chips.Box(
        "G6K-2F-Y",
        "signal relay, two change-over contacts, 5 V coil 237 ohm",
        "Relay_SMD:Relay_DPDT_Omron_G6K-2F-Y",
        Chips.KiCad,
        "1:COIL+:P 3:COM1:P 6:COM2:P",
        "8:COIL-:P 4:NO1:P 2:NC1:P 5:NO2:P 7:NC2:P",
        prefix: "K"
    );

    private static Part Quad(string name, string description) =>
        Chips.Amplifiers(
            name,
            description,
            "Package_SO:TSSOP-14_4.4x5mm_P0.65mm",
            Chips.KiCad,
            "4",
            "11",
            PinKind.Output,
            ("3", "2", "1"),
            ("5", "6", "7"),
            ("10", "9", "8"),
            ("12", "13", "14")
        );

    private static Part Dual(string name, string description) =>
        Chips.Amplifiers(
            name,
            description,
            "Package_SO:MSOP-8_3x3mm_P0.65mm",
            Chips.KiCad + " (OPA2197, same pin-out)",
            "8",
            "4",
            PinKind.Output,
            ("3", "2", "1"),
            ("5", "6", "7")
        );

    private static Part Multiplexer(string name, string description, string source) =>
        Chips.Box(
            name,
            description,
            "Package_SO:TSSOP-16_4.4x5mm_P0.65mm",
            source,
            "1:A0:I 16:A1:I 15:A2:I 2:EN:I 8:D:P",
            "4:S1:P 5:S2:P 6:S3:P 7:S4:P 12:S5:P 11:S6:P 10:S7:P 9:S8:P",
            "13:VDD:W",
            "14:GND:W 3:VSS:W"
        );

    private static Part DualMultiplexer(string name, string description, string source) =>
        Chips.Box(
            name,
            description,
            "Package_SO:TSSOP-16_4.4x5mm_P0.65mm",
            source,
            "1:A0:I 16:A1:I 2:EN:I 8:DA:P 9:DB:P",
            "4:S1A:P 5:S2A:P 6:S3A:P 7:S4A:P 13:S1B:P 12:S2B:P 11:S3B:P 10:S4B:P",
            "14:VDD:W",
            "15:GND:W 3:VSS:W"
        );
}
