using EdgeTester.Hardware.Model;
using EdgeTester.Hardware.Parts;

namespace EdgeTester.Hardware.Sheets;

/// <summary>Reference 2.5 V, its halves, the trip thresholds and the DAC of all set-points.</summary>
public static class SetPointSheet
{
    /// <summary>The drawing.</summary>
    public static Sheet Create()
    {
        var s = new SheetBuilder("setpoint", "Reference, thresholds and set-point DAC");
        s.Ports(PortKind.Input, "SCLK2 MOSI2 nCS_DAC");
        s.Ports(PortKind.Output, "MISO2 REF_MID REF_ADC TRIP_P TRIP_N");
        s.Ports(PortKind.Output, string.Join(' ', Enumerable.Range(0, 8).Select(k => $"V_DAC{k}")));

        s.Block("Reference", "2.5 V, halved for set-points and converters");
        s.Chip(AnalogParts.Adr4525, "VIN=+5VA VOUT=REF_2V5 GND=AGND");
        s.C("1u", "+5VA", "AGND", "X7R 25V");
        s.C("1u", "REF_2V5", "AGND", "X7R 25V");
        s.R("10k", "REF_2V5", "HALF", ChannelSheet.Precise);
        s.R("10k", "HALF", "AGND", ChannelSheet.Precise);
        s.C("1u", "HALF", "AGND", "X7R 25V");
        s.Chip(
            AnalogParts.Opa4197,
            "3=HALF 2=REF_MID 1=REF_MID 5=HALF 6=ADC_DRV 7=ADC_DRV 10=TRIP_DIV 9=TRIP_P 8=TRIP_P 12=AGND 13=TRIP_INV 14=TRIP_N 4=+5VA 11=-5VA",
            unitBlocks: ["Reference", "Reference", "Thresholds", "Thresholds", "Reference"]
        );
        // The converters' reference inputs draw pulses: a reservoir behind a resistor that the buffer tolerates.
        s.R("10", "ADC_DRV", "REF_ADC");
        s.C("10u", "REF_ADC", "AGND", "X7R 25V");

        s.Block("Thresholds", "+-1.205 V: 7.23 V at the cell, 25 mA in the output");
        s.R("10k", "REF_2V5", "TRIP_DIV", ChannelSheet.Fair);
        s.R("9.31k", "TRIP_DIV", "AGND", ChannelSheet.Fair);
        s.R("10k", "TRIP_P", "TRIP_INV", ChannelSheet.Fair);
        s.R("10k", "TRIP_INV", "TRIP_N", ChannelSheet.Fair);
        s.C("100n", "TRIP_DIV", "AGND");

        s.Block("Set-point DAC", "mid-scale at power-up: set-point zero");
        s.Chip(
            DigitalParts.Dac80508,
            "SYNC=nCS_DAC SCLK=SCLK2 SDI=MOSI2 SDO=MISO2 REF=REF_2V5 VIO=+3V3A VDD=+5VA GND=AGND EP=AGND "
                + string.Join(' ', Enumerable.Range(0, 8).Select(k => $"OUT{k}=V_DAC{k}"))
        );
        s.Decouple("+3V3A +5VA +5VA -5VA");
        s.C("10u", "+5VA", "AGND", "X7R 25V");
        return s.Build();
    }
}
