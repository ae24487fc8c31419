using EdgeTester.Hardware.Model;

namespace EdgeTester.Hardware.Sheets;

/// <summary>The board: eight channels and what they share.</summary>
public static class CellNode
{
    /// <summary>Channels of a board.</summary>
    public const int Channels = 8;

    /// <summary>The board.</summary>
    public static Board Create()
    {
        var channel = ChannelSheet.Create();
        List<Place> places =
        [
            new("Power", PowerSheet.Create(), 1600, Same("PWR_FAIL")),
            new("Processor", ProcessorSheet.Create(), 1700, Same([.. ProcessorSheet.Crossing, "PWR_FAIL"])),
            new("Isolation", IsolationSheet.Create(), 1800, Isolation()),
            new("Selection", SelectionSheet.Create(), 1000, Selection()),
            new("Safety", SafetySheet.Create(), 1100, Safety()),
            new("Set-points", SetPointSheet.Create(), 1200, SetPoints()),
            new("Converters", ConverterSheet.Create(), 1300, Converters()),
            new("Waveform", WaveformSheet.Create(), 1400, Waveform()),
        ];
        for (var k = 0; k < Channels; k++)
            places.Add(new Place($"Channel {k}", channel, 100 * (k + 1), Channel(k)));
        return new Board("cellnode8", places);
    }

    private static Dictionary<string, string> Same(params string[] nets) => nets.ToDictionary(n => n);

    private static Dictionary<string, string> Isolation()
    {
        var nets = Same([.. ProcessorSheet.Crossing]);
        foreach (
            var net in "MISO1 MISO2 AFE_INT nDRDY SAFE nCS_AFE MOSI1 SCLK1 nRST_AFE MOSI2 SCLK2 SEL_A0 SEL_A1 SEL_A2 nSEL_EN HEARTBEAT ARM".Split(
                ' '
            )
        )
            nets["A_" + net] = "A_" + net;
        return nets;
    }

    private static Dictionary<string, string> Spi2(params string[] more)
    {
        var nets = Same(more);
        foreach (var net in new[] { "SCLK2", "MOSI2", "MISO2" })
            nets[net] = "A_" + net;
        return nets;
    }

    private static Dictionary<string, string> Selection()
    {
        var nets = Spi2(
            "nPOR",
            "nSAFE",
            "MUX0",
            "MUX1",
            "MUX2",
            "MUX3",
            "nCS_COARSE",
            "nCS_SHUNT",
            "nCS_FINE",
            "nCS_DAC",
            "nSYNC",
            "nCS_TEMPERATURE",
            "nCS_DDS_A",
            "nCS_DDS_B",
            "nCS_MODULE",
            "MOD_ON",
            "MOD_AMP0",
            "MOD_AMP1"
        );
        foreach (var net in new[] { "SEL_A0", "SEL_A1", "SEL_A2", "nSEL_EN" })
            nets[net] = "A_" + net;
        for (var k = 0; k < Channels; k++)
        {
            foreach (var bit in SelectionSheet.ChannelBits)
                nets[$"{bit}_{k}"] = $"CH{k}_{bit}";
            nets[$"TRIPPED{k}"] = $"CH{k}_TRIPPED";
            nets[$"nTRIPPED{k}"] = $"CH{k}_nTRIPPED";
        }
        return nets;
    }

    private static Dictionary<string, string> Safety()
    {
        var nets = Same("nPOR", "nSAFE", "SENSE_COIL");
        nets["HEARTBEAT"] = "A_HEARTBEAT";
        nets["ARM"] = "A_ARM";
        nets["SAFE"] = "A_SAFE";
        PerChannel(nets, "RUN", "COIL_N", "DRV_R", "CE_FORCE", "COMP");
        return nets;
    }

    private static Dictionary<string, string> SetPoints()
    {
        var nets = Spi2("nCS_DAC", "REF_MID", "REF_ADC", "TRIP_P", "TRIP_N");
        PerChannel(nets, "V_DAC");
        return nets;
    }

    private static Dictionary<string, string> Converters()
    {
        var nets = Spi2(
            "nCS_COARSE",
            "nCS_SHUNT",
            "nCS_FINE",
            "nCS_TEMPERATURE",
            "nSYNC",
            "CLK_8M",
            "REF_ADC"
        );
        nets["nDRDY"] = "A_nDRDY";
        PerChannel(nets, "ADC_V", "ADC_I", "ADC_F");
        return nets;
    }

    private static Dictionary<string, string> Waveform()
    {
        var nets = Spi2(
            "MUX0",
            "MUX1",
            "MUX2",
            "MUX3",
            "EXC_BUS",
            "CLK_8M",
            "nSYNC",
            "REF_ADC",
            "nCS_DDS_A",
            "nCS_DDS_B",
            "nCS_MODULE",
            "MOD_ON",
            "MOD_AMP0",
            "MOD_AMP1"
        );
        foreach (var net in new[] { "SCLK1", "MOSI1", "MISO1", "nCS_AFE", "nRST_AFE", "AFE_INT" })
            nets[net] = "A_" + net;
        PerChannel(nets, "VCELL", "ISH");
        return nets;
    }

    private static Dictionary<string, string> Channel(int k)
    {
        var nets = Same("REF_MID", "EXC_BUS", "TRIP_P", "TRIP_N", "nPOR", "SENSE_COIL");
        foreach (
            var net in new[]
            {
                "V_DAC",
                "RUN",
                "TRIPPED",
                "nTRIPPED",
                "DRV_R",
                "CE_FORCE",
                "COMP",
                "COIL_N",
                "VCELL",
                "ISH",
                "ADC_V",
                "ADC_I",
                "ADC_F",
            }.Concat(SelectionSheet.ChannelBits)
        )
            nets[net] = $"CH{k}_{net}";
        return nets;
    }

    private static void PerChannel(Dictionary<string, string> nets, params string[] names)
    {
        foreach (var name in names)
            for (var k = 0; k < Channels; k++)
                nets[name + k] = $"CH{k}_{name}";
    }
}
