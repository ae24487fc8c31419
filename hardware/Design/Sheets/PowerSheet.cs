using EdgeTester.Hardware.Model;
using EdgeTester.Hardware.Parts;

namespace EdgeTester.Hardware.Sheets;

/// <summary>12 V in, 3.3 V for the processor, two isolated converters and the regulators of the measuring side.</summary>
public static class PowerSheet
{
    /// <summary>The drawing.</summary>
    public static Sheet Create()
    {
        var s = new SheetBuilder("power", "Supplies");
        s.Ports(PortKind.Output, "PWR_FAIL");
        Inlet(s);
        Processor(s);
        Isolated(s);
        Regulators(s);
        return s.Build();
    }

    private static void Inlet(SheetBuilder s)
    {
        s.Block("Inlet", "12 V, 1.5 A; reverse polarity and surges are stopped");
        s.Chip(PowerParts.Inlet, "1=VIN_RAW 2=GND", "12V DC");
        s.Two(Passives.Fuse, "2A", "", "VIN_RAW", "V+12VFUSED");
        s.Two(Passives.Diode, "SS34", "", "+12V", "V+12VFUSED");
        s.Two(Passives.Suppressor, "SMBJ15A", "", "+12V", "GND");
        s.C("1000u", "+12V", "GND", "electrolytic 25V");
        s.C("10u", "+12V", "GND", "X7R 25V");
        s.Block("Early warning", "9.4 V: at least 20 ms before the converters stop");
        s.R("221k", "+12V", "PF_SENSE");
        s.R("10k", "PF_SENSE", "GND");
        s.Chip(PowerParts.Tps3808, "SENSE=PF_SENSE MR=+3V3 CT=PF_CT RESET=PWR_FAIL VDD=+3V3 GND=GND");
        s.C("10n", "PF_CT", "GND");
        s.R("10k", "+3V3", "PWR_FAIL");
        s.Decouple("+3V3", "GND");
    }

    private static void Processor(SheetBuilder s)
    {
        s.Block("3.3 V for the processor");
        s.Chip(PowerParts.Ap63203, "IN=+12V EN=+12V SW=BUCK_SW BST=BUCK_BST FB=+3V3 GND=GND");
        s.C("100n", "BUCK_BST", "BUCK_SW");
        s.Two(Passives.Inductor, "4.7u", "3A shielded", "BUCK_SW", "+3V3");
        s.C("10u", "+12V", "GND", "X7R 25V");
        s.C("22u", "+3V3", "GND", "X5R 10V");
        s.C("22u", "+3V3", "GND", "X5R 10V");
    }

    private static void Isolated(SheetBuilder s)
    {
        s.Block("Isolated converters", "1.5 kV; pi filters both sides");
        s.Two(Passives.Inductor, "4.7u", "3A shielded", "+12V", "+12VF");
        s.C("10u", "+12VF", "GND", "X7R 25V");
        s.C("10u", "+12VF", "GND", "X7R 25V");
        s.Chip(PowerParts.DualConverter, "+Vin=+12VF -Vin=GND +Vout=ISO_P Com=AGND -Vout=ISO_N");
        s.Two(Passives.Bead, "600R", "2A", "ISO_P", "+12VA");
        s.Two(Passives.Bead, "600R", "2A", "ISO_N", "-12VA");
        s.C("22u", "+12VA", "AGND", "X7R 25V");
        s.C("22u", "AGND", "-12VA", "X7R 25V");
        s.Chip(PowerParts.SingleConverter, "+Vin=+12VF -Vin=GND +Vout=ISO_5 -Vout=AGND");
        s.Two(Passives.Bead, "600R", "2A", "ISO_5", "+5VREL");
        s.C("22u", "+5VREL", "AGND", "X7R 25V");
        s.C("1n", "GND", "AGND", "Y1 250V");
        s.R("10M", "GND", "AGND");
    }

    private static void Regulators(SheetBuilder s)
    {
        s.Block("+9 V", "1.4 V + 6.4 V + 0.8 V + 0.4 V = 9.0 V");
        s.Chip(
            PowerParts.Tps7a4701,
            "IN=+12VA EN=+12VA NR=NR_P OUT=+9V SENSE=+9V 4=AGND 9=AGND 10=AGND GND=AGND EP=AGND"
        );
        s.C("1u", "NR_P", "AGND", "X7R 25V");
        s.C("10u", "+12VA", "AGND", "X7R 25V");
        s.C("47u", "+9V", "AGND", "X5R 16V");
        s.Block("-9 V", "1.175 V * (1 + 66.5/10) = 9.0 V");
        s.Chip(PowerParts.Tps7a3301, "IN=-12VA EN=-12VA NR=NR_N OUT=-9V FB=FB_N GND=AGND EP=AGND");
        s.R("66.5k", "FB_N", "-9V");
        s.R("10k", "AGND", "FB_N");
        s.C("1u", "AGND", "NR_N", "X7R 25V");
        s.C("10u", "AGND", "-12VA", "X7R 25V");
        s.C("47u", "AGND", "-9V", "X5R 16V");
        s.Block("+-5 V", "1.19 V * (1 + 32.4/10) and 1.19 V * 42.2/10");
        s.Chip(
            PowerParts.Tps7a39,
            "INP=+9V INN=-9V EN=+9V NR/SS=NR_5 OUTP=+5VA FBP=FB_5P OUTN=-5VA FBN=FB_5N BUF=BUF_5 GND=AGND 11=AGND"
        );
        s.R("32.4k", "+5VA", "FB_5P");
        s.R("10k", "FB_5P", "AGND");
        s.R("10k", "BUF_5", "FB_5N");
        s.R("42.2k", "FB_5N", "-5VA");
        s.C("10n", "NR_5", "AGND");
        s.C("10u", "+5VA", "AGND", "X7R 25V");
        s.C("10u", "AGND", "-5VA", "X7R 25V");
        s.C("10u", "+9V", "AGND", "X7R 25V");
        s.C("10u", "AGND", "-9V", "X7R 25V");
        s.Block("3.3 V of the measuring side");
        s.Chip(PowerParts.Lp5907, "IN=+5VREL EN=+5VREL OUT=+3V3A GND=AGND");
        s.C("1u", "+5VREL", "AGND", "X7R 25V");
        s.C("10u", "+3V3A", "AGND", "X7R 25V");
    }
}
