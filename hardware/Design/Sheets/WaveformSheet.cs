using EdgeTester.Hardware.Model;
using EdgeTester.Hardware.Parts;

namespace EdgeTester.Hardware.Sheets;

/// <summary>AD5941 as sine generator and lock-in, the AC multiplexers, R_cal with its own shunts, the oscillator.</summary>
public static class WaveformSheet
{
    /// <summary>The drawing.</summary>
    public static Sheet Create()
    {
        var s = new SheetBuilder("waveform", "Impedance: generator, lock-in, multiplexers, R_cal");
        s.Ports(PortKind.Input, "SCLK1 MOSI1 nCS_AFE nRST_AFE MUX0 MUX1 MUX2 MUX3");
        s.Ports(
            PortKind.Input,
            "SCLK2 MOSI2 nSYNC REF_ADC nCS_DDS_A nCS_DDS_B nCS_MODULE MOD_ON MOD_AMP0 MOD_AMP1"
        );
        s.Ports(PortKind.Output, "MISO1 MISO2 AFE_INT EXC_BUS CLK_8M");
        s.Ports(PortKind.Passive, string.Join(' ', Enumerable.Range(0, 8).Select(k => $"VCELL{k}")));
        s.Ports(PortKind.Passive, string.Join(' ', Enumerable.Range(0, 8).Select(k => $"ISH{k}")));
        Generator(s);
        Excitation(s);
        Multiplexers(s);
        Reference(s);
        Inputs(s);
        PreCharge(s);
        Clock(s);
        Module(s);
        return s.Build();
    }

    private static void Generator(SheetBuilder s)
    {
        s.Block("AD5941");
        s.Chip(
            DigitalParts.Ad5941,
            "CS=nCS_AFE SCLK=SCLK1 MOSI=MOSI1 MISO=MISO1 RESET=nRST_AFE GPIO0=AFE_INT XTALI=CLK_16M "
                + "CE0=GEN RE0=GEN AIN2=AIN_I AIN3=AIN_V VBIAS_CAP=VBIAS VREF_1V82=REF_1V8 VREF_2V5=REF_2V5_AFE "
                + "VBIAS0=VBIAS0 VZERO0=VZERO0 AVDD_REG=AVDD_REG DVDD_REG=DVDD_REG RC0_1=RC1 RC0_0=RC0 "
                + "RCAL0=AFE_CAL RCAL1=AFE_CAL2 AIN4=LPF "
                + "AVDD=+3V3A DVDD=+3V3A IOVDD=+3V3A AGND=AGND AGND_REF=AGND DGND=AGND EP=AGND"
        );
        s.R("200", "AFE_CAL", "AFE_CAL2", ChannelSheet.Fair);
        s.C("4.7u", "REF_1V8", "AGND", "X7R 25V");
        s.C("470n", "REF_2V5_AFE", "AGND", "X7R 25V");
        s.C("470n", "AVDD_REG", "AGND", "X7R 25V");
        s.C("470n", "DVDD_REG", "AGND", "X7R 25V");
        s.C("470n", "VBIAS", "AGND", "X7R 25V");
        s.C("100n", "VBIAS0", "AGND");
        s.C("100n", "VZERO0", "AGND");
        s.C("100n", "RC1", "RC0");
        s.C("100n", "LPF", "AGND");
        s.Decouple("+3V3A +3V3A +3V3A");
        s.R("100k", "nRST_AFE", "AGND");
    }

    private static void Excitation(SheetBuilder s)
    {
        s.Block("Excitation", "AC-coupled (0.16 Hz): the generator's offset does not reach a cell");
        s.C("10u", "GEN", "EXC_AC", "X7R 25V");
        s.R("100k", "EXC_AC", "AGND");
        // The amplifiers of R_cal and of the excitation: the same parts as in a channel.
        s.Chip(
            AnalogParts.Opa4197,
            "3=EXC_SOURCE 2=EXC_BUS 1=EXC_BUS 5=CAL_TOP 6=CAL_TB 7=CAL_TB 10=CAL_MID 9=CAL_I 8=CAL_I 12=CAL_DP 13=CAL_DN 14=CAL_V 4=+5VA 11=-5VA",
            unitBlocks: ["Excitation", "R_cal", "R_cal", "R_cal", "Excitation"]
        );
        s.Decouple("+5VA -5VA");
    }

    private static void Multiplexers(SheetBuilder s)
    {
        s.Block("Multiplexers", "0-7 channel, 8 and 9 R_cal, 15 nothing");
        var voltage = string.Join(' ', Enumerable.Range(0, 8).Select(k => $"S{k + 1}=VCELL{k}"));
        var current = string.Join(' ', Enumerable.Range(0, 8).Select(k => $"S{k + 1}=ISH{k}"));
        s.Chip(
            AnalogParts.Adg1408,
            $"A0=MUX0 A1=MUX1 A2=MUX2 EN=nMUX3 D=BUS_V VDD=+9V VSS=-9V GND=AGND {voltage}"
        );
        s.Chip(
            AnalogParts.Adg1608,
            $"A0=MUX0 A1=MUX1 A2=MUX2 EN=nMUX3 D=BUS_I VDD=+5VA VSS=-5VA GND=AGND {current}"
        );
        s.Chip(
            AnalogParts.Adg1409,
            "A0=MUX0 A1=MUX1 EN=MUX3 DA=BUS_V DB=BUS_I S1A=CAL_V S2A=CAL_V S3A=AGND S4A=AGND "
                + "S1B=CAL_I S2B=CAL_I S3B=AGND S4B=AGND VDD=+9V VSS=-9V GND=AGND"
        );
        s.Chip(DigitalParts.Inverter, "A=MUX3 Y=nMUX3 VCC=+3V3A GND=AGND");
        s.Decouple("+9V -9V +5VA -5VA +9V -9V +3V3A");
    }

