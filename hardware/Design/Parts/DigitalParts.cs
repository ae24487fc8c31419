namespace EdgeTester.Hardware.Parts;

/// <summary>Processor, memories, converters, isolators, logic.</summary>
public static class DigitalParts
{
    /// <summary>ESP32-S3 module; pin names are the GPIO numbers.</summary>
    public static readonly Part Esp32S3 = Chips.Box(
        "ESP32-S3-WROOM-1",
        "Wi-Fi module, 16 MB flash, 8 MB octal PSRAM",
        "RF_Module:ESP32-S3-WROOM-1",
        Chips.KiCad,
        "3:EN:I 27:IO0:B 39:IO1:B 38:IO2:B 15:IO3:B 4:IO4:B 5:IO5:B 6:IO6:B 7:IO7:B 12:IO8:B 17:IO9:B 18:IO10:B 19:IO11:B 20:IO12:B 21:IO13:B 22:IO14:B 8:IO15:B 9:IO16:B 10:IO17:B 11:IO18:B",
        "13:IO19:B 14:IO20:B 23:IO21:B 28:IO35:N 29:IO36:N 30:IO37:N 31:IO38:B 32:IO39:B 33:IO40:B 34:IO41:B 35:IO42:B 37:IO43:B 36:IO44:B 26:IO45:B 16:IO46:B 24:IO47:B 25:IO48:B",
        "2:3V3:W",
        "1:GND:W 40:GND:W 41:EP:W"
    );

    /// <summary>FRAM 32 KB, SPI mode 0.</summary>
    public static readonly Part Fram = Chips.Box(
        "MB85RS256B",
        "FRAM 32 KB, SPI",
        "Package_SO:SOIC-8_3.9x4.9mm_P1.27mm",
        Chips.KiCad,
        "1:CS:I 6:SCK:I 5:SI:I 3:WP:I 7:HOLD:I",
        "2:SO:T",
        "8:VDD:W",
        "4:GND:W"
    );

    /// <summary>Clock with calendar.</summary>
    public static readonly Part Ds3231 = Chips.Box(
        "DS3231MZ",
        "clock with calendar, 5 ppm",
        "Package_SO:SOIC-8_3.9x4.9mm_P1.27mm",
        Chips.KiCad,
        "7:SDA:B 8:SCL:I 6:VBAT:P",
        "1:32KHZ:C 3:INT:C 4:RST:B",
        "2:VCC:W",
        "5:GND:W"
    );

    /// <summary>Four lines there, two back; outputs high without an input side (the F version: low).</summary>
    public static readonly Part Iso7762 = Chips.Box(
        "ISO7762",
        "digital isolator, four forward, two reverse",
        "Package_SO:SOIC-16W_7.5x10.3mm_P1.27mm",
        Chips.KiCad,
        "2:INA:I 3:INB:I 4:INC:I 5:IND:I 6:OUTE:O 7:OUTF:O",
        "15:OUTA:O 14:OUTB:O 13:OUTC:O 12:OUTD:O 11:INE:I 10:INF:I",
        "1:VCC1:W 16:VCC2:W",
        "8:GND1:W 9:GND2:W"
    );

    /// <summary>Three to eight decoder.</summary>
    public static readonly Part Hc138 = Chips.Box(
        "74HC138",
        "three to eight decoder",
        "Package_SO:TSSOP-16_4.4x5mm_P0.65mm",
        Chips.KiCad,
        "1:A0:I 2:A1:I 3:A2:I 4:E0:I 5:E1:I 6:E2:I",
        "15:Y0:O 14:Y1:O 13:Y2:O 12:Y3:O 11:Y4:O 10:Y5:O 9:Y6:O 7:Y7:O",
        "16:VCC:W",
        "8:GND:W"
    );

    /// <summary>Two decoders, two to four.</summary>
    public static readonly Part Hc139 = Chips.Box(
        "74HC139",
        "two decoders, two to four",
        "Package_SO:TSSOP-16_4.4x5mm_P0.65mm",
        Chips.KiCad,
        "1:1E:I 2:1A0:I 3:1A1:I 15:2E:I 14:2A0:I 13:2A1:I",
        "4:1Y0:O 5:1Y1:O 6:1Y2:O 7:1Y3:O 12:2Y0:O 11:2Y1:O 10:2Y2:O 9:2Y3:O",
        "16:VCC:W",
        "8:GND:W"
    );

