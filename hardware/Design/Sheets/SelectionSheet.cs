using EdgeTester.Hardware.Model;
using EdgeTester.Hardware.Parts;

namespace EdgeTester.Hardware.Sheets;

/// <summary>
/// Chip selects of SPI2, the latch of nine bytes and the trip register. SPI2 runs in mode 1: data change at the rising edge and are taken
/// at the falling one, so the shift registers, which take at the rising edge, get the inverted clock while they are selected.
/// </summary>
public static class SelectionSheet
{
    /// <summary>Bytes of the latch.</summary>
    public const int LatchBytes = 9;

    /// <summary>Nets of a channel's byte, from bit 0.</summary>
    public static readonly IReadOnlyList<string> ChannelBits =
    [
        "RELAY_CMD",
        "RANGE0",
        "RANGE1",
        "PSTAT",
        "FINE",
        "EXC",
    ];

    /// <summary>Selected lines of the decoder, from 0.</summary>
    public static readonly IReadOnlyList<string> Selects =
    [
        "nCS_COARSE",
        "nCS_SHUNT",
        "nCS_FINE",
        "nCS_DAC",
        "nCS_LATCH",
        "nSYNC",
        "nCS_TRIPS",
        "nCS_OPTION",
    ];

    /// <summary>Lines of the decoder behind select 7, by the module bits DEV1 and DEV0 of the latch: a converter of temperatures, or the 1 MHz module.</summary>
    public static readonly IReadOnlyList<string> Options =
    [
        "nCS_TEMPERATURE",
        "nCS_DDS_A",
        "nCS_DDS_B",
        "nCS_MODULE",
    ];

    /// <summary>Nets of the latch's last byte, from bit 0.</summary>
    public static readonly IReadOnlyList<string> SharedBits =
    [
        "MUX0",
        "MUX1",
        "MUX2",
        "MUX3",
        "MOD_DEV0",
        "MOD_DEV1",
        "MOD_AMP0",
        "MOD_AMP1",
    ];

    private static readonly string[] Outputs = ["QA", "QB", "QC", "QD", "QE", "QF", "QG", "QH"];

    /// <summary>The drawing.</summary>
    public static Sheet Create()
    {
        var s = new SheetBuilder("selection", "Chip selects, latch and trip register");
        s.Ports(PortKind.Input, "SCLK2 MOSI2 SEL_A0 SEL_A1 SEL_A2 nSEL_EN nPOR nSAFE");
        s.Ports(PortKind.Output, "MISO2 MUX0 MUX1 MUX2 MUX3");
        s.Ports(PortKind.Output, "nCS_COARSE nCS_SHUNT nCS_FINE nCS_DAC nSYNC nCS_TEMPERATURE");
        s.Ports(PortKind.Output, "nCS_DDS_A nCS_DDS_B nCS_MODULE MOD_ON MOD_AMP0 MOD_AMP1");
        for (var k = 0; k < 8; k++)
        {
            s.Ports(PortKind.Output, string.Join(' ', ChannelBits.Select(b => b + "_" + k)));
            s.Ports(PortKind.Input, $"TRIPPED{k} nTRIPPED{k}");
        }
        Decoder(s);
        Latch(s);
        TripRegister(s);
        Module(s);
        return s.Build();
    }

    private static void Decoder(SheetBuilder s)
    {
        s.Block("Decoder");
        s.Chip(
            DigitalParts.Hc138,
            "A0=SEL_A0 A1=SEL_A1 A2=SEL_A2 E0=nSEL_EN E1=AGND E2=+3V3A VCC=+3V3A GND=AGND "
                + string.Join(' ', Selects.Select((net, k) => $"Y{k}={net}"))
        );
        s.R("10k", "+3V3A", "nSEL_EN");
        s.Chip(DigitalParts.Inverter, "A=SCLK2 Y=nSCLK2 VCC=+3V3A GND=AGND");
        s.Chip(DigitalParts.Or, "A=nSCLK2 B=nCS_LATCH Y=CLK_LATCH VCC=+3V3A GND=AGND");
        s.Chip(DigitalParts.Or, "A=nSCLK2 B=nCS_TRIPS Y=CLK_TRIPS VCC=+3V3A GND=AGND");
        s.Chip(DigitalParts.Inverter, "A=nCS_TRIPS Y=SHIFT_TRIPS VCC=+3V3A GND=AGND");
        s.Decouple("+3V3A +3V3A +3V3A +3V3A +3V3A");
    }

