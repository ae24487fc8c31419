using EdgeTester.Hardware.Model;
using EdgeTester.Hardware.Parts;

namespace EdgeTester.Hardware.Sheets;

/// <summary>
/// The 1 MHz module: one synthesizer makes the sine, a second the square wave of two switches that rectify cell voltage and shunt voltage in
/// step with it; a converter reads the means. Both synthesizers run on the board's 16 MHz.
/// </summary>
public static class ModuleSheet
{
    /// <summary>Gain before the switches: 1 + 2 kohm / 499 ohm.</summary>
    public const double Gain = 1 + 2000.0 / 499;

    /// <summary>The drawing.</summary>
    public static Sheet Create()
    {
        var s = new SheetBuilder("module", "1 MHz module: synthesizers, attenuator, demodulators, converter");
        Plug(s);
        Synthesizer(s, "A", "Sine");
        Synthesizer(s, "B", "Square wave");
        Attenuator(s);
        Demodulator(s);
        Converter(s);
        return s.Build();
    }

    private static void Plug(SheetBuilder s)
    {
        s.Block("Plug");
        s.Chip(ModuleParts.Socket, ModuleParts.Wiring, "PLUG");
        s.C("10u", "+3V3A", "AGND", "X7R 25V");
        s.C("10u", "+5VA", "AGND", "X7R 25V");
        s.C("10u", "AGND", "-5VA", "X7R 25V");
    }

    // SPI2 runs in mode 1 with a clock that rests low; the synthesizer takes data at falling edges too, but wants the clock high when it is
    // selected. The flip-flop selects it at the first rising edge and lets go with the chip select.
    private static void Synthesizer(SheetBuilder s, string which, string what)
    {
        s.Block(
            $"{what}: synthesizer {which}",
            "selected at the first rising edge of SCLK: it has to be high then"
        );
        s.Chip(DigitalParts.Inverter, $"A=nCS_DDS_{which} Y=CS_{which} VCC=+3V3A GND=AGND");
        s.Chip(
            DigitalParts.FlipFlop,
            $"D=AGND CP=SCLK2 PRE=CS_{which} CLR=+3V3A Q=FS_{which} VCC=+3V3A GND=AGND"
        );
        s.R("1k", $"FS_{which}", $"FSYNC_{which}");
        s.C("15p", $"FSYNC_{which}", "AGND", "C0G 50V");
        s.Chip(
            DigitalParts.Ad9834,
            $"FSYNC=FSYNC_{which} SCLK=SCLK2 SDATA=MOSI2 MCLK=CLK_MODULE FSELECT=AGND PSELECT=AGND RESET=AGND SLEEP=AGND VIN=AGND "
                + $"IOUT=IOUT_{which} IOUTB=IOUTB_{which} FS_ADJUST=FS_ADJ_{which} REFOUT=REFOUT_{which} COMP=COMP_{which} CAP=CAP_{which} "
                + (which == "B" ? "SIGN=LO_B " : "")
                + "AVDD=+3V3A DVDD=+3V3A AGND=AGND DGND=AGND"
        );
        s.R("6.8k", $"FS_ADJ_{which}", "AGND");
        s.R("200", $"IOUT_{which}", "AGND");
        s.R("200", $"IOUTB_{which}", "AGND");
        s.C("100n", $"REFOUT_{which}", "AGND");
        s.C("10n", "+3V3A", $"COMP_{which}");
        s.C("100n", $"CAP_{which}", "AGND");
        s.Decouple("+3V3A +3V3A +3V3A +3V3A");
    }