    /// <summary>Synthesizer: sine and its sign from a phase accumulator of 28 bits.</summary>
    public static readonly Part Ad9834 = Chips.Box(
        "AD9834",
        "direct digital synthesizer, 28 bits",
        "Package_SO:TSSOP-20_4.4x6.5mm_P0.65mm",
        "KiCad symbol library 6.0.10",
        "15:FSYNC:I 14:SCLK:I 13:SDATA:I 8:MCLK:I 9:FSELECT:I 10:PSELECT:I 11:RESET:I 12:SLEEP:I 17:VIN:I",
        "19:IOUT:P 20:IOUTB:P 16:SIGN:O 1:FS_ADJUST:P 2:REFOUT:P 3:COMP:P 6:CAP:P",
        "4:AVDD:W 5:DVDD:W",
        "18:AGND:W 7:DGND:W"
    );

    /// <summary>Shift register with output latch.</summary>
    public static readonly Part Hc595 = Chips.Box(
        "74HC595",
        "shift register with output latch",
        "Package_SO:TSSOP-16_4.4x5mm_P0.65mm",
        Chips.KiCad,
        "14:SER:I 11:SRCLK:I 10:SRCLR:I 12:RCLK:I 13:OE:I",
        "15:QA:T 1:QB:T 2:QC:T 3:QD:T 4:QE:T 5:QF:T 6:QG:T 7:QH:T 9:QH':O",
        "16:VCC:W",
        "8:GND:W"
    );

    /// <summary>Shift register with parallel inputs.</summary>
    public static readonly Part Hc165 = Chips.Box(
        "74HC165",
        "shift register with parallel inputs",
        "Package_SO:TSSOP-16_4.4x5mm_P0.65mm",
        Chips.KiCad,
        "1:PL:I 2:CP:I 15:CE:I 10:DS:I 11:D0:I 12:D1:I 13:D2:I 14:D3:I 3:D4:I 4:D5:I 5:D6:I 6:D7:I",
        "9:Q7:O 7:Q7N:O",
        "16:VCC:W",
        "8:GND:W"
    );

    /// <summary>D flip-flop with set and clear.</summary>
    public static readonly Part FlipFlop = Chips.Box(
        "74AUP1G74",
        "D flip-flop with set and clear",
        "Package_SO:VSSOP-8_2.3x2mm_P0.5mm",
        Chips.KiCad,
        "2:D:I 1:CP:I 7:PRE:I 6:CLR:I",
        "5:Q:O 3:QN:O",
        "8:VCC:W",
        "4:GND:W"
    );

    /// <summary>AND gate.</summary>
    public static readonly Part And = Gate("74LVC1G08", "AND gate");

    /// <summary>OR gate.</summary>
    public static readonly Part Or = Gate("74LVC1G32", "OR gate");

    /// <summary>Exclusive OR with Schmitt inputs.</summary>
    public static readonly Part Xor = Gate("74AUP1G86", "exclusive OR, Schmitt inputs");

    /// <summary>Inverter.</summary>
    public static readonly Part Inverter = Chips.Box(
        "74LVC1G04",
        "inverter",
        "Package_TO_SOT_SMD:SOT-23-5",
        Chips.KiCad,
        "2:A:I 1:NC:N",
        "4:Y:O",
        "5:VCC:W",
        "3:GND:W"
    );

    /// <summary>Buffer whose output is released while OE is high.</summary>
    public static readonly Part TriBuffer = Chips.Box(
        "74LVC1G125",
        "buffer with output enable",
        "Package_TO_SOT_SMD:SOT-23-5",
        Chips.KiCad,
        "2:A:I 1:OE:I",
        "4:Y:T",
        "5:VCC:W",
        "3:GND:W"
    );

    /// <summary>Eight simultaneous converters of 24 bits.</summary>
    public static readonly Part Ads131m08 = Chips.Box(
        "ADS131M08",
        "eight 24 bit converters, simultaneous",
        "Package_QFP:LQFP-32_5x5mm_P0.5mm",
        Chips.Ti,
        "29:AIN0P:I 30:AIN0N:I 32:AIN1P:I 31:AIN1N:I 1:AIN2P:I 2:AIN2N:I 4:AIN3P:I 3:AIN3N:I 5:AIN4P:I 6:AIN4N:I 8:AIN5P:I 7:AIN5N:I 9:AIN6P:I 10:AIN6N:I 12:AIN7P:I 11:AIN7N:I 14:REFIN:I",
        "17:CS:I 19:SCLK:I 21:DIN:I 20:DOUT:T 18:DRDY:O 16:SYNC:I 23:CLKIN:I 22:XTAL2:N 24:CAP:P",
        "15:AVDD:W 26:DVDD:W",
        "13:AGND:W 27:AGND:W 28:AGND:W 25:DGND:W"
    );