    private static void Latch(SheetBuilder s)
    {
        // The byte shifted first, channel 0's, ends in the register farthest from MOSI.
        for (var at = LatchBytes - 1; at >= 0; at--)
        {
            s.Block(
                at == 8 ? "Latch: multiplexer" : "Latch: channels",
                "taken over when nCS_LATCH rises; all off while nSAFE is high"
            );
            var from = at == LatchBytes - 1 ? "MOSI2" : $"CHAIN{at + 1}";
            var bits = at == 8 ? SharedBits : ChannelBits.Select(b => b + "_" + at);
            s.Chip(
                DigitalParts.Hc595,
                $"SER={from} SRCLK=CLK_LATCH SRCLR=nPOR RCLK=nCS_LATCH OE=nSAFE QH'=CHAIN{at} VCC=+3V3A GND=AGND "
                    + string.Join(' ', bits.Select((net, b) => $"{Outputs[b]}={net}"))
            );
            s.Decouple("+3V3A");
            if (at == 8)
            {
                s.Chip(
                    Passives.Array4,
                    "1=+3V3A 8=MUX0 2=+3V3A 7=MUX1 3=+3V3A 6=MUX2 4=+3V3A 5=MUX3",
                    "4x100k"
                );
                continue;
            }
            s.R("100k", $"RELAY_CMD_{at}", "AGND");
            s.R("100k", $"EXC_{at}", "AGND");
            s.Chip(
                Passives.Array4,
                $"1=RANGE0_{at} 8=AGND 2=RANGE1_{at} 7=AGND 3=PSTAT_{at} 6=AGND 4=FINE_{at} 5=AGND",
                "4x100k"
            );
        }
        s.Block("Latch: multiplexer");
        s.Chip(DigitalParts.TriBuffer, "A=CHAIN0 OE=nCS_LATCH Y=MISO2 VCC=+3V3A GND=AGND");
        s.Decouple("+3V3A");
    }

    // Without the module's bits select 7 reaches the converter of temperatures, as before; with one of them the excitation is the module's.
    private static void Module(SheetBuilder s)
    {
        s.Block(
            "Options behind select 7",
            "DEV 0: temperatures; 1, 2, 3: synthesizers and converter of the module"
        );
        s.Chip(
            DigitalParts.Hc139,
            "1E=nCS_OPTION 1A0=MOD_DEV0 1A1=MOD_DEV1 2E=+3V3A 2A0=AGND 2A1=AGND VCC=+3V3A GND=AGND "
                + string.Join(' ', Options.Select((net, k) => $"1Y{k}={net}"))
        );
        s.Chip(DigitalParts.Or, "A=MOD_DEV0 B=MOD_DEV1 Y=MOD_ON VCC=+3V3A GND=AGND");
        s.Chip(
            Passives.Array4,
            "1=MOD_DEV0 8=AGND 2=MOD_DEV1 7=AGND 3=MOD_AMP0 6=AGND 4=MOD_AMP1 5=AGND",
            "4x100k"
        );
        s.Decouple("+3V3A +3V3A");
    }

    private static void TripRegister(SheetBuilder s)
    {
        s.Block(
            "Trip register",
            "first byte: tripped channels, bit 7 = channel 7 first; second byte: the complement"
        );
        var direct = string.Join(' ', Enumerable.Range(0, 8).Select(k => $"D{k}=TRIPPED{k}"));
        var complement = string.Join(' ', Enumerable.Range(0, 8).Select(k => $"D{k}=nTRIPPED{k}"));
        s.Chip(
            DigitalParts.Hc165,
            $"PL=SHIFT_TRIPS CP=CLK_TRIPS CE=AGND DS=AGND Q7=TRIPS_2 VCC=+3V3A GND=AGND {complement}"
        );
        s.Chip(
            DigitalParts.Hc165,
            $"PL=SHIFT_TRIPS CP=CLK_TRIPS CE=AGND DS=TRIPS_2 Q7=TRIPS_1 VCC=+3V3A GND=AGND {direct}"
        );
        s.Chip(DigitalParts.TriBuffer, "A=TRIPS_1 OE=nCS_TRIPS Y=MISO2 VCC=+3V3A GND=AGND");
        s.R("100k", "+3V3A", "MISO2");
        s.Decouple("+3V3A +3V3A +3V3A");
    }
}
