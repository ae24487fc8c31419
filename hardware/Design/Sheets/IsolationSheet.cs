using EdgeTester.Hardware.Model;
using EdgeTester.Hardware.Parts;

namespace EdgeTester.Hardware.Sheets;

/// <summary>The only signals between processor and measuring side. The lines of arming and watchdog fall low without a processor.</summary>
public static class IsolationSheet
{
    /// <summary>The drawing.</summary>
    public static Sheet Create()
    {
        var s = new SheetBuilder("isolation", "Isolation between processor and measuring side");
        s.Ports(
            PortKind.Input,
            "CS_AFE MOSI1 SCLK1 RST_AFE MOSI2 SCLK2 SEL_A0 SEL_A1 SEL_A2 SEL_EN HEARTBEAT ARM"
        );
        s.Ports(PortKind.Output, "MISO1 MISO2 AFE_INT DRDY SAFE_BACK");
        s.Ports(PortKind.Input, "A_MISO1 A_MISO2 A_AFE_INT A_nDRDY A_SAFE");
        s.Ports(
            PortKind.Output,
            "A_nCS_AFE A_MOSI1 A_SCLK1 A_nRST_AFE A_MOSI2 A_SCLK2 A_SEL_A0 A_SEL_A1 A_SEL_A2 A_nSEL_EN A_HEARTBEAT A_ARM"
        );
        s.Block("SPI1", "high without the processor: not selected");
        s.Chip(
            DigitalParts.Iso7762,
            "INA=SCLK1 OUTA=A_SCLK1 INB=MOSI1 OUTB=A_MOSI1 INC=CS_AFE OUTC=A_nCS_AFE IND=SCLK2 OUTD=A_SCLK2 "
                + "INE=A_MISO1 OUTE=MISO1_X INF=A_MISO2 OUTF=MISO2 VCC1=+3V3 GND1=GND VCC2=+3V3A GND2=AGND",
            "ISO7762DW"
        );
        // FRAM shares MISO of SPI1: the isolator, which cannot let go, steps back behind a buffer.
        s.Chip(DigitalParts.TriBuffer, "A=MISO1_X OE=CS_AFE Y=MISO1 VCC=+3V3 GND=GND");
        s.R("100k", "+3V3", "MISO1");
        s.R("100k", "+3V3A", "A_MISO1");
        s.Decouple("+3V3", "GND");
        s.Decouple("+3V3", "GND");
        s.Decouple("+3V3A");
        s.Block("SPI2");
        s.Chip(
            DigitalParts.Iso7762,
            "INA=MOSI2 OUTA=A_MOSI2 INB=SEL_A0 OUTB=A_SEL_A0 INC=SEL_A1 OUTC=A_SEL_A1 IND=SEL_EN OUTD=A_nSEL_EN "
                + "INE=A_AFE_INT OUTE=AFE_INT INF=A_nDRDY OUTF=DRDY VCC1=+3V3 GND1=GND VCC2=+3V3A GND2=AGND",
            "ISO7762DW"
        );
        s.Decouple("+3V3", "GND");
        s.Decouple("+3V3A");
        s.Block("Safety", "F version: low without the processor, so disarmed");
        s.Chip(
            DigitalParts.Iso7762,
            "INA=SEL_A2 OUTA=A_SEL_A2 INB=HEARTBEAT OUTB=A_HEARTBEAT INC=ARM OUTC=A_ARM IND=RST_AFE OUTD=A_nRST_AFE "
                + "INE=A_SAFE OUTE=SAFE_BACK INF=AGND VCC1=+3V3 GND1=GND VCC2=+3V3A GND2=AGND",
            "ISO7762FDW"
        );
        s.R("10k", "RST_AFE", "GND");
        s.Decouple("+3V3", "GND");
        s.Decouple("+3V3A");
        return s.Build();
    }
}
