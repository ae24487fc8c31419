using EdgeTester.Hardware.Model;
using EdgeTester.Hardware.Parts;

namespace EdgeTester.Hardware.Sheets;

/// <summary>
/// One channel: set-point, error amplifier, output stage, relay, sense, shunts, trip. Used eight times. Potentiostat and galvanostat share
/// one amplifier and one capacitor; the formulas stand in hardware/design.md and are checked by the SPICE decks.
/// </summary>
public static class ChannelSheet
{
    /// <summary>Thin film, 0.05 %, 10 ppm/K.</summary>
    internal const string Precise = "0.05%";

    /// <summary>Thin film, 0.1 %, 25 ppm/K.</summary>
    internal const string Fair = "0.1%";

    /// <summary>The drawing.</summary>
    public static Sheet Create()
    {
        var s = new SheetBuilder("channel", "Channel: potentiostat and galvanostat, four ranges");
        s.Ports(
            PortKind.Input,
            "V_DAC REF_MID EXC_BUS TRIP_P TRIP_N nPOR RELAY_CMD RANGE0 RANGE1 PSTAT FINE EXC COIL_N SENSE_COIL CE_FORCE"
        );
        s.Ports(PortKind.Passive, "COMP");
        s.Ports(PortKind.Output, "RUN TRIPPED nTRIPPED DRV_R VCELL ISH ADC_V ADC_I ADC_F");
        SetPoint(s);
        ErrorAmplifier(s);
        OutputStage(s);
        Cell(s);
        Sense(s);
        Shunts(s);
        Converters(s);
        Trip(s);
        Supplies(s);
        return s.Build();
    }

    private static void SetPoint(SheetBuilder s)
    {
        s.Block("Set-point", "VSP = V_DAC - 1.25 V: +-1.25 V, a tenth of it with FINE");
        s.R("10k", "V_DAC", "SPD_P", Precise);
        s.R("10k", "SPD_P", "AGND", Precise);
        s.R("10k", "REF_MID", "SPD_N", Precise);
        s.R("10k", "SPD_N", "VSP", Precise);
        // U1: amplifiers at +-5 V.
        s.Chip(
            AnalogParts.Opa4197,
            "3=SPD_P 2=SPD_N 1=VSP 5=SP_F 6=EA_N 7=EA_OUT 10=SH_IN 9=ISH 8=ISH 12=V6_IN 13=V6 14=V6 4=+5VA 11=-5VA",
            unitBlocks: ["Set-point", "Error amplifier", "Shunts", "To the converters", "Decoupling"]
        );
        s.R("18k", "VSP", "VSP_FINE", Precise);
        s.R("2k", "VSP_FINE", "AGND", Precise);
    }

    private static void ErrorAmplifier(SheetBuilder s)
    {
        s.Block(
            "Error amplifier",
            "PSTAT: Kp = 1.5 * 39.2/15 = 3.9, pole 9.4 kHz. Else: integrator, 10.9 kHz. EXC adds 10 uF: the loop holds"
        );
        s.R("15k", "VCELL", "FB_V", Precise);
        s.R("2.43k", "FB_V", "AGND", Fair);
        // The loop's own corner before the set-point, which would else pass at once and overshoot by half.
        s.R("2.2k", "SP", "SP_F");
        s.C("10n", "SP_F", "AGND", "C0G 50V");
        s.R("51.1k", "ISH", "FB_I", Fair);
        s.R("39.2k", "EA_OUT", "LAG", Fair);
        s.C("430p", "EA_OUT", "EA_N", "C0G 50V");
        s.C("10u", "EA_OUT", "HOLD", "X7R 25V");
        s.R("1k", "HOLD_PRE", "SP_COPY");
        s.Chip(
            AnalogParts.Adg1634,
            "D1=EA_N S1A=FB_V S1B=FB_I IN1=PSTAT D2=LAG S2A=EA_N S2B=AGND IN2=PSTAT "
                + "D3=HOLD S3A=EA_N S3B=HOLD_PRE IN3=EXC D4=SP S4A=VSP_FINE S4B=VSP IN4=FINE VDD=+5VA VSS=-5VA GND=AGND"
        );
    }