    /// <summary>Eight DACs of 16 bits that start at mid-scale.</summary>
    public static readonly Part Dac80508 = Chips.Box(
        "DAC80508M",
        "eight 16 bit DACs, mid-scale at power-up",
        "Package_DFN_QFN:WQFN-16-1EP_3x3mm_P0.5mm_EP1.68x1.68mm",
        "an open hardware project's footprint table (WQFN-16 pad positions)",
        "12:SYNC:I 11:SCLK:I 13:SDI:I 15:REF:I 9:VIO:W",
        "1:OUT0:O 2:OUT1:O 3:OUT2:O 4:OUT3:O 5:OUT4:O 6:OUT5:O 7:OUT6:O 8:OUT7:O 10:SDO:T",
        "14:VDD:W",
        "16:GND:W 17:EP:W"
    );

    /// <summary>Impedance front end: used as sine generator and lock-in.</summary>
    public static readonly Part Ad5941 = Chips.Box(
        "AD5941",
        "waveform generator and lock-in",
        "Package_DFN_QFN:QFN-48-1EP_7x7mm_P0.5mm_EP5.15x5.15mm",
        "HELPStat V2 (github.com/LinnesLab/HELPStat, commit 933593bc, HELPStat_V2.sch): all 49 pads of a board that was built",
        "15:CS:I 16:SCLK:I 17:MOSI:I 18:MISO:T 22:RESET:I 19:GPIO0:O 11:XTALI:I 12:XTALO:N 20:GPIO1:N 21:GPIO2:N 27:AFE3:P 28:AFE4:P 7:DNC:N 10:DNC:N 24:DNC:N",
        "47:CE0:O 48:RE0:P 45:SE0:P 46:DE0:P 39:AIN0:P 38:AIN1:P 37:AIN2:I 36:AIN3:I 40:AIN4:P 34:AFE1:P 35:AFE2:P 32:RCAL0:P 33:RCAL1:P 31:VBIAS_CAP:O 43:VREF_1V82:P 4:VREF_2V5:P 8:VBIAS0:P 9:VZERO0:P 2:RC0_1:P 3:RC0_0:P 1:RC0_2:N",
        "30:AVDD:W 41:AVDD:W 6:DVDD:W 26:IOVDD:W 5:AVDD_REG:P 14:DVDD_REG:P",
        "29:AGND:W 42:AGND:W 44:AGND_REF:W 13:DGND:W 23:DGND:W 25:DGND:W 49:EP:W"
    );

    /// <summary>Oscillator in a can.</summary>
    public static readonly Part Oscillator = Chips.Box(
        "ASE-16MHz",
        "oscillator 16 MHz",
        "Oscillator:Oscillator_SMD_Abracon_ASE-4Pin_3.2x2.5mm",
        Chips.KiCad,
        "1:EN:I",
        "3:OUT:O",
        "4:VDD:W",
        "2:GND:W",
        "Y"
    );

    /// <summary>Eight low-side drivers with clamp diodes.</summary>
    public static readonly Part Uln2803 = Chips.Box(
        "ULN2803A",
        "eight low-side drivers with clamp diodes",
        "Package_SO:SOIC-18W_7.5x11.6mm_P1.27mm",
        Chips.KiCad,
        "1:I1:I 2:I2:I 3:I3:I 4:I4:I 5:I5:I 6:I6:I 7:I7:I 8:I8:I",
        "18:O1:C 17:O2:C 16:O3:C 15:O4:C 14:O5:C 13:O6:C 12:O7:C 11:O8:C",
        "10:COM:P",
        "9:GND:W"
    );

    /// <summary>Supervisor of four supplies with a watchdog.</summary>
    public static readonly Part Tps386000 = Chips.Box(
        "TPS386000",
        "supervisor of four supplies, one negative, with watchdog",
        "Package_DFN_QFN:QFN-20-1EP_4x4mm_P0.5mm_EP2.5x2.5mm",
        "TI SBVS105F, pages 4 and 5, as two published reviews of boards quote it pin by pin",
        "10:SENSE1:I 9:SENSE2:I 8:SENSE3:I 7:SENSE4L:I 6:SENSE4H:I 20:WDI:I 1:MR:I 5:CT1:P 4:CT2:P 3:CT3:P 2:CT4:P",
        "15:RESET1:C 16:RESET2:C 17:RESET3:C 18:RESET4:C 19:WDO:C 13:VREF:O",
        "14:VDD:W",
        "12:GND:W 11:NC:W 21:EP:W"
    );

    private static Part Gate(string name, string description) =>
        Chips.Box(
            name,
            description,
            "Package_TO_SOT_SMD:SOT-23-5",
            Chips.KiCad,
            "1:A:I 2:B:I",
            "4:Y:O",
            "5:VCC:W",
            "3:GND:W"
        );
}
