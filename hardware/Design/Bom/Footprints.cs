using EdgeTester.Hardware.Model;
using EdgeTester.Hardware.Parts;

namespace EdgeTester.Hardware.Bom;

/// <summary>Footprints of KiCad's own library; two-pin parts by value and grade.</summary>
public static class Footprints
{
    /// <summary>Library and name.</summary>
    public static string Of(Component component)
    {
        if (component.Part.Footprint.Length > 0)
            return component.Part.Footprint;
        return component.Part.Prefix switch
        {
            "R" => component.Grade.Contains("0.5W", StringComparison.Ordinal)
                ? "Resistor_SMD:R_1206_3216Metric"
                : "Resistor_SMD:R_0603_1608Metric",
            "C" => Capacitor(component),
            "L" => component.Si >= 10e-6 ? "Inductor_SMD:L_1210_3225Metric" : "Inductor_SMD:L_Bourns-SRN4018",
            "FB" => "Inductor_SMD:L_0805_2012Metric",
            "F" => "Fuse:Fuse_1812_4532Metric",
            "SW" => "Button_Switch_SMD:SW_SPST_TL3342",
            _ => Diode(component),
        };
    }

    private static string Capacitor(Component component) =>
        component.Grade switch
        {
            "electrolytic 25V" => "Capacitor_SMD:CP_Elec_10x10.5",
            "Y1 250V" => "Capacitor_THT:C_Disc_D8.0mm_W5.0mm_P10.00mm",
            "film 63V" => "Capacitor_SMD:C_1812_4532Metric",
            _ => component.Si switch
            {
                >= 20e-6 => "Capacitor_SMD:C_1210_3225Metric",
                >= 2e-6 => "Capacitor_SMD:C_0805_2012Metric",
                _ => "Capacitor_SMD:C_0603_1608Metric",
            },
        };

    private static string Diode(Component component) =>
        component.Part == Passives.Led ? "LED_SMD:LED_0603_1608Metric"
        : component.Value.StartsWith("SM", StringComparison.Ordinal) ? "Diode_SMD:D_SMB"
        : component.Value.StartsWith("SS", StringComparison.Ordinal) ? "Diode_SMD:D_SMA"
        : "Diode_SMD:D_SOD-323";
}