    private static void OutputStage(SheetBuilder s)
    {
        s.Block("Output stage", "DRV = 1.5 EA_OUT + EXC_BUS; EA_OUT ends at the 5 V rails: +-7.5 V");
        s.R("2k", "EA_OUT", "SUM", Fair);
        s.R("3k", "EXC_IN", "SUM", Fair);
        s.R("3k", "DRV", "DRV_FB", Fair);
        s.R("2k", "DRV_FB", "AGND", Fair);
        s.C("10p", "DRV", "DRV_FB", "C0G 50V");
        s.Chip(AnalogParts.Adg619, "D=EXC_IN S1=AGND S2=EXC_BUS IN=EXC VDD=+5VA VSS=-5VA GND=AGND");
        // U4: amplifiers at +-9 V.
        s.Chip(
            AnalogParts.Opa4197,
            "3=SP_IN 2=SPB 1=SPB 5=SM_IN 6=SMB 7=SMB 10=DIF_P 9=DIF_N 8=VCELL 12=SUM 13=DRV_FB 14=DRV 4=+9V 11=-9V",
            unitBlocks: ["Sense", "Sense", "Sense", "Output stage", "Decoupling"]
        );
        s.R("7.5", "DRV", "DRV_R", "0.5% 0.5W");
    }

    private static void Cell(SheetBuilder s)
    {
        s.Block(
            "Relay and cell",
            "K1: CE and WE while running; K2: sense lines while armed: without power no current leaves a cell"
        );
        s.Chip(AnalogParts.G6k2, "COIL+=+5VREL COIL-=COIL_N COM1=CE_FORCE NO1=CE COM2=WE_TOP NO2=WE");
        s.Chip(AnalogParts.G6k2, "COIL+=+5VREL COIL-=SENSE_COIL COM1=S_P NO1=SP_CELL COM2=S_N NO2=SN_CELL");
        s.Chip(
            PowerParts.Connector(
                6,
                "TerminalBlock_Phoenix:TerminalBlock_Phoenix_MPT-0,5-6-2.54_1x06_P2.54mm_Horizontal"
            ),
            "1=CE 2=SP_CELL 3=GUARD_P 4=SN_CELL 5=WE 6=GUARD_N",
            "CELL"
        );
    }

    private static void Sense(SheetBuilder s)
    {
        s.Block("Sense", "VCELL = S+ - S-; guards follow the buffers");
        s.R("1k", "S_P", "SP_IN");
        s.Chip(AnalogParts.SeriesPair, "1=-9V 3=SP_IN 2=+9V", "BAV199");
        s.R("1k", "S_N", "SM_IN");
        s.Chip(AnalogParts.SeriesPair, "1=-9V 3=SM_IN 2=+9V", "BAV199");
        s.R("100", "SPB", "GUARD_P");
        s.R("100", "SMB", "GUARD_N");
        s.Chip(
            Passives.Array4,
            "1=SPB 8=DIF_P 2=AGND 7=DIF_P 3=SMB 6=DIF_N 4=VCELL 5=DIF_N",
            "4x10k",
            "0.05% match"
        );
    }

    private static void Shunts(SheetBuilder s)
    {
        s.Block("Shunts", "1 V at 10 mA, 1 mA, 100 uA, 10 uA; force and sense switched apart");
        s.R("100", "SH0", "AGND", Precise);
        s.R("1k", "SH1", "AGND", Precise);
        s.R("10k", "SH2", "AGND", Precise);
        s.R("100k", "SH3", "AGND", Precise);
        s.Chip(
            AnalogParts.Adg1609,
            "DA=WE_TOP DB=SH_SENSE S1A=SH0 S1B=SH0 S2A=SH1 S2B=SH1 S3A=SH2 S3B=SH2 S4A=SH3 S4B=SH3 "
                + "A0=RANGE0 A1=RANGE1 EN=+3V3A VDD=+5VA VSS=-5VA GND=AGND"
        );
        s.Chip(AnalogParts.SeriesPair, "1=WE_TOP 3=CLAMP_P 2=AGND", "BAV199");
        s.Chip(AnalogParts.SeriesPair, "1=AGND 3=CLAMP_N 2=WE_TOP", "BAV199");
        s.R("100", "ISH", "CLAMP_P");
        s.R("100", "ISH", "CLAMP_N");
        // The same delay as in the sense lines, so that it cancels in the impedance.
        s.R("1k", "SH_SENSE", "SH_IN");
        s.C("3.9p", "SH_IN", "AGND", "C0G 50V");
    }