    private static void Reference(SheetBuilder s)
    {
        s.Block("R_cal", "100 ohm with a 100 ohm shunt, 1 kohm with 1 kohm, each behind 22 ohm");
        s.R("22", "EXC_BUS", "CAL_A");
        s.R("100", "CAL_A", "CAL_AM", ChannelSheet.Precise);
        s.R("100", "CAL_AM", "AGND", ChannelSheet.Precise);
        s.R("22", "EXC_BUS", "CAL_B");
        s.R("1k", "CAL_B", "CAL_BM", ChannelSheet.Precise);
        s.R("1k", "CAL_BM", "AGND", ChannelSheet.Precise);
        // With the multiplexer as much capacitance as a channel's WE node has (206 pF): the ratio cancels it.
        s.C("110p", "CAL_AM", "AGND", "C0G 50V");
        s.C("110p", "CAL_BM", "AGND", "C0G 50V");
        s.Chip(
            AnalogParts.Adg1609,
            "A0=MUX0 A1=AGND EN=+3V3A DA=CAL_TOP DB=CAL_MID S1A=CAL_A S1B=CAL_AM S2A=CAL_B S2B=CAL_BM "
                + "S3A=AGND S3B=AGND S4A=AGND S4B=AGND VDD=+5VA VSS=-5VA GND=AGND"
        );
        s.Chip(
            Passives.Array4,
            "1=CAL_TB 8=CAL_DP 2=AGND 7=CAL_DP 3=CAL_I 6=CAL_DN 4=CAL_V 5=CAL_DN",
            "4x10k",
            "0.05% match"
        );
        s.Decouple("+5VA -5VA");
    }

    private static void Inputs(SheetBuilder s)
    {
        s.Block("AC inputs", "1 uF and 1 Mohm (0.16 Hz) around VBIAS, clamped to 0 and 3.3 V");
        foreach (var signal in new[] { "V", "I" })
        {
            s.C("1u", $"BUS_{signal}", $"AC_{signal}", "film 63V");
            s.R("1M", $"AC_{signal}", "VBIAS");
            s.R("1k", $"AC_{signal}", $"LIM_{signal}");
            s.Chip(AnalogParts.SeriesPair, $"1=AGND 3=LIM_{signal} 2=+3V3A", "BAV199");
            s.Chip(AnalogParts.Ts5a3166, $"IN=PRECHARGE COM=AC_{signal} NO=PRE_{signal} V+=+3V3A GND=AGND");
            s.R("1k", $"PRE_{signal}", "VBIAS");
        }
        s.Chip(AnalogParts.Opa2325, "3=LIM_V 2=AIN_V 1=AIN_V 5=LIM_I 6=AIN_I 7=AIN_I 8=+3V3A 4=AGND");
        s.Decouple("+3V3A +3V3A +3V3A");
    }

    private static void PreCharge(SheetBuilder s)
    {
        s.Block("Pre-charge", "every change of the multiplexer charges the coupling capacitors for 10 ms");
        for (var k = 0; k < 4; k++)
        {
            s.R("100k", $"MUX{k}", $"LATE{k}");
            s.C("150n", $"LATE{k}", "AGND", "X7R 25V");
            s.Chip(DigitalParts.Xor, $"A=MUX{k} B=LATE{k} Y=EDGE{k} VCC=+3V3A GND=AGND");
            s.Decouple("+3V3A");
        }
        s.Chip(AnalogParts.CommonCathode, "1=EDGE0 2=EDGE1 3=PRECHARGE", "BAT54C");
        s.Chip(AnalogParts.CommonCathode, "1=EDGE2 2=EDGE3 3=PRECHARGE", "BAT54C");
        s.R("100k", "PRECHARGE", "AGND");
    }

    private static void Clock(SheetBuilder s)
    {
        s.Block("Clock", "16 MHz for the AD5941, halved for the converters: both sample coherently");
        s.Chip(DigitalParts.Oscillator, "EN=+3V3A OUT=OSC VDD=+3V3A GND=AGND");
        s.R("33", "OSC", "CLK_16M");
        s.Chip(
            DigitalParts.FlipFlop,
            "D=TOGGLE CP=CLK_16M PRE=+3V3A CLR=+3V3A Q=CLK_8M_SRC QN=TOGGLE VCC=+3V3A GND=AGND"
        );
        s.R("33", "CLK_8M_SRC", "CLK_8M");
        s.Decouple("+3V3A +3V3A");
    }

    private static void Module(SheetBuilder s)
    {
        s.Block(
            "1 MHz module",
            "its sine takes the place of the generator's while a device of it is addressed"
        );
        s.Chip(AnalogParts.Adg619, "D=EXC_SOURCE S1=EXC_AC S2=MOD_EXC IN=MOD_ON VDD=+5VA VSS=-5VA GND=AGND");
        s.R("100k", "MOD_EXC", "AGND");
        s.R("33", "OSC", "CLK_MODULE");
        s.Chip(ModuleParts.Header, ModuleParts.Wiring, "MODULE");
        s.Decouple("+5VA -5VA");
    }
}