    private static void Attenuator(SheetBuilder s)
    {
        s.Block("Filter and attenuator", "third order at 3 MHz; 312, 78, 19 and 5 mV peak at EXC_BUS");
        s.C("270p", "IOUT_A", "AGND", "C0G 50V");
        s.Two(Passives.Inductor, "22u", "0.1A 5 MHz", "IOUT_A", "FILTERED");
        s.C("270p", "FILTERED", "AGND", "C0G 50V");
        s.C("1u", "FILTERED", "LADDER0", "X7R 25V");
        s.R("150", "LADDER0", "LADDER1");
        s.R("37.4", "LADDER1", "LADDER2");
        s.R("9.31", "LADDER2", "LADDER3");
        s.R("3.09", "LADDER3", "AGND");
        s.Chip(
            AnalogParts.Adg1609,
            "A0=MOD_AMP0 A1=MOD_AMP1 EN=+3V3A DA=EXC_TAP DB=AGND S1A=LADDER3 S2A=LADDER2 S3A=LADDER1 S4A=LADDER0 "
                + "S1B=AGND S2B=AGND S3B=AGND S4B=AGND VDD=+5VA VSS=-5VA GND=AGND"
        );
        s.Chip(
            AnalogParts.Opa2197,
            "3=EXC_TAP 2=EXC_FB 1=EXC_OUT 5=AGND 6=SPARE 7=SPARE 8=+5VA 4=-5VA",
            unitBlocks: ["Filter and attenuator", "Filter and attenuator", "Filter and attenuator"]
        );
        s.R("2k", "EXC_OUT", "EXC_FB");
        s.R("2k", "EXC_FB", "AGND");
        s.R("100", "EXC_OUT", "MOD_EXC");
        s.Decouple("+5VA -5VA +5VA -5VA");
    }

    private static void Demodulator(SheetBuilder s)
    {
        s.Block("Bias", "1.25 V, one follower for each switch: the two signals must not meet here");
        s.R("10k", "REF_ADC", "BIAS");
        s.C("100n", "BIAS", "AGND");
        s.Chip(
            AnalogParts.Opa2365,
            "3=BIAS 2=BIAS_V 1=BIAS_V 5=BIAS 6=BIAS_I 7=BIAS_I 8=+3V3A 4=AGND",
            unitBlocks: ["Bias", "Bias", "Bias"]
        );
        s.Decouple("+3V3A");
        foreach (var signal in new[] { "V", "I" })
        {
            s.Block(
                signal == "V" ? "Cell voltage" : "Shunt voltage",
                "gain 5; the switch passes one half of each period; mean over 1 ms"
            );
            s.C("10n", $"BUS_{signal}", $"AC_{signal}", "C0G 50V");
            s.R("100k", $"AC_{signal}", "BIAS");
            s.R("1k", $"AC_{signal}", $"LIM_{signal}");
            s.Chip(AnalogParts.SeriesPair, $"1=AGND 3=LIM_{signal} 2=+3V3A", "BAV199");
            if (signal == "V")
                s.Chip(
                    AnalogParts.Opa2365,
                    "3=LIM_V 2=FB_V 1=AMP_V 5=LIM_I 6=FB_I 7=AMP_I 8=+3V3A 4=AGND",
                    unitBlocks: ["Cell voltage", "Shunt voltage", "Bias"]
                );
            s.R("2k", $"AMP_{signal}", $"FB_{signal}", ChannelSheet.Fair);
            s.R("499", $"FB_{signal}", $"LEG_{signal}", ChannelSheet.Fair);
            s.C("10u", $"LEG_{signal}", "AGND", "X7R 25V");
            s.R("33", "LO_B", $"LO_{signal}");
            s.Chip(
                AnalogParts.Lvc3157,
                $"S=LO_{signal} A=CHOP_{signal} B1=AMP_{signal} B0=BIAS_{signal} VCC=+3V3A GND=AGND"
            );
            s.R("1k", $"CHOP_{signal}", $"MEAN_{signal}", ChannelSheet.Fair);
            s.C("1u", $"MEAN_{signal}", "AGND", "film 63V");
            s.Decouple("+3V3A +3V3A");
        }
    }

    private static void Converter(SheetBuilder s)
    {
        s.Block("Converter", "inputs 0 and 1: means of cell voltage and shunt voltage against the bias");
        var shorted = string.Join(' ', Enumerable.Range(2, 6).Select(k => $"AIN{k}P=AGND AIN{k}N=AGND"));
        s.Chip(
            DigitalParts.Ads131m08,
            $"AIN0P=MEAN_V AIN0N=BIAS_V AIN1P=MEAN_I AIN1N=BIAS_I {shorted} REFIN=REF_ADC CS=nCS_MODULE SCLK=SCLK2 DIN=MOSI2 DOUT=MISO2 "
                + "SYNC=nSYNC CLKIN=CLK_8M CAP=CAP_ADC AVDD=+3V3A DVDD=+3V3A AGND=AGND DGND=AGND"
        );
        s.C("220n", "CAP_ADC", "AGND", "X7R 25V");
        s.C("1u", "+3V3A", "AGND", "X7R 25V");
        s.Decouple("+3V3A +3V3A");
        s.C("100n", "REF_ADC", "AGND");
    }
}
