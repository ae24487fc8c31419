namespace EdgeTester.Hardware.Bom;

/// <summary>Orders for everything that is not a resistor or capacitor, by part and value.</summary>
internal static class ChipOffers
{
    internal const string Estimate = "estimate, 2026-11-22";
    private const string Study = "estimate, 2026-11-22, from the range in the project's study of parts";

    /// <summary>Key "part" or "part/value".</summary>
    public static readonly IReadOnlyDictionary<string, Offer> All = new Dictionary<string, Offer>
    {
        ["OPA4197"] = Ti("OPA4197IPWR", "OPA4192IPWR", 4.9, 4.3, 3.3, Study),
        ["OPA2197"] = Ti("OPA2197IDGKR", "OPA2192IDGKR", 2.9, 2.5, 1.8),
        ["OPA2365"] = Ti("OPA2365AIDR", "OPA2350UA (38 MHz)", 3.6, 3.2, 2.3),
        ["MCP6002"] = new(
            "Microchip",
            "MCP6002-I/P",
            "any dual rail-to-rail amplifier in DIP-8",
            0.5,
            0.42,
            0.32,
            Estimate
        ),
        ["AD9834"] = Adi("AD9834BRUZ", "AD9834CRUZ (75 MHz)", 11.5, 10.4, 8.2, Study),
        ["74LVC1G3157"] = Nexperia("74LVC1G3157GW,125", "SN74LVC1G3157DCKR", 0.35, 0.26, 0.12),
        ["74HC139"] = Nexperia("74HC139PW,118", "SN74HC139PWR", 0.5, 0.4, 0.2),
        ["ModuleHeader"] = new(
            "Wuerth",
            "61302621121",
            "any 2 x 13 header 2.54 mm",
            0.9,
            0.75,
            0.55,
            Estimate
        ),
        ["ModuleSocket"] = new("Wuerth", "61302621821", "any 2 x 13 socket 2.54 mm", 2.2, 1.9, 1.4, Estimate),
        ["DevKitC_J2"] = new("Wuerth", "61301911821", "any 1 x 19 socket 2.54 mm", 1.8, 1.5, 1.1, Estimate),
        ["DevKitC_J3"] = new("Wuerth", "61301911821", "any 1 x 19 socket 2.54 mm", 1.8, 1.5, 1.1, Estimate),
        ["Conn_03/GROUND OR MIDDLE"] = new(
            "Wuerth",
            "61300311121",
            "any 2.54 mm header, with a jumper",
            0.16,
            0.13,
            0.08,
            Estimate
        ),
        ["Conn_03/CELL"] = new(
            "Phoenix Contact",
            "1725669 (MPT 0,5/3-2,54)",
            "any 3-way terminal 2.54 mm",
            1.5,
            1.35,
            1.0,
            Estimate
        ),
        ["L/22u"] = new(
            "Murata",
            "LQH32CN220K53L",
            "any 22 uH above 5 MHz self-resonance, 0.1 A",
            0.35,
            0.28,
            0.16,
            Estimate
        ),
        ["TLV9302"] = Ti("TLV9302IDGKR", "OPA2197IDGKR", 0.9, 0.75, 0.5),
        ["OPA2325"] = Ti("OPA2325IDGKR", "OPA2320AIDGKR", 2.4, 2.1, 1.5),
        ["TLV1704"] = Ti("TLV1704AIPWR", "LM2901PWR (slower: 1.3 us)", 1.6, 1.4, 1.0),
        ["ADG1609"] = Adi("ADG1609BRUZ", "ADG1409YRUZ at +-5 V", 5.0, 4.6, 3.4, Study),
        ["ADG1409"] = Adi("ADG1409YRUZ", "ADG409BRUZ (100 ohm)", 6.5, 5.9, 4.6),
        ["ADG1408"] = Adi("ADG1408YRUZ", "ADG408BRUZ (100 ohm)", 6.6, 6.0, 4.7),
        ["ADG1608"] = Adi("ADG1608BRUZ", "ADG1408YRUZ at +-5 V", 5.0, 4.6, 3.4),
        ["ADG1634"] = Adi("ADG1634BRUZ", "4 x ADG619BRMZ", 5.4, 4.9, 3.7, Study),
        ["ADG619"] = Adi("ADG619BRMZ", "ADG1619BRMZ", 2.9, 2.6, 1.9),
        ["ADG5412F"] = Adi(
            "ADG5412FBRUZ",
            "ADG5412BRUZ (9.8 ohm, but without protection against +-12 V at CE)",
            9.8,
            8.8,
            6.9
        ),
        ["TS5A3166"] = Ti("TS5A3166DBVR", "TS5A3167DBVR inverted", 0.6, 0.5, 0.3),
        ["DiodePair/BAV199"] = new("Nexperia", "BAV199,215", "BAV199LT1G", 0.18, 0.12, 0.06, Estimate),
        ["DiodePair/BAV99"] = new("Nexperia", "BAV99,215", "BAV99LT1G", 0.12, 0.08, 0.03, Estimate),
        ["DiodeOr/BAT54C"] = new("Nexperia", "BAT54C,215", "BAT54CLT1G", 0.14, 0.1, 0.04, Estimate),
        ["D/BAT54"] = new("Diodes Inc.", "BAT54WS-7-F", "BAT54HT1G", 0.18, 0.12, 0.05, Estimate),
        ["D/SS34"] = new("onsemi", "SS34", "B340A-13-F", 0.4, 0.3, 0.15, Estimate),
        ["TVS/SMBJ15A"] = new("Littelfuse", "SMBJ15A", "SMBJ15A-13-F", 0.5, 0.4, 0.2, Estimate),
        ["LED/green"] = new("Wuerth", "150060GS75000", "any 0603", 0.2, 0.16, 0.1, Estimate),
        ["ADR4525"] = Adi("ADR4525BRZ", "REF5025AID (other pin-out)", 9.6, 8.7, 6.9, Study),
        ["G6K-2F-Y"] = new("Omron", "G6K-2F-Y DC5", "TE IM03GR", 4.1, 3.6, 2.6, Study),
        ["ESP32-S3-WROOM-1/ESP32-S3-WROOM-1-N16R8"] = new(
            "Espressif",
            "ESP32-S3-WROOM-1-N16R8",
            "ESP32-S3-WROOM-1U-N16R8 with antenna plug",
            6.4,
            5.6,
            4.5,
            Study
        ),
        ["MB85RS256B"] = new(
            "Fujitsu",
            "MB85RS256BPNF-G-JNERE1",
            "Infineon FM25V02A-G",
            4.4,
            3.9,
            3.0,
            Estimate
        ),
        ["DS3231MZ"] = Adi("DS3231MZ+", "RV-3032-C7 (other pin-out)", 9.0, 8.0, 5.6),
        ["ISO7762/ISO7762DW"] = Ti("ISO7762DW", "ISO7762FDW where low is safe too", 4.6, 4.0, 2.9),
        ["ISO7762/ISO7762FDW"] = Ti(
            "ISO7762FDW",
            "none: the lines have to fall low without an input side",
            4.6,
            4.0,
            2.9
        ),
        ["74HC138"] = Nexperia("74HC138PW,118", "SN74HC138PWR", 0.5, 0.4, 0.2),
        ["74HC595"] = Nexperia("74HC595PW,118", "SN74HC595PWR", 0.5, 0.4, 0.2),
        ["74HC165"] = Nexperia("74HC165PW,118", "SN74HC165PWR", 0.5, 0.4, 0.2),
        ["74AUP1G74"] = Nexperia("74AUP1G74DC,125", "SN74LVC1G74DCUR", 0.4, 0.32, 0.16),
        ["74LVC1G08"] = Nexperia("74LVC1G08GV,125", "SN74LVC1G08DBVR", 0.25, 0.18, 0.07),
        ["74LVC1G32"] = Nexperia("74LVC1G32GV,125", "SN74LVC1G32DBVR", 0.25, 0.18, 0.07),
        ["74AUP1G86"] = Nexperia(
            "74AUP1G86GV,125",
            "SN74LVC1G86DBVR with Schmitt buffers before it",
            0.35,
            0.26,
            0.12
        ),
        ["74LVC1G04"] = Nexperia("74LVC1G04GV,125", "SN74LVC1G04DBVR", 0.25, 0.18, 0.07),
        ["74LVC1G125"] = Nexperia("74LVC1G125GV,125", "SN74LVC1G125DBVR", 0.25, 0.18, 0.07),
        ["ADS131M08"] = Ti("ADS131M08IPBSR", "none with the same registers", 11.5, 10.2, 8.0, Study),
        ["DAC80508M"] = Ti("DAC80508MRTER", "DAC60508MRTER (12 bit)", 17.5, 16.0, 13.0, Study),
        ["AD5941"] = Adi("AD5941BCPZ", "none", 15.0, 13.0, 10.0, Study),
        ["ASE-16MHz"] = new("Abracon", "ASE-16.000MHZ-LC-T", "SG-210STF 16 MHz", 1.6, 1.4, 1.0, Estimate),
        ["ULN2803A"] = Ti("ULN2803ADWR", "TBD62083AFG", 1.2, 1.0, 0.6),
        ["TPS386000"] = Ti("TPS386000RGPR", "none; two TPS3808 and a TPS3431", 4.6, 4.1, 3.0),
        ["AP63203WU"] = new(
            "Diodes Inc.",
            "AP63203WU-7",
            "TPS562201 (other circuit)",
            1.2,
            1.0,
            0.6,
            Estimate
        ),
        ["TMR10-2422WIR"] = new(
            "Traco",
            "TMR 10-2422WIR",
            "Recom RS12-2412D (other pin-out)",
            34,
            31,
            27,
            Estimate
        ),
        ["TMR4-2411WI"] = new(
            "Traco",
            "TMR 4-2411WI",
            "Recom RS6-2405S (other pin-out)",
            17,
            15.5,
            13,
            Estimate
        ),
        ["TPS7A4701"] = Ti("TPS7A4701RGWR", "LT3045EDD (other circuit)", 6.2, 5.6, 4.3),
        ["TPS7A3301"] = Ti("TPS7A3301RGWR", "LT3094EDD (other circuit)", 7.8, 7.0, 5.4),
        ["TPS7A39"] = Ti("TPS7A3901DSCR", "LM27762 for a lower load", 4.6, 4.1, 3.0),
        ["LP5907MFX-3.3"] = Ti("LP5907MFX-3.3/NOPB", "TLV70033DDCR", 0.7, 0.55, 0.3),
        ["TPS3808G01"] = Ti("TPS3808G01DBVR", "none", 1.7, 1.5, 1.0),
        ["USB_C"] = new("GCT", "USB4105-GF-A", "HRO TYPE-C-31-M-12", 0.9, 0.8, 0.55, Estimate),
        ["USBLC6-2SC6"] = new("ST", "USBLC6-2SC6", "TPD2E001DRLR (other pin-out)", 0.5, 0.4, 0.2, Estimate),
        ["Micro_SD"] = new("Hirose", "DM3AT-SF-PEJM5", "Amphenol 114-00841-68", 2.3, 2.0, 1.5, Estimate),
        ["CR1220"] = new("Keystone", "3000", "any holder for CR1220", 1.1, 1.0, 0.7, Estimate),
        ["Inlet/12V DC"] = new("CUI", "PJ-102AH", "Kycon KLDX-0202-A", 0.8, 0.7, 0.5, Estimate),
        ["Conn_04/CONSOLE"] = new("Wuerth", "61300411121", "any 2.54 mm header", 0.2, 0.16, 0.1, Estimate),
        ["Conn_06/CELL"] = new(
            "Phoenix Contact",
            "1725698 (MPT 0,5/6-2,54)",
            "Wuerth 691210910006",
            3.0,
            2.7,
            2.0,
            Estimate
        ),
        ["Conn_12/TEMPERATURE"] = new(
            "Wuerth",
            "61301221121",
            "any 2 x 6 header 2.54 mm",
            0.5,
            0.4,
            0.3,
            Estimate
        ),
        ["Button/RESET"] = new("E-Switch", "TL3342F160QG", "any 5 mm button", 0.5, 0.42, 0.3, Estimate),
        ["Button/BOOT"] = new("E-Switch", "TL3342F160QG", "any 5 mm button", 0.5, 0.42, 0.3, Estimate),
        ["L/4.7u"] = new("Bourns", "SRN4018-4R7M", "Wuerth 744043004", 0.7, 0.6, 0.35, Estimate),
        ["FerriteBead/600R"] = new("Murata", "BLM21PG601SN1D", "Wuerth 742792040", 0.2, 0.15, 0.08, Estimate),
        ["Polyfuse/2A"] = new("Littelfuse", "1812L200/16GR", "Bourns MF-MSMF200", 0.7, 0.6, 0.35, Estimate),
        ["R_Pack04/4x100k"] = new("Yageo", "YC164-JR-07100KL", "any 4 x 0603", 0.1, 0.04, 0.02, Estimate),
        ["R_Pack04/4x10k"] = new(
            "Vishay",
            "ACASA1002S1002P1AT",
            "LT5400BCMS8E-1 (other footprint, 0.025 %)",
            2.6,
            2.2,
            1.5,
            Estimate + "; the match of 0.05 % decides, not the value"
        ),
    };

    private static Offer Ti(
        string number,
        string alternate,
        double one,
        double ten,
        double hundred,
        string source = Estimate
    ) => new("Texas Instruments", number, alternate, one, ten, hundred, source);

    private static Offer Adi(
        string number,
        string alternate,
        double one,
        double ten,
        double hundred,
        string source = Estimate
    ) => new("Analog Devices", number, alternate, one, ten, hundred, source);

    private static Offer Nexperia(string number, string alternate, double one, double ten, double hundred) =>
        new("Nexperia", number, alternate, one, ten, hundred, Estimate);
}
