using EdgeTester.Hardware.Model;
using EdgeTester.Hardware.Parts;

namespace EdgeTester.Hardware.Sheets;

/// <summary>Supervisor, watchdog, arming, relay drivers and the fast series switches of all channels.</summary>
public static class SafetySheet
{
    /// <summary>The drawing.</summary>
    public static Sheet Create()
    {
        var s = new SheetBuilder("safety", "Safety: supervisor, watchdog, relay drivers, series switches");
        s.Ports(PortKind.Input, "HEARTBEAT ARM");
        s.Ports(PortKind.Output, "nPOR nSAFE SAFE");
        s.Ports(PortKind.Passive, "SENSE_COIL");
        for (var k = 0; k < 8; k++)
            s.Ports(PortKind.Input, $"RUN{k}");
        s.Ports(PortKind.Passive, string.Join(' ', Enumerable.Range(0, 8).Select(k => $"COIL_N{k}")));
        s.Ports(PortKind.Passive, string.Join(' ', Enumerable.Range(0, 8).Select(k => $"DRV_R{k}")));
        s.Ports(PortKind.Passive, string.Join(' ', Enumerable.Range(0, 8).Select(k => $"CE_FORCE{k}")));
        s.Ports(PortKind.Passive, string.Join(' ', Enumerable.Range(0, 8).Select(k => $"COMP{k}")));

        s.Block("Supervisor", "+3.0 V, +8.3 V, +4.6 V, -8.3 V; watchdog 0.6 s on HEARTBEAT");
        // Thresholds 0.4 V; the negative rail is compared with ground through VREF (1.2 V).
        s.R("64.9k", "+3V3A", "SENSE_A");
        s.R("10k", "SENSE_A", "AGND");
        s.R("196k", "+9V", "SENSE_B");
        s.R("10k", "SENSE_B", "AGND");
        s.R("105k", "+5VA", "SENSE_C");
        s.R("10k", "SENSE_C", "AGND");
        s.R("107k", "SENSE_D", "-9V");
        s.R("10k", "REF_WD", "SENSE_D");
        s.Chip(
            DigitalParts.Tps386000,
            "SENSE1=SENSE_A SENSE2=SENSE_B SENSE3=SENSE_C SENSE4L=REF_WD SENSE4H=SENSE_D WDI=HEARTBEAT MR=+3V3A "
                + "CT1=CT1 CT2=CT2 CT3=CT3 CT4=CT4 RESET1=nPOR RESET2=nFAULT RESET3=nFAULT RESET4=nFAULT WDO=nFAULT "
                + "VREF=REF_WD VDD=+3V3A GND=AGND NC=AGND EP=AGND"
        );
        for (var k = 1; k <= 4; k++)
            s.C("10n", $"CT{k}", "AGND");
        s.R("10k", "+3V3A", "nPOR");
        s.R("10k", "+3V3A", "nFAULT");
        s.C("1n", "REF_WD", "AGND");
        s.Two(Passives.Diode, "BAT54", "", "nPOR", "nFAULT");

        s.Block(
            "Arming",
            "a fault disarms; only a rising edge of ARM arms again, after the latch was cleared"
        );
        s.Chip(
            DigitalParts.FlipFlop,
            "D=+3V3A CP=ARM_LATE PRE=+3V3A CLR=nCLEAR Q=SAFE QN=nSAFE VCC=+3V3A GND=AGND"
        );
        s.Chip(DigitalParts.And, "A=nFAULT B=ARM Y=nCLEAR VCC=+3V3A GND=AGND");
        // The clear is gone before the clock's edge arrives.
        s.R("10k", "ARM", "ARM_LATE");
        s.C("1n", "ARM_LATE", "AGND");
        s.R("100k", "ARM", "AGND");
        s.R("100k", "HEARTBEAT", "AGND");
        s.Decouple("+3V3A +3V3A +3V3A");

        s.Block("Relay drivers");
        s.Chip(
            DigitalParts.Uln2803,
            "COM=+5VREL GND=AGND "
                + string.Join(' ', Enumerable.Range(0, 8).Select(k => $"I{k + 1}=RUN{k} O{k + 1}=COIL_N{k}"))
        );
        s.Chip(
            DigitalParts.Uln2803,
            "COM=+5VREL GND=AGND "
                + string.Join(' ', Enumerable.Range(1, 8).Select(k => $"I{k}=SAFE O{k}=SENSE_COIL"))
        );
        s.C("10u", "+5VREL", "AGND", "X7R 25V");

        s.Block(
            "Series switches",
            "open within a microsecond, long before a relay; by themselves where a cell is beyond +-9 V"
        );
        foreach (var first in new[] { 0, 4 })
        {
            s.Chip(
                AnalogParts.Adg5412f,
                $"VDD=+9V VSS=-9V GND=AGND FF=nBEYOND{first / 4} "
                    + string.Join(
                        ' ',
                        Enumerable
                            .Range(0, 4)
                            .Select(k =>
                                $"IN{k + 1}=RUN{first + k} D{k + 1}=DRV_R{first + k} S{k + 1}=CE_FORCE{first + k}"
                            )
                    )
            );
            s.Decouple("+9V -9V");
            // What opened by itself has to stay open: the flag trips the four channels that share the chip.
            s.R("100k", "+3V3A", $"nBEYOND{first / 4}");
            for (var k = first; k < first + 4; k++)
                s.Two(Passives.Diode, "BAT54", "", $"nBEYOND{first / 4}", $"COMP{k}");
        }
        return s.Build();
    }
}