    private static void Converters(SheetBuilder s)
    {
        s.Block("To the converters", "one pole at 40 kHz each");
        s.R("10k", "VCELL", "V6_IN", Precise);
        s.R("2k", "V6_IN", "AGND", Precise);
        s.R("1k", "V6", "ADC_V");
        s.C("3.9n", "ADC_V", "AGND", "C0G 50V");
        s.R("1k", "ISH", "ADC_I");
        s.C("3.9n", "ADC_I", "AGND", "C0G 50V");
        s.R("1k", "VCELL", "ADC_F");
        s.C("3.9n", "ADC_F", "AGND", "C0G 50V");
        s.Chip(AnalogParts.SeriesPair, "1=AGND 3=ADC_F 2=AGND", "BAV199");
    }

    private static void Trip(SheetBuilder s)
    {
        s.Block(
            "Trip",
            "7.23 V within 0.1 ms; 25 mA after 1 ms, 38 mA at once; held until RELAY_CMD rises again"
        );
        s.R("10k", "DRV", "IM_P", Fair);
        s.R("63.4k", "IM_P", "AGND", Fair);
        s.R("10k", "DRV_R", "IM_N", Fair);
        s.R("63.4k", "IM_N", "IMON", Fair);
        s.Chip(
            AnalogParts.Tlv9302,
            "3=IM_P 2=IM_N 1=IMON 5=SP 6=SP_COPY 7=SP_COPY 8=+9V 4=-9V",
            unitBlocks: ["Trip", "Error amplifier", "Decoupling"]
        );
        s.R("10k", "IMON", "I_TRIP");
        s.Chip(AnalogParts.SeriesPair, "1=IMON 3=I_TRIP 2=IMON", "BAV99");
        s.C("100n", "I_TRIP", "AGND");
        s.R("10k", "V6", "V_TRIP");
        s.C("2.2n", "V_TRIP", "AGND", "C0G 50V");
        s.Chip(
            AnalogParts.Tlv1704,
            "5=TRIP_P 4=V_TRIP 2=COMP 7=V_TRIP 6=TRIP_N 1=COMP 9=TRIP_P 8=I_TRIP 14=COMP 11=I_TRIP 10=TRIP_N 13=COMP 3=+5VA 12=-5VA",
            unitBlocks: ["Trip", "Trip", "Trip", "Trip", "Decoupling"]
        );
        s.R("10k", "+3V3A", "COMP");
        s.R("22k", "COMP", "nTRIP");
        s.C("100p", "nTRIP", "AGND", "C0G 50V");
        s.Two(Passives.Diode, "BAT54", "", "nTRIP", "AGND");
        s.Chip(DigitalParts.Inverter, "A=RELAY_CMD Y=nRELAY VCC=+3V3A GND=AGND");
        s.Chip(DigitalParts.Or, "A=nTRIP B=nRELAY Y=nSET VCC=+3V3A GND=AGND");
        s.Chip(
            DigitalParts.FlipFlop,
            "D=AGND CP=RELAY_CMD PRE=nSET CLR=nPOR Q=TRIPPED QN=nTRIPPED VCC=+3V3A GND=AGND"
        );
        s.Chip(DigitalParts.And, "A=RELAY_CMD B=nTRIPPED Y=RUN VCC=+3V3A GND=AGND");
    }

    private static void Supplies(SheetBuilder s)
    {
        s.Block("Decoupling");
        s.Decouple("+5VA -5VA +5VA -5VA +5VA -5VA +5VA -5VA +5VA -5VA +9V -9V +9V -9V");
        s.Decouple("+3V3A +3V3A +3V3A +3V3A");
        s.C("10u", "+9V", "AGND", "X7R 25V");
        s.C("10u", "-9V", "AGND", "X7R 25V");
    }
}
