using EdgeTester.Hardware.Model;
using EdgeTester.Hardware.Parts;

namespace EdgeTester.Hardware.Sheets;

/// <summary>U1 to U3: coarse voltage, shunt and fine voltage of all channels, on one clock and one SYNC; plug for U4.</summary>
public static class ConverterSheet
{
    private static readonly (string Title, string Signal, string Select)[] Converters =
    [
        ("Coarse voltage", "ADC_V", "nCS_COARSE"),
        ("Shunt voltage", "ADC_I", "nCS_SHUNT"),
        ("Fine voltage", "ADC_F", "nCS_FINE"),
    ];

    /// <summary>The drawing.</summary>
    public static Sheet Create()
    {
        var s = new SheetBuilder("converters", "Converters: three ADS131M08");
        s.Ports(
            PortKind.Input,
            "SCLK2 MOSI2 nCS_COARSE nCS_SHUNT nCS_FINE nCS_TEMPERATURE nSYNC CLK_8M REF_ADC"
        );
        s.Ports(PortKind.Output, "MISO2 nDRDY");
        foreach (var signal in new[] { "ADC_V", "ADC_I", "ADC_F" })
            s.Ports(PortKind.Passive, string.Join(' ', Enumerable.Range(0, 8).Select(k => signal + k)));
        foreach (var (title, signal, select) in Converters)
        {
            s.Block(title);
            var inputs = string.Join(
                ' ',
                Enumerable.Range(0, 8).Select(k => $"AIN{k}P={signal}{k} AIN{k}N=AGND")
            );
            // One data-ready line is enough: all three share clock and SYNC.
            var ready = signal == "ADC_V" ? " DRDY=nDRDY" : "";
            s.Chip(
                DigitalParts.Ads131m08,
                $"{inputs} REFIN=REF_ADC CS={select} SCLK=SCLK2 DIN=MOSI2 DOUT=MISO2 SYNC=nSYNC CLKIN=CLK_8M "
                    + $"CAP=CAP_{signal} AVDD=+3V3A DVDD=+3V3A AGND=AGND DGND=AGND{ready}"
            );
            s.C("220n", $"CAP_{signal}", "AGND", "X7R 25V");
            s.C("1u", "+3V3A", "AGND", "X7R 25V");
            s.Decouple("+3V3A +3V3A");
            s.C("100n", "REF_ADC", "AGND");
        }
        s.Block("Option: temperatures", "plug for U4 with eight Pt1000 (hardware/options.md)");
        s.Chip(
            PowerParts.Connector(12, "Connector_PinHeader_2.54mm:PinHeader_2x06_P2.54mm_Vertical"),
            "1=+3V3A 2=AGND 3=SCLK2 4=AGND 5=MOSI2 6=MISO2 7=nCS_TEMPERATURE 8=nSYNC 9=CLK_8M 10=AGND 11=REF_ADC 12=+5VA",
            "TEMPERATURE"
        );
        return s.Build();
    }
}
